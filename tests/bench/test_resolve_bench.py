"""Resolution of invented directories of known truth: speed and quality, compared with rules that anybody would try.

All take the same names and ZIP codes, as we have normalized them, and rapidfuzz the very pairs that we compare. It is
CPU time of one process that counts, since a machine is never at rest.
"""

import sys
import time
from functools import partial

import pytest
from rapidfuzz import fuzz

from index.resolve.blocking.indexes import Indexes
from index.resolve.blocking.pairs import candidate_pairs
from index.resolve.blocking.prefilter import Prefilter
from index.resolve.clusters.clusters import all_features, clusters_along, links_over
from index.resolve.decisions import Decisions
from index.resolve.resolution import resolve
from index.store import open_store
from tests.bench.invented_directories import Directories
from tests.bench.pair_score import pair_score
from tests.index.resolve.incremental.test_increment import listing_of
from tests.index.resolve.listing_rows import Rows

PEOPLE = 8000
REGISTERS = frozenset({"npi"})
ALIKE = 90  # of 100: token_sort_ratio of two whole names
PROMISED_SHARE = 0.15
"""Share of the time of a resolution from scratch, with names and addresses read, that a hundredth changed may take."""


@pytest.fixture(scope="module")
def directories():
    return Directories(7, PEOPLE)


@pytest.fixture(scope="module")
def listings(directories):
    begun = time.process_time()
    found = [listing_of(row) for row in directories.rows]
    return found, len(found) / (time.process_time() - begun)


def timed(work):
    begun = time.process_time()
    found = work()
    return found, time.process_time() - begun


def same_key(features, key):
    """Return who is who where equal keys are one person; without a key everybody stays alone."""
    return {one.key: key(one) or one.key for one in features}


def name(features):
    return f"{features.name.given} {features.name.family}"


def name_and_zip(features):
    return (name(features), min(features.zips)) if features.zips else None


def alike(features, pairs):
    """Return who is who where rapidfuzz alone says so, over the pairs that we compare."""
    names = [name(one) for one in features]
    root = list(range(len(features)))

    def find(at):
        while root[at] != at:
            root[at] = at = root[root[at]]
        return at

    for left, right in pairs:
        if fuzz.token_sort_ratio(names[left], names[right]) >= ALIKE:
            root[find(left)] = find(right)
    return {one.key: find(position) for position, one in enumerate(features)}


def test_resolution_compared_with_plain_rules(directories, listings, capsys):
    found, normalized = listings
    features = all_features(found, REGISTERS)
    indexes, indexing = timed(lambda: Indexes.of(features))
    (linked, _), comparing = timed(lambda: links_over(indexes, features))
    clusters, joining = timed(lambda: clusters_along(linked, features, {}, Decisions()))
    ours = {one.key: at for at, group in enumerate(clusters.groups) for one in group}
    seconds = indexing + comparing + joining
    pairs = candidate_pairs(indexes.blocks, len(features), Prefilter.of(indexes, linked.limits.doubt))
    rules = {
        "ours": (lambda: ours, seconds),
        "same name and ZIP code": (partial(same_key, features, name_and_zip), None),
        "same name": (partial(same_key, features, name), None),
        f"rapidfuzz {ALIKE} on our pairs": (partial(alike, features, pairs), None),
    }
    lines, scores = [], {}
    for rule, (work, known) in rules.items():
        who, took = timed(work)
        took = known or took
        scores[rule] = precision, recall = pair_score(directories.truth, who)
        lines.append(
            f"  {rule:24} precision {precision:.4f}, recall {recall:.4f}; {len(features) / took:>10,.0f} listings/s "
            f"({seconds / took:,.1f} times ours)\n"
        )
    with capsys.disabled():
        sys.stdout.write(
            f"\nresolution of {len(features):,} listings of {PEOPLE:,} people: "
            f"normalized {normalized:,.0f} listings/s; "
            f"compared {linked.pairs / comparing:,.0f} pairs/s ({linked.pairs:,} pairs, {len(linked.found):,} links); "
            f"indexed {len(features) / indexing:,.0f}, joined {len(features) / joining:,.0f} listings/s\n"
            + "".join(lines)
        )
    plain = [score for rule, score in scores.items() if rule != "ours"]
    assert scores["ours"][0] > max(precision for precision, _ in plain)
    assert scores["ours"][1] > max(recall for _, recall in plain)


def test_what_changed_costs_a_share_of_everything(listings, tmp_path, capsys):
    found, _ = listings
    rows = Rows(open_store(f"sqlite:///{tmp_path / 'store.db'}"))
    rows.put(*found)
    whole, everything = timed(lambda: resolve(rows.store, folder=tmp_path / "kept", registers=REGISTERS))
    moved = [found[at].__class__(**_moved(found, at)) for at in range(0, len(found), 100)]
    rows.put(*moved)
    report, changed = timed(lambda: resolve(rows.store, folder=tmp_path / "kept", registers=REGISTERS))
    rows.store.close()
    with capsys.disabled():
        sys.stdout.write(
            f"\nresolution in a store of {whole.listings:,} listings: everything {everything:.2f} s, "
            f"{len(moved)} changed {changed:.2f} s = {changed / everything:.1%} (promised {PROMISED_SHARE:.0%}); "
            f"{report.pairs:,} pairs compared of {whole.pairs:,}, {report.looked_at:,} listings put together anew\n"
        )
    assert not report.whole
    assert changed < PROMISED_SHARE * everything


def _moved(listings, at):
    """Return a listing's fields with the places of another."""
    one, other = listings[at], listings[(at * 7 + 13) % len(listings)]
    fields = {name: getattr(one, name) for name in one.__slots__}
    return fields | {"locations": other.locations}
