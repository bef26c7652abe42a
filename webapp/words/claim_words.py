"""Stated values in the public's words: the name of a field, its value, and what letters behind a name mean."""

from dataclasses import dataclass

from index.records import DENIES, DETAILS, Credential, CredentialKind, Phone, Profession
from index.vocabulary.conditions import conditions
from index.vocabulary.credentials import credentials
from index.vocabulary.professions import profession_of_taxonomy
from webapp.words.detail_words import detail_words
from webapp.words.formats import spoken
from webapp.words.profession_words import label
from webapp.words.translate import N_, _

FIELDS = {
    "name": N_("Name"),
    "former_name": N_("Former name"),
    "credential": N_("Letters after the name"),
    "unknown_credential": N_("Letters we do not know"),
    "profession": N_("Profession"),
    "license": N_("License number, as typed there"),
    "taxonomy": N_("Taxonomy code, as typed there"),
    "organization": N_("Works at"),
    "address": N_("Address"),
    "phone": N_("Phone"),
    "fax": N_("Fax"),
    "website": N_("Website"),
    "npi": N_("NPI number"),
    "hours": N_("Hours"),
    "new_patients": N_("New patients"),
    "languages": N_("Languages"),
    "dry_needling_person": N_("Dry needling, about the person"),
    "dry_needling_clinic": N_("Dry needling, about the clinic"),
    "condition": N_("Mentions"),
    "not_phone": N_("This phone number is wrong"),
    "not_fax": N_("This fax number is wrong"),
    "not_address": N_("No longer at this address"),
    "not_website": N_("This website is wrong"),
    "not_organization": N_("Does not work at"),
    "not_credential": N_("Does not have these letters"),
    "not_unknown_credential": N_("Does not have these letters"),
    "not_profession": N_("Does not have this profession"),
    "not_license": N_("Does not have this license"),
}
_LETTERS_KINDS = {
    CredentialKind.LICENSE: N_("a license."),
    CredentialKind.DEGREE: N_("a degree, not a license."),
    CredentialKind.BOARD_CERTIFICATION: N_("a board certification."),
    CredentialKind.COURSE: N_("a course."),
    CredentialKind.STATE_AUTHORIZATION: N_("a state's authorization."),
    CredentialKind.MEMBERSHIP: N_("a membership."),
    CredentialKind.OTHER: N_("a credential."),
}
_GIVEN_BY = {
    CredentialKind.BOARD_CERTIFICATION: N_("a board certification by %(issuer)s."),
    CredentialKind.COURSE: N_("a course by %(issuer)s."),
    CredentialKind.STATE_AUTHORIZATION: N_("a state's authorization by %(issuer)s."),
    CredentialKind.MEMBERSHIP: N_("a membership by %(issuer)s."),
    CredentialKind.OTHER: N_("a credential by %(issuer)s."),
}
"""Without degrees and licenses: the name of a university or a state's board says nothing."""
NO_SIGN = N_("It does not show dry-needling training.")
NO_PERMISSION = N_("It does not show that the person may do dry needling in this state.")
SHARED = N_("These letters can come from more than one school. The source does not say which. Ask.")


def field_words(field: str) -> str:
    """Return the name of a field for readers."""
    known = FIELDS.get(field)
    return _(known) if known else field.replace("_", " ").capitalize()


def value_words(field: str, value: str) -> str:
    """Return a value for readers: a phone as dialed, a slug as its label, anything else unchanged."""
    field = field.removeprefix(DENIES)
    if field in {"phone", "fax"}:
        number, _x, extension = value.partition(" x")
        return spoken(Phone(e164=number, extension=extension))
    if field == "profession":
        return _profession(value)
    if field == "license":
        return " ".join(_profession(part).lower() if part in set(Profession) else part for part in value.split())
    if field == "taxonomy":
        return taxonomy_words(value)
    if field in DETAILS and value:
        return detail_words(field, value)
    return condition_words(value) if field == "condition" else value


def taxonomy_words(code: str) -> str:
    """Return a NUCC code with our word for its profession, "225100000X (Physical therapist)", alone without one."""
    profession = profession_of_taxonomy(code)
    return code if profession in {None, Profession.OTHER} else f"{code} ({label(profession)})"


def condition_words(slug: str) -> str:
    """Return the label of a condition, the slug itself where the vocabulary does not have it."""
    known = conditions().get(slug)
    return _(known.label) if known else slug


def _profession(slug: str) -> str:
    return label(Profession(slug)) if slug in set(Profession) else slug


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters as the source wrote them, their full name ("" for unknown letters), and their meaning."""

    written: str
    name: str
    meaning: str
    path: str = ""
    """The address of their page, "" where there is none."""


def letters_words(credential: Credential) -> Letters:
    """Return a credential with its meaning; only entries that the vocabulary marks show dry needling."""
    entry = credentials().get(credential.code)
    by = _GIVEN_BY.get(credential.kind) if credential.issuer else None
    said = [_(by, issuer=credential.issuer) if by else _(_LETTERS_KINDS[credential.kind])]
    if credential.kind is CredentialKind.COURSE and not credential.issuer:
        said.append(_(SHARED))
    said.append(_(NO_PERMISSION if credential.shows_dry_needling else NO_SIGN))
    return Letters(credential.raw, entry.name if entry else credential.code, " ".join(said))


def unknown_letters(written: str) -> Letters:
    """Return letters that the vocabulary does not have."""
    return Letters(written, "", _("We do not know these letters. Ask what they stand for."))
