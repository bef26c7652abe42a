from datetime import date
from itertools import count

from index.resolve.clusters.clusters import Member, all_features
from index.resolve.identities.identities import ALPHABET, ID_LENGTH, identify, random_id
from tests.builders import NPI_1, NPI_2, listing

OLD, NEW = date(2026, 1, 1), date(2026, 6, 1)
REGISTERS = frozenset({"npi_registry"})


def features(*listings):
    return all_features(listings, REGISTERS)


def identified(groups, before, created):
    groups = [features(*group) for group in groups]
    names = {one.key: one.name_key for group in groups for one in group}
    previous = {tuple(key.split("/")): Member(to, names[tuple(key.split("/"))]) for key, to in before.items()}
    numbers = count()
    return identify(groups, previous, created, lambda: f"drawn{next(numbers)}")


A, B, REGISTERED = listing("list/a"), listing("site/b"), listing("npi_registry/1", npi=NPI_1)


def test_an_id_is_ten_characters_that_nobody_misreads():
    drawn = {random_id() for _ in range(200)}
    assert len(drawn) == 200
    assert all(len(one) == ID_LENGTH and set(one) <= set(ALPHABET) for one in drawn)
    assert not set("01ilo") & set(ALPHABET)


def test_a_new_group_gets_an_id_that_was_never_given():
    identities = identified([[A]], {}, {"drawn0": OLD})
    assert identities.new == {"drawn1": "person"}


def test_on_a_merge_the_oldest_id_stays_and_the_other_leads_to_it():
    identities = identified([[A, B]], {"list/a": "young", "site/b": "old"}, {"young": NEW, "old": OLD})
    assert identities.merged == {"young": "old"}
    assert set(identities.provider.values()) == {"old"}


def test_on_a_merge_the_id_that_holds_the_npi_stays_before_the_oldest():
    before = {"list/a": "old", "npi_registry/1": "anchor"}
    assert identified([[A, REGISTERED]], before, {"old": OLD, "anchor": NEW}).merged == {"old": "anchor"}


def test_on_a_split_the_id_stays_with_the_npi():
    before = dict.fromkeys(["list/a", "site/b", "npi_registry/1"], "one")
    identities = identified([[A, B], [REGISTERED]], before, {"one": OLD})
    assert identities.provider[REGISTERED.source, REGISTERED.source_id] == "one"
    assert identities.split == 1
    assert identities.new == {"drawn0": "person"}


def test_a_source_id_under_another_name_claims_no_id():
    casey = features(listing("list/a", "Casey", "Stone"))
    previous = {("list", "a"): Member("old", features(A)[0].name_key)}
    identities = identify([casey], previous, {"old": OLD}, lambda: "fresh")
    assert identities.provider == {("list", "a"): "fresh"}


def test_a_listing_under_a_new_number_takes_the_id_of_those_it_is_found_with():
    renumbered = listing("list/z")
    assert identified([[renumbered, B]], {"site/b": "one"}, {"one": OLD}).provider == {
        ("list", "z"): "one",
        ("site", "b"): "one",
    }
    assert identified([[renumbered]], {}, {"one": OLD}).new == {"drawn0": "person"}


def test_on_a_split_without_an_npi_the_id_stays_with_the_most_listings():
    c = listing("school/c")
    before = dict.fromkeys(["list/a", "site/b", "school/c"], "one")
    identities = identified([[A], [B, c]], before, {"one": OLD})
    assert identities.provider["site", "b"] == identities.provider["school", "c"] == "one"
    assert identities.provider["list", "a"] == "drawn0"


def test_the_id_of_an_npi_holder_moves_only_with_the_register():
    # One id is split, and one of its sides joins another NPI holder's id at once.
    other = listing("npi_registry/2", npi=NPI_2)
    before = {"list/a": "one", "npi_registry/1": "one", "npi_registry/2": "two"}
    identities = identified([[REGISTERED], [A, other]], before, {"one": OLD, "two": NEW})
    assert identities.provider == {("npi_registry", "1"): "one", ("list", "a"): "two", ("npi_registry", "2"): "two"}
    assert (identities.merged, identities.split) == ({}, 1)
