"""Exploratory: the same real clinicians in two files, linked without their NPI and scored by it, decoys among them.

`PINPOINT_REAL_DATA` names the folder; nothing of it is in the project, and without it these tests skip.
"""

import csv
import os
import random
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from index.normalize.listing import normalize
from index.normalize.text import fold_text
from index.places.gazetteer import open_gazetteer
from index.records import ListingKind, RawListing, RawLocation
from index.resolve.clusters.clusters import all_features, cluster
from index.resolve.decisions import Decisions

FOLDER = Path(os.environ.get("PINPOINT_REAL_DATA", "/nowhere")) / "cms_dac"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="PINPOINT_REAL_DATA names no folder with cms_dac")

DECOYS = 2000
SEED = 20
COLUMNS = {
    "dac": ("Provider Last Name", "Provider First Name", "suff", "Cred", "pri_spec", "City/Town", "State", "ZIP Code"),
    "nppes": (
        "Provider Last Name (Legal Name)",
        "Provider First Name",
        "Provider Name Suffix Text",
        "Provider Credential Text",
        "Healthcare Provider Taxonomy Code_1",
        "Provider Business Practice Location Address City Name",
        "Provider Business Practice Location Address State Name",
        "Provider Business Practice Location Address Postal Code",
    ),
}
FORMER = ("Provider Other Last Name", "Provider Other First Name")


def rows(source):
    with (FOLDER / f"paired_{source}_sample.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            last, first, suffix, credential, profession, city, state, code = (row[name] for name in COLUMNS[source])
            yield {
                "source": source,
                "npi": row["NPI"],
                "last": last,
                "first": first,
                "middle": row["Provider Middle Name"],
                "suffix": suffix,
                "credentials": credential,
                "profession": profession,
                "city": city,
                "state": state,
                "zip": code[:5],
                "street": row["Full Street Address"],
                "former": " ".join(filter(None, (row.get(FORMER[1]), row.get(FORMER[0]))))
                if row.get(FORMER[0])
                else "",
            }


def decoys(people):
    """Real rows under another NPI, in a town of their state where they have no office, half without a middle name."""
    chance = random.Random(SEED)
    by_state = defaultdict(list)
    offices = defaultdict(set)
    for one in people:
        by_state[one["state"]].append(one)
        offices[one["npi"]].add(fold_text(one["city"]))
    made = {}
    while len(made) < DECOYS:
        one = chance.choice(people)
        there = chance.choice(by_state[one["state"]])
        if fold_text(there["city"]) in offices[one["npi"]] or one["npi"] in made:
            continue
        moved = {name: there[name] for name in ("city", "zip", "street")}
        middle = "" if len(made) % 2 else one["middle"]
        made[one["npi"]] = one | moved | {"npi": f"decoy{len(made)}", "middle": middle}
    return list(made.values())


def raw(row, number):
    name = f"{row['last']}, {row['first']} {row['middle']}".strip()
    return RawListing(
        source=row["source"],
        source_id=f"{number:06d}",
        kind=ListingKind.PERSON,
        url="",
        name=f"{name} {row['suffix']}".strip(),
        credentials=row["credentials"],
        profession=row["profession"],
        family_first=True,
        former_names=(row["former"],) if row["former"] else (),
        locations=(RawLocation(street=row["street"], city=row["city"], state=row["state"], zip=row["zip"]),),
    )


@pytest.fixture(scope="module")
def real():
    """All rows as features, the person of each, and which pairs of the two files share a place."""
    people = [*rows("dac"), *rows("nppes")]
    people += decoys(people)
    gazetteer = open_gazetteer()
    listings = [normalize(raw(row, number), gazetteer) for number, row in enumerate(people)]
    return all_features(listings, frozenset()), {f"{number:06d}": row for number, row in enumerate(people)}


def near(one, other):
    return any(one[name] and fold_text(one[name]) == fold_text(other[name]) for name in ("city", "zip", "street"))


def pairs_of(groups):
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def measured(groups, people):
    by_npi = defaultdict(list)
    for key, row in people.items():
        by_npi[row["npi"]].append(key)
    wanted = {
        (one, other)
        for one, other in pairs_of(by_npi.values())
        if people[one]["source"] != people[other]["source"] and near(people[one], people[other])
    }
    linked = pairs_of(groups)
    right = sum(people[one]["npi"] == people[other]["npi"] for one, other in linked)
    return right / len(linked), len(wanted & linked) / len(wanted), linked


def same_name(people):
    named = defaultdict(list)
    for key, row in people.items():
        named[fold_text(row["last"]), fold_text(row["first"])].append(key)
    return named.values()


def test_real_clinicians_are_found_again_without_their_npi(real):
    features, people = real
    result = cluster(features, {}, Decisions())
    groups = [[one.key[1] for one in group] for group in result.groups]
    precision, recall, linked = measured(groups, people)
    by_name, name_recall, _ = measured(same_name(people), people)
    print(f"\npoints: precision {precision:.4f}, recall of pairs that share a place {recall:.4f}")  # noqa: T201  (what it measures is for a person to see)
    print(f"same name: precision {by_name:.4f}, recall {name_recall:.4f}")  # noqa: T201  (what it measures is for a person to see)
    print(f"left to review: {len(result.doubts)} pairs of {len(features)} listings")  # noqa: T201  (what it measures is for a person to see)
    assert recall >= 0.97
    assert precision >= 0.998
    assert by_name < precision
    apart = [(one, other) for one, other in linked if people[one]["state"] != people[other]["state"]]
    print(f"linked over a state's border: {len(apart)}")  # noqa: T201  (what it measures is for a person to see)
    assert apart == []
