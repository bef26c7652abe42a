from datetime import date
from itertools import count

import pytest

from index.resolve.clusters.clusters import Member, all_features
from index.resolve.identities.decided_identities import Before, identify_decided
from index.resolve.identities.identities import Identities
from tests.builders import NPI_1, listing

DAY = date(2026, 1, 1)
A, B, C = (all_features([listing(f"list/{key}")], frozenset())[0] for key in "abc")


def decided(groups, by_evidence, before, merged_into):
    """Return the ids of groups, resolved once more after ids were given by decisions."""
    undecided = Identities(provider={one.key: by_evidence[one.key] for group in groups for one in group})
    members = {key: Member(one, A.name_key) for key, one in before.items()}
    created = dict.fromkeys([*by_evidence.values(), *before.values()], DAY)
    numbers = count()
    earlier = Before(
        members, {key: Member(one, A.name_key) for key, one in by_evidence.items()}, created, {}, merged_into
    )
    return identify_decided(groups, undecided, earlier, lambda: f"drawn{next(numbers)}")


@pytest.mark.parametrize(("near", "far"), [(A, B), (B, A)])
def test_an_id_of_evidence_that_leads_to_a_group_goes_on_leading_there(near, far):
    """One and another are one by evidence; an operator joined one of them to a third and parted both."""
    by_evidence = {near.key: "evidence", far.key: "evidence", C.key: "third"}
    before = {near.key: "third", C.key: "third", far.key: "apart"}
    found = decided([[near, C], [far]], by_evidence, before, {"evidence": "third"})
    assert found.provider == before
    assert found.merged == {"evidence": "third"}
    assert found.new == {}


def test_an_id_leads_to_its_group_through_others():
    by_evidence = {A.key: "third", B.key: "evidence", C.key: "evidence"}
    before = {A.key: "third", B.key: "third", C.key: "apart"}
    found = decided([[A, B], [C]], by_evidence, before, {"evidence": "between", "between": "third"})
    assert found.provider == before
    assert found.merged == {"evidence": "third"}


def test_who_had_the_id_itself_gets_it_before_the_side_that_it_led_to():
    by_evidence = {A.key: "evidence", B.key: "evidence", C.key: "third"}
    before = {A.key: "evidence", B.key: "third", C.key: "third"}
    found = decided([[A], [B, C]], by_evidence, before, {"evidence": "third"})
    assert found.provider == before
    assert found.merged == {}


def test_an_id_that_led_to_nobody_here_goes_to_the_strongest_claim():
    registered = all_features([listing("npi_registry/b", npi=NPI_1)], frozenset({"npi_registry"}))[0]
    by_evidence = {A.key: "evidence", registered.key: "evidence"}
    before = {A.key: "apart", registered.key: "other"}
    found = decided([[A], [registered]], by_evidence, before, {"evidence": "elsewhere"})
    assert found.provider == {A.key: "apart", registered.key: "evidence"}
