"""Laws of clusters, whatever the listings, the earlier memberships and the decisions."""

from datetime import date
from itertools import combinations, count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.resolve.clusters.clusters import Member, all_features, cluster
from index.resolve.compare.given_names import GivenNames
from index.resolve.compare.name_form import givens_of, middles_conflict
from index.resolve.compare.thresholds import ALL_PEOPLE, HALF_THE_PEOPLE, NO_REGISTER
from index.resolve.decisions import Decisions, decided
from index.resolve.identities.identities import identify
from tests.index.resolve.long_proof import prove
from tests.index.resolve.random_people import crowds

REGISTERS = frozenset({"npi_registry"})
LIMITS = st.sampled_from([NO_REGISTER, HALF_THE_PEOPLE, ALL_PEOPLE])


@st.composite
def worlds(draw):
    """Draw listings, earlier memberships of some of them, and decisions on some pairs."""
    listings = draw(crowds())
    keys = sorted((one.source, one.source_id) for one in listings)
    names = {one.key: one.name_key for one in all_features(listings, REGISTERS)}
    ids = st.sampled_from(["aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc"])
    earlier = draw(st.dictionaries(st.sampled_from(keys), ids) if keys else st.just({}))
    previous = {key: Member(one, names[key]) for key, one in earlier.items()}
    pairs = st.sampled_from(list(combinations(keys, 2))) if keys[1:] else st.nothing()
    verdicts = st.sampled_from(["same", "same", "different", "unsure"])
    decisions = draw(st.dictionaries(pairs, verdicts, max_size=6) if keys[1:] else st.just({}))
    return listings, previous, decisions


def resolved(listings, previous, decisions, limits):
    """Return the clusters, and the ids that they get where the drawn ones are numbers."""
    result = cluster(all_features(listings, REGISTERS), previous, decided(decisions), thresholds=limits)
    numbers = count()
    created = {one.provider: date(2026, 1, 1) for one in previous.values()}
    return result, identify(result.groups, previous, created, lambda: f"drawn{next(numbers)}")


def test_the_order_of_the_listings_changes_neither_who_is_who_nor_an_id(soak):
    @given(worlds(), LIMITS, st.randoms(use_true_random=False))
    def proof(world, limits, chance):
        listings, previous, decisions = world
        shuffled = chance.sample(listings, len(listings))
        items = [chance.sample(sorted(of.items()), len(of)) for of in (previous, decisions)]
        one, ids = resolved(listings, previous, decisions, limits)
        other, other_ids = resolved(shuffled, *map(dict, items), limits)
        assert one == other
        assert ids == other_ids

    prove(proof, soak, small=250, full=2_000)


def test_what_was_decided_different_is_in_no_cluster_and_a_same_that_yields_to_it_is_reported(soak):
    @given(worlds(), LIMITS)
    def proof(world, limits):
        result, _ = resolved(*world, limits)
        cluster_of = {features.key: number for number, group in enumerate(result.groups) for features in group}
        apart = set()
        for pair, verdict in world[2].items():
            together = cluster_of[pair[0]] == cluster_of[pair[1]]
            assert not (verdict == "different" and together)
            if verdict == "same" and not together:
                apart.add(pair)
        assert set(result.overruled) == apart
        if "different" not in world[2].values():
            assert not apart

    prove(proof, soak, small=250, full=2_000)


def test_no_cluster_holds_what_a_veto_forbids(soak):
    @given(crowds(), LIMITS)
    def proof(listings, limits):
        for group in resolved(listings, {}, {}, limits)[0].groups:
            assert len({features.npi for features in group} - {""}) <= 1
            assert len({features.name.generation for features in group} - {""}) <= 1
            for one, other in combinations(group, 2):
                assert givens_of(one.name, other.name) is not GivenNames.CONFLICT
                assert not middles_conflict(one.name, other.name)

    prove(proof, soak, small=250, full=2_000)


def test_resolving_again_changes_neither_a_cluster_nor_a_doubt_nor_an_id(soak):
    @given(worlds(), LIMITS)
    def proof(world, limits):
        listings, previous, _ = world
        result, ids = resolved(listings, previous, {}, limits)
        today = {
            features.key: Member(ids.provider[features.key], features.name_key) for g in result.groups for features in g
        }
        again, same_ids = resolved(listings, today, {}, limits)
        assert again.groups == result.groups
        assert sorted(again.doubts, key=repr) == sorted(result.doubts, key=repr)
        assert same_ids.provider == ids.provider
        assert (same_ids.new, same_ids.merged, same_ids.split) == ({}, {}, 0)

    prove(proof, soak, small=300, full=2_000)


@pytest.mark.parametrize("limits", [NO_REGISTER, HALF_THE_PEOPLE, ALL_PEOPLE])
def test_nobody_is_no_cluster(limits):
    assert cluster([], {}, Decisions(), thresholds=limits).groups == []
