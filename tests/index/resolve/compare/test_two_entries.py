"""A source that files two people under two ids, with near-alike names, own phones and own streets."""

from dataclasses import replace
from datetime import date
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.resolve.clusters.clusters import all_features, cluster
from index.resolve.compare.features import features_of
from index.resolve.compare.vetoes import Veto, are_colleagues, are_two_entries
from index.resolve.decisions import Decisions
from tests.builders import NPI_1, house, listing, location, phone

REGISTERS = frozenset({"npi_registry"})
GIVENS = (
    "Jean", "Jane", "Joan", "Jan", "June", "Jeane", "Janet", "Janey", "Jenna", "Jana", "Dean", "Deane", "Dana", "Dane",
    "Diane",
)  # fmt: skip
FAMILIES = [f"{start}{middle}{end}" for start in ("Jen", "Jan", "Jon", "Jun") for middle in ("s", "t", "k") for end in (
    "en", "on", "an", "er", "el", "ens", "ons", "ant", "ert")]  # fmt: skip


def people(names, source="list"):
    return [
        listing(f"{source}/{number}", given, family, places=[house(number)])
        for number, (given, family) in enumerate(names)
    ]


def providers(listings):
    return cluster(all_features(listings, REGISTERS), {}, Decisions()).groups


def test_codes_and_dates_of_a_register_bring_nobody_together_and_part_nobody():
    plain = listing("npi_registry/1", npi=NPI_1, places=[house(1)])
    more = replace(plain, taxonomies=("225100000X", "111N00000X"), changed_on=date(2014, 3, 4))
    assert features_of(more, register=True) == features_of(plain, register=True)


def test_two_hundred_near_alike_names_of_one_source_are_two_hundred_people():
    names = [(f"Zed{one}or", f"Quux{other}ton") for one in ascii_lowercase for other in "abcdefgh"][:200]
    assert len(providers(people(names))) == 200


def test_fifteen_hundred_ordinary_near_alike_names_of_one_town_are_as_many_people():
    names = [(given, family) for given in GIVENS for family in FAMILIES][:1500]
    assert len(names) == 1500
    assert len(providers(people(names))) == 1500


@pytest.mark.parametrize("without", ["phone", "street"])
def test_they_stay_apart_where_only_phones_or_only_streets_are_given(without):
    names = [(f"Zed{one}or", f"Quux{other}ton") for one in "abcdef" for other in "abcd"]
    listings = people(names)
    for number, one in enumerate(listings):
        bare = replace(one.locations[0], **({"phone": None} if without == "phone" else {"street": ""}))
        listings[number] = replace(one, locations=(bare,))
    assert len(providers(listings)) == 24


def test_a_register_that_knows_one_of_them_takes_no_other_along():
    names = [("Talba", "Breder"), ("Talbo", "Breder"), ("Talba", "Bredor"), ("Talbe", "Bredar")]
    register = listing("npi_registry/1", "Talbo", "Breder", npi=NPI_1, places=[house(1)])
    groups = [{"/".join(one.key) for one in group} for group in providers([*people(names), register])]
    assert {"list/1", "npi_registry/1"} in groups
    assert len(groups) == 4


def test_one_person_listed_twice_with_a_misspelled_name_is_one_where_the_phone_or_street_is_shared():
    twice = [
        listing("list/1", "Jorxan", "Avery", places=[location(phone=phone("12"))]),
        listing("list/2", "Jordan", "Avery", places=[location("9 Second St", phone=phone("12"))]),
    ]
    assert len(providers(twice)) == 1


def test_one_person_with_two_offices_under_one_name_is_one():
    register = listing("npi_registry/1", npi=NPI_1, places=[house(1)])
    offices = [listing(f"list/{number}", places=[house(number)]) for number in (1, 2)]
    assert len(providers([register, *offices])) == 1


def test_what_keeps_them_apart_is_counted():
    register = listing("npi_registry/1", "Talbat", "Breder", npi=NPI_1, places=[house(1)])
    names = [("Talbad", "Breder"), ("Talbat", "Breder")]
    result = cluster(all_features([*people(names), register], REGISTERS), {}, Decisions())
    assert len(result.groups) == 2
    assert set(result.vetoes) == {Veto.TWO_ENTRIES}


def test_a_misspelled_given_name_is_found_by_the_register():
    register = listing("npi_registry/1", npi=NPI_1, places=[house(1)])
    misspelled = listing("list/2", "Jorxan", places=[replace(house(2), street="")])
    assert len(providers([register, listing("list/1", places=[house(1)]), misspelled])) == 1


@given(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh"), st.booleans(), st.booleans())
def test_two_entries_look_the_same_from_both_sides(one, other, same_phone, same_source):
    left = listing("list/1", "Jordan", f"Quux{one}ton", places=[house(1)])
    right = listing(
        "list/2" if same_source else "site/2", "Jordan", f"Quux{other}ton", places=[house(1 if same_phone else 2)]
    )
    features = all_features([left, right], REGISTERS)
    assert are_two_entries(*features) is are_two_entries(*reversed(features))
    assert are_two_entries(*features) is (same_source and one != other and not same_phone)


CLINIC = location("100 Example St", phone=phone("12"))


@pytest.mark.parametrize("shared", [location("100 Example St", phone=None), location("", phone=phone("12"))])
def test_two_people_of_one_given_name_at_one_place_of_one_source_are_not_one_after_a_marriage(shared):
    here = [
        listing("list/1", "Jordan", "Kennik", places=[shared]),
        listing("list/2", "Jordan", "Yarwitz", places=[shared]),
        listing("site/1", "Jordan", "Kennik", places=[shared]),
        listing("npi_registry/1", "Jordan", "Yarwitz", npi=NPI_1, places=[shared]),
    ]
    groups = [{"/".join(one.key) for one in group} for group in providers(here)]
    assert not any({"list/1", "list/2"} <= group for group in groups)


def test_a_family_name_that_one_source_has_anew_is_still_one_person():
    before = listing("list/1", "Siobhan", "Kennik", places=[CLINIC])
    after = listing("site/1", "Siobhan", "Yarwitz", places=[CLINIC])
    features = all_features([before, after], REGISTERS)
    assert not are_colleagues(*features)


def test_a_double_family_name_is_not_another_one():
    one = listing("list/1", "Siobhan", "Kennik", places=[CLINIC])
    other = listing("list/2", "Siobhan", "Kennik-Yarwitz", places=[CLINIC])
    assert not are_colleagues(*all_features([one, other], REGISTERS))


@given(st.sampled_from(["Kennik", "Yarwitz"]), st.booleans(), st.booleans())
def test_colleagues_look_the_same_from_both_sides(family, same_place, same_source):
    left = listing("list/1", "Siobhan", "Kennik", places=[CLINIC])
    where = CLINIC if same_place else house(2)
    right = listing("list/2" if same_source else "site/2", "Siobhan", family, places=[where])
    features = all_features([left, right], REGISTERS)
    assert are_colleagues(*features) is are_colleagues(*reversed(features))
    assert are_colleagues(*features) is (same_source and same_place and family == "Yarwitz")
