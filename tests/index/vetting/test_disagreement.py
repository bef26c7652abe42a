"""Different values that sources state of one place, and those that a correction settles. All invented."""

from dataclasses import replace
from datetime import date

import pytest

from index.vetting.disagreement import disagreements
from tests.index.vetting.vetted import asked, claim, only_place, person, unknown

ONE, OTHER = claim("phone", "+13035550112"), claim("phone", "+13035550180", "npi_registry")
TOLD = claim("phone", "+13035550112", "told_us")
LONG_AGO = date(2025, 11, 20)


def differing(*claims):
    return [(one.field, [value.value for value in one.values]) for one in disagreements(claims)]


def test_two_numbers_of_two_sources_differ_and_one_in_two_spellings_does_not():
    assert differing(ONE, OTHER) == [("phone", ["+13035550112", "+13035550180"])]
    assert differing(ONE, claim("phone", "+13035550112 x4", "npi_registry")) == []
    assert differing(ONE, replace(OTHER, source=ONE.source)) == []


def test_both_orders_of_claims_find_the_same_fields():
    web = claim("website", "https://a.test/"), claim("website", "https://b.test/", "list")
    assert [field for field, _ in differing(*web, OTHER, ONE)] == [field for field, _ in differing(ONE, OTHER, *web)]


@pytest.mark.parametrize(("corrected", "is_settled"), [(TOLD, True), (replace(TOLD, last_seen=LONG_AGO), False)])
def test_a_correction_settles_it_for_a_year_and_both_values_stay(corrected, is_settled):
    here = only_place(person(claims=(corrected, OTHER)))
    assert [one.field for one in here.known.disagreements] == ["phone"]
    assert ("phone" not in unknown(here, "disagree")) is is_settled
    assert ("which_is_right" not in asked(here)) is is_settled


def test_a_number_reported_as_wrong_differs_from_none_unless_it_was_stated_since():
    denial = claim("not_phone", OTHER.value, "told_us")
    assert differing(ONE, OTHER, denial) == []
    assert differing(ONE, replace(OTHER, first_seen=date(2026, 11, 21)), denial) != []
