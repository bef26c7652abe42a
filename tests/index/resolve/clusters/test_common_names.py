"""Two people of one family name at one address: spouses, parents and children, siblings who practice together."""

import random
from itertools import combinations

import pytest

from index.resolve.clusters.clusters import all_features, cluster
from index.resolve.decisions import Decisions
from index.vocabulary.short_names import is_short_form, package_pairs, short_names
from tests.builders import house, listing
from tests.index.resolve.common_given_names import COMMON

SEED = 300
PAIRS = 1000
LINKED_BEFORE = 1.0
"""Share of the package's pairs, without the rejected ones, that linked when every chain of the package did."""

SYLLABLES = ("bel", "cor", "dun", "fal", "gar", "hol", "kel", "mar", "nor", "pel")


def family_of(number):
    """A family name that no other pair has."""
    return "".join(SYLLABLES[int(digit)] for digit in f"{number:04d}").title()


def linked(pairs, first="npi_registry"):
    """The pairs of given names that come together, each in a house of its own."""
    listings = []
    for number, pair in enumerate(pairs):
        family, here = family_of(number), house(number, zip=f"{80100 + number % 700}")
        for source, given in zip((first, "list"), pair, strict=True):
            npi = f"1{number:09d}" if source == "npi_registry" else ""
            listings.append(listing(f"{source}/{number}", given.title(), family, places=[here], npi=npi))
    groups = cluster(all_features(listings, frozenset({"npi_registry"})), {}, Decisions()).groups
    found = [group for group in groups if len(group) > 1]
    assert all(len(group) == 2 and len({one.key[1] for one in group}) == 1 for group in found)
    return [pairs[int(group[0].key[1])] for group in found]


def distinct_pairs():
    pairs = [pair for pair in combinations(COMMON, 2) if not is_short_form(*pair)]
    return random.Random(SEED).sample(pairs, PAIRS)


@pytest.mark.parametrize("first", ["npi_registry", "site"])
def test_two_people_of_one_family_name_at_one_address_never_merge(first):
    assert linked(distinct_pairs(), first) == []
    rejected = [tuple(sorted(pair)) for pair in short_names().rejected]
    assert linked(sorted(rejected), first) == []


def test_close_names_among_the_commonest_are_two_people_s():
    close = [pair for pair in combinations(COMMON, 2) if pair[0][:3] == pair[1][:3] and not is_short_form(*pair)]
    assert len(close) > 100
    assert linked(close[:1000]) == []


@pytest.mark.parametrize("first", ["npi_registry", "site"])
def test_short_forms_of_the_commonest_names_link_as_before(first):
    pairs = [
        tuple(sorted(pair)) for pair in package_pairs() if pair <= set(COMMON) and pair not in short_names().rejected
    ]
    assert len(pairs) == 57
    assert len(linked(sorted(pairs), first)) / len(pairs) > LINKED_BEFORE - 0.03
