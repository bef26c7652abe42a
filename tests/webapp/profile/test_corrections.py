"""Corrections on pages: never called "read", always with who and when, and its age where nobody asked again."""

from dataclasses import replace
from datetime import date

import pytest

from index import settings
from index.records import SourcesSay
from tests import builders
from tests.builders import practice, quote
from tests.webapp import invented
from tests.webapp.conftest import app_over

TOLD_ON = date(2026, 11, 20)


def corrected(field, value, by="person", first=TOLD_ON, last=TOLD_ON):
    return builders.claim(field, value, "told_us", "", source_id=f"{by}/abcdef", first_seen=first, last_seen=last)


def page_of(*claims, quotes=(), answer=SourcesSay.NO_WORD, path="/people/robin"):
    location = invented.at(invented.SALIDA, "Salida", "CO", "81201")
    stated = (
        builders.claim("name", "Robin Vale"),
        builders.claim("phone", "+13035550180", "npi_registry", "https://registry.example/1"),
    )
    here = practice(location, answer, *quotes, sources=("clinic_sites", "told_us"))
    robin = invented.person("robin", "Robin Vale", location, practices=(here,), claims=(*stated, *claims))
    invented.publish_providers(settings.current(), [robin])
    return app_over(settings.current()).test_client().get(path).page.words


@pytest.mark.parametrize(("by", "who"), [("person", "The person told us"), ("clinic", "The clinic told us")])
def test_a_corrected_value_has_its_sender_and_day_and_is_not_called_read(home, by, who):
    words = page_of(corrected("phone", "+13035550112", by))
    assert f"303-555-0112 {who}, on Nov 20, 2026" in words
    assert "told us, read" not in words


def test_the_value_that_it_corrects_is_shown_next_to_it(home):
    words = page_of(corrected("phone", "+13035550112"))
    assert "Where sources disagree (1)" in words
    assert "303-555-0112 (The person told us, on Nov 20, 2026)" in words
    assert "303-555-0180 (NPI registry, read Nov 12, 2026)" in words


def test_a_wrong_value_is_shown_with_who_reported_it(home):
    words = page_of(corrected("not_phone", "+13035550180"), corrected("not_address", "1 Old St, Salida, CO 81201"))
    assert "This phone number is wrong: 303-555-0180 The person told us, on Nov 20, 2026" in words
    assert "No longer at this address: 1 Old St, Salida, CO 81201 The person told us, on Nov 20, 2026" in words


def test_a_renewed_correction_says_when_it_was_first_sent(home):
    words = page_of(corrected("phone", "+13035550112", first=date(2025, 10, 1)))
    assert "The person told us, on Nov 20, 2026; first told Oct 1, 2025" in words


@pytest.mark.parametrize(("last", "is_old"), [(date(2025, 11, 24), False), (date(2025, 11, 23), True)])
def test_a_correction_of_a_year_ago_says_that_nobody_asked_since(home, last, is_old):
    words = page_of(corrected("phone", "+13035550112", first=last, last=last))
    assert ("we have not asked since" in words) is is_old


def test_a_corrected_no_is_quoted_as_a_correction_and_keeps_its_age(home):
    said = "I stopped doing dry needling."
    quotes = [replace(quote(said, says_yes=False, source="told_us", url=""), read_on=date(2025, 10, 20))]
    claim = corrected("dry_needling_person", said, first=date(2025, 10, 20), last=date(2025, 10, 20))
    words = page_of(claim, quotes=quotes, answer=SourcesSay.SAYS_NO)
    assert f"{said} The person told us, on Oct 20, 2025" in words
    assert "They told us 13 months ago, and we have not asked since. Call first." in words
    assert "We read this" not in words


def test_a_card_calls_a_correction_told_and_not_read(home):
    quotes = [replace(quote("I do dry needling.", source="told_us", url=""), read_on=TOLD_ON)]
    words = page_of(quotes=quotes, answer=SourcesSay.PERSON_LISTED, path="/find?place=81201")
    assert "They told us, on Nov 20, 2026" in words


def test_they_are_none_of_the_sources_that_were_read(home):
    words = page_of(corrected("phone", "+13035550112"))
    assert "We read: Clinic website on Nov 12, 2026, NPI registry on Nov 12, 2026" in words


def test_spanish_says_it_too(home):
    words = page_of(corrected("phone", "+13035550112"), path="/es/people/robin")
    assert "La persona nos lo dijo, el 20 nov 2026" in words


def test_the_page_of_sources_calls_corrections_told_and_not_read(home):
    page_of(corrected("phone", "+13035550112"))
    words = app_over(settings.current()).test_client().get("/sources").page.words
    assert "Last toldNov 20, 2026" in words
