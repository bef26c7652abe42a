from datetime import date

import pytest

from index.records import CredentialKind, SourcesSay
from tests.builders import READ, clinic_listing, credential, license_held, listing, location, quote, seen
from tests.index.providers.said import (
    CLINIC_DECLINES,
    CLINIC_OFFERS,
    COURSE,
    DECLINES,
    LETTERS,
    OFFERS,
    ON_RECORD,
    answer,
    answers,
    folded,
)

HERE = [location()]
RENO = location("9 Far Rd", "Reno", "NV", "89501")
BOULDER = location("7 Pearl St", "Boulder", "CO", "80302")


def listed(*statements, key="list/1", **more):
    return listing(key, statements=statements, **{"places": HERE, **more})


@pytest.mark.parametrize(
    ("listing", "expected"),
    [
        (listed(), SourcesSay.NO_WORD),
        (listed(credentials=(COURSE,)), SourcesSay.COURSE_LISTED),
        (listed(credentials=(LETTERS,)), SourcesSay.NO_WORD),
        (listed(CLINIC_OFFERS, credentials=(COURSE,)), SourcesSay.CLINIC_OFFERS),
        (listed(OFFERS, CLINIC_OFFERS), SourcesSay.PERSON_LISTED),
        (listed(ON_RECORD, OFFERS), SourcesSay.BOARD_LISTED),
        (listed(DECLINES), SourcesSay.SAYS_NO),
        (listed(DECLINES, credentials=(COURSE,)), SourcesSay.SAYS_NO),
        (listed(CLINIC_DECLINES), SourcesSay.SAYS_NO),
        (listed(OFFERS, DECLINES), SourcesSay.DISAGREE),
        (listed(OFFERS, CLINIC_DECLINES), SourcesSay.DISAGREE),
        (listed(CLINIC_OFFERS, CLINIC_DECLINES), SourcesSay.DISAGREE),
        (listed(CLINIC_OFFERS, DECLINES), SourcesSay.SAYS_NO),
        (clinic_listing("site/1", places=HERE, statements=(CLINIC_OFFERS,)), SourcesSay.CLINIC_OFFERS),
        (clinic_listing("site/1", places=HERE, statements=(OFFERS,)), SourcesSay.CLINIC_OFFERS),
        (clinic_listing("site/1", places=HERE, statements=(CLINIC_DECLINES,)), SourcesSay.SAYS_NO),
        (clinic_listing("site/1", places=HERE, statements=(DECLINES,)), SourcesSay.NO_WORD),
        (clinic_listing("site/1", places=HERE), SourcesSay.NO_WORD),
    ],
)
def test_the_strongest_word_decides(listing, expected):
    assert answer(listing) is expected


def test_a_statement_counts_at_the_places_its_listing_names():
    both = (listed(OFFERS), listed(key="site/1", places=[RENO]))
    assert answers(*both) == {"Salida": SourcesSay.PERSON_LISTED, "Reno": SourcesSay.NO_WORD}


def test_a_statement_of_a_listing_without_place_counts_everywhere():
    both = (listed(OFFERS, places=()), listed(key="site/1", places=[RENO, *HERE]))
    assert answers(*both) == dict.fromkeys(["Salida", "Reno"], SourcesSay.PERSON_LISTED)


def test_a_clinics_statement_without_place_counts_only_where_there_is_no_doubt_which_clinic():
    loose = listed(CLINIC_OFFERS, places=())
    assert answers(loose, listed(key="site/1")) == {"Salida": SourcesSay.CLINIC_OFFERS}
    two = listed(key="site/1", places=[RENO, *HERE])
    assert answers(loose, two) == dict.fromkeys(["Salida", "Reno"], SourcesSay.NO_WORD)


def test_a_course_belongs_to_the_person_wherever_it_is_listed():
    both = (listed(credentials=(COURSE,)), listed(key="site/1", places=[RENO]))
    assert answers(*both) == dict.fromkeys(["Salida", "Reno"], SourcesSay.COURSE_LISTED)


AUTHORIZATION = credential("WA-IMN", CredentialKind.STATE_AUTHORIZATION, shows_dry_needling=True)


@pytest.mark.parametrize(
    "record",
    [
        listed(ON_RECORD),
        listed(credentials=(AUTHORIZATION,)),
        listed(ON_RECORD, places=(), licenses=(license_held(),)),
    ],
    ids=["statement", "credential", "license"],
)
def test_a_states_record_counts_in_that_state(record):
    elsewhere = listed(key="site/1", places=[BOULDER, RENO])
    found = answers(record, elsewhere)
    assert (found["Boulder"], found["Reno"]) == (SourcesSay.BOARD_LISTED, SourcesSay.NO_WORD)


def test_quotes_carry_source_link_and_the_day_of_reading_with_the_deciding_one_first():
    later = date(2026, 11, 22)
    (practice,) = folded(
        listed(CLINIC_OFFERS), seen(listed(OFFERS, key="site/1"), last=later), listed(key="npi_registry/1")
    ).practices
    assert practice.evidence.quotes == (
        quote(OFFERS.quote, source="site", url="https://site.example/1", read_on=later),
        quote(CLINIC_OFFERS.quote, source="list", url="https://list.example/1"),
    )
    assert practice.sources == ("list", "npi_registry", "site")


def test_words_of_a_page_that_is_gone_still_count_with_their_date():
    gone = seen(listed(OFFERS), missing=READ)
    assert answer(gone, listed(key="site/1")) is SourcesSay.PERSON_LISTED


@pytest.mark.parametrize(
    ("yes_missing", "no_missing", "expected"),
    [
        (None, None, SourcesSay.DISAGREE),
        (READ, READ, SourcesSay.DISAGREE),
        (None, READ, SourcesSay.PERSON_LISTED),
        (READ, None, SourcesSay.SAYS_NO),
    ],
)
def test_of_a_yes_and_a_no_the_one_that_is_still_there_counts(yes_missing, no_missing, expected):
    yes = seen(listed(OFFERS), missing=yes_missing)
    no = seen(listed(DECLINES, key="site/1"), missing=no_missing)
    (practice,) = folded(yes, no).practices
    assert practice.evidence.answer is expected
    assert {quote.says_yes for quote in practice.evidence.quotes} == {True, False}
    assert practice.evidence.quotes[0].says_yes is (expected is not SourcesSay.SAYS_NO)
