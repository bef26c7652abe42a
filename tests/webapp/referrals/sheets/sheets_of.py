"""Sheets of invented people, and what a second library reads of their PDF."""

import io
from dataclasses import replace

import pypdf

from index.records import SourcesSay
from tests.builders import claim, course, license_held, phone, quote
from tests.webapp.invented import RULES, SALIDA, TODAY, at, person, providers
from webapp.languages import speaking
from webapp.referrals.sheets.options import options_sheet
from webapp.referrals.sheets.pdf import pdf
from webapp.referrals.sheets.referral import referral_sheet
from webapp.stated.referral_facts import referral_facts

PEOPLE = {provider.id: provider for provider in providers()}
GUIDE = "pinpoint.example/guide/warning-signs"
PROFILE = "pinpoint.example/people/k7m3q"
LANGUAGES = [("en",), ("es",), ("en", "es"), ("es", "en")]


def facts_of(provider, language="en"):
    with speaking(language):
        return referral_facts(provider, 0, RULES, TODAY)


def options(everybody, languages=("en",), **more):
    """The options sheet of some providers."""
    told = {language: [facts_of(one, language) for one in everybody] for language in languages}
    return options_sheet(told, TODAY, GUIDE, **more)


def referral(provider, language="en", **more):
    """The referral to a provider."""
    with speaking(language):
        return referral_sheet(facts_of(provider, language), TODAY, PROFILE, **more)


def read(sheet):
    """The PDF of a sheet as pypdf reads it."""
    return pypdf.PdfReader(io.BytesIO(pdf(sheet, TODAY)), strict=True)


def words_of(document):
    """The words of a PDF, without the places where a long word may break."""
    return " ".join(document.pages[0].extract_text().replace("\u200b", "").split())


def structure(document):
    """(kind, language, title) of each element of the structure tree, in the order of reading."""

    def walk(element):
        found = element.get_object()
        if not isinstance(found, pypdf.generic.DictionaryObject):
            return
        if "/S" in found:
            yield found["/S"], found.get("/Lang"), found.get("/T")
        children = found.get("/K", pypdf.generic.ArrayObject()).get_object()
        for child in children if isinstance(children, list) else [children]:
            yield from walk(child)

    return list(walk(document.root_object["/StructTreeRoot"]))


def with_text(text, number=0, state="CO"):
    """A person whose every field is this text, with a phone and a fax."""
    place = at(SALIDA, text, state, text, organization=text, street=text, unit=text, fax=phone("119"))
    found = person(f"x{number}", text, place, SourcesSay.PERSON_LISTED, [quote(text, source=text)])
    letters = course(text, issuer=text, shows_dry_needling=True)
    claims = (claim("phone", "+13035550112", source=text), claim("fax", "+13035550119", source=text))
    return replace(
        found,
        credentials=(letters,),
        licenses=(license_held(text, state=state),),
        npi="1234567893",
        claims=(*found.claims, *claims),
    )
