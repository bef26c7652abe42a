"""Rule 2: answer A is never inferred from a profession or a team page; a clinic's words stay with the clinic."""

import pytest

from index.records import Profession, SourcesSay
from tests.builders import clinic_listing, license_held, listing, location
from tests.index.providers.said import CLINIC_OFFERS, DECLINES, OFFERS, answer, answers, folded

HERE = [location(organization="Example PT")]


@pytest.mark.parametrize("profession", list(Profession))
def test_no_profession_and_no_license_says_that_somebody_does_it(profession):
    held = license_held(profession=profession)
    assert answer(listing("site/1", places=HERE, professions=(profession,), licenses=(held,))) is SourcesSay.NO_WORD


def test_a_clinics_statement_never_makes_a_person_listed():
    colleague = listing("site/1", places=HERE, statements=(CLINIC_OFFERS,))
    assert answer(colleague) is SourcesSay.CLINIC_OFFERS
    assert folded(colleague).practices[0].evidence.quotes[0].text == CLINIC_OFFERS.quote
    assert answer(clinic_listing("site/2", places=HERE, statements=(CLINIC_OFFERS,))) is SourcesSay.CLINIC_OFFERS


def test_a_negative_statement_is_kept_and_said():
    assert answer(listing("site/1", places=HERE, statements=(DECLINES,))) is SourcesSay.SAYS_NO


def test_what_is_said_of_one_place_says_nothing_of_another():
    here = listing("site/1", places=HERE, statements=(OFFERS,))
    there = listing("list/1", places=[location("9 Far Rd", "Reno", "NV", "89501")])
    assert answers(here, there) == {"Salida": SourcesSay.PERSON_LISTED, "Reno": SourcesSay.NO_WORD}
