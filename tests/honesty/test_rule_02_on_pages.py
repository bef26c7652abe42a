"""Rule 2: two sections under two headings; what the state allows is never a label on a person."""

import re
from datetime import date

import pytest

from tests.webapp.checked_client import headings
from tests.webapp.invented import RULES
from webapp.words.rule_words import rule_line


def test_no_word_is_a_section_of_its_own_and_names_nobody_in_the_list(client):
    page = client.get("/find?place=81201").page
    found = headings(page)
    listed = found.index("Listed for dry needling (4)")
    call = next(at for at, text in enumerate(found) if text.startswith("No word: places to call"))
    assert listed < call
    assert not any("Casey Morrow" in text for text in found)
    assert "Nothing we read says if people here do dry needling." in page.words


def test_who_says_no_is_in_neither_section_and_on_a_page_of_its_own(client):
    assert "Drew Nolan" not in client.get("/find?place=81201").page.words
    assert "Does not offer dry needling" in client.get("/people/no").page.words


def test_a_clinics_statement_stays_the_clinics(client):
    words = client.get("/clinics/rehab").page.words
    assert "This clinic offers dry needling" in words
    assert "The source does not say who does it. Ask." in words


@pytest.mark.parametrize(
    "address", ["/find?place=81201", "/people/avery", "/people/moab", "/people/elko", "/people/no"]
)
def test_no_page_uses_the_three_words(client, address):
    assert not re.search(r"\b(possible|not permitted|verified)\b", client.get(address).page.own_words, re.IGNORECASE)


def test_a_rule_speaks_of_a_profession_and_a_state_never_of_somebody():
    for state, profession in (("CO", "physical-therapist"), ("NV", "physical-therapist"), ("KS", "chiropractor")):
        sentence = rule_line(RULES.rule(state, profession), date(2026, 11, 23)).sentences[0]
        assert re.search(r"Colorado|Nevada|Kansas", sentence)
        assert re.search(r"therapist|chiropractor", sentence)
