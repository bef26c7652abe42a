"""Both engines against brute force: totals, second groups, facets, order and distances, with zero differences."""

from collections import Counter
from itertools import count
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.records.sections import Section
from index.search import ColumnEngine, WhooshEngine, build
from index.search.facets import UNSAID_FILTERS
from tests.index.search import invented
from tests.index.search.oracle import Oracle


def plain(result):
    return {
        "total": result.total,
        "no_word_total": result.no_word_total,
        "left_out_total": result.left_out_total,
        "facets": {name: dict(values) for name, values in result.facets.items()},
        "does_not_say": dict(result.does_not_say),
        "answered": dict(result.answered),
        "condition_groups": dict(result.condition_groups),
        "rule_keys": list(result.rule_keys),
        "hits": [(hit.provider_id, hit.practice, hit.distance_miles, hit.answer, hit.group) for hit in result.hits],
    }


def hits_of(suggested):
    sections = {Section.NO_WORD: "no word", Section.SAYS_NO: "says no", Section.LEFT_OUT: "left out"}
    names = sections | {Section.LISTED: "listed", Section.NOWHERE: "nowhere"}
    return [(hit.provider_id, hit.practice, names[hit.section]) for hit in suggested]


def compare(directory, random, size, queries, most_rules=40, centers=invented.CENTERS):
    """Compare on invented providers and rules."""
    providers, rules = invented.providers(random, size, centers), invented.rules(random, most_rules)
    return compare_on(directory, providers, rules, random, queries, centers)


def compare_on(directory, providers, rules, random, queries, centers):
    """Ask both engines and the oracle; return how many queries had something in each part of the answer."""
    build(directory, providers, rules)
    columns, whoosh = ColumnEngine.open(directory, rules), WhooshEngine.open(directory, rules)
    oracle = Oracle(providers, rules)
    filled = Counter()
    for _ in range(queries):
        request = invented.request(random, providers, centers)
        hidden = {random.choice(providers).id for _ in range(random.choice((0, 0, len(providers) // 20)))}
        masks = (columns.hide(hidden), whoosh.hide(hidden)) if hidden else (None, None)
        expected = oracle.search(request, hidden)
        assert plain(columns.search(request, masks[0])) == expected, (request, hidden)
        assert plain(whoosh.search(request, masks[1])) == expected, (request, hidden)
        name = random.choice((*invented.TEXTS, random.choice(providers).name))
        named = oracle.named(name, 5, hidden)
        assert (columns.named(name, 5, masks[0]), whoosh.named(name, 5, masks[1])) == (named, named), (name, hidden)
        typed = name[: random.randint(1, max(1, len(name)))] if random.random() < 0.7 else name
        suggested = oracle.suggested(typed, request.today, 5, hidden)
        for engine, mask in zip((columns, whoosh), masks, strict=True):
            assert hits_of(engine.suggested(typed, request.today, 5, mask)) == suggested, (typed, hidden)
        filled.update(f"suggested {section}" for _, _, section in suggested)
        filled.update(name for name, value in expected.items() if value)
        filled.update(f"{name} chosen" for name in request.chosen if expected["total"])
        asked = ("name", "kinds", "unsaid", "conditions")
        filled.update(name for name in asked if getattr(request, name) and expected["total"])
        filled["second group"] += any(expected["does_not_say"].values())
        filled["text"] += bool(request.text and expected["total"])
    return filled


@pytest.fixture(scope="module")
def directories(tmp_path_factory):
    root = tmp_path_factory.mktemp("indexes")
    return (root / str(number) for number in count())


@given(random=st.randoms(use_true_random=False), center=st.sampled_from(invented.CENTERS))
@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_a_few_providers_in_one_place(directories, random, center):
    compare(next(directories), random, size=6, queries=5, most_rules=12, centers=(center,))


@pytest.mark.parametrize("seed", [20261123, 7])
def test_three_hundred_providers(directories, seed, soak):
    filled = compare(next(directories), Random(seed), size=200, queries=2000 if soak else 200)
    parts = {"total", "no_word_total", "left_out_total", "second group", "rule_keys", "hits", "text"}
    assert {part for part in parts if filled[part] < 3} == set()
    assert {one for one in ("listed", "no word", "says no") if not filled[f"suggested {one}"]} == set()
    chosen = {f"{name} chosen" for name in UNSAID_FILTERS} | {"name", "kinds", "unsaid", "conditions"}
    assert {name for name in chosen if filled[name] < 2} == set()


@pytest.mark.soak_only
def test_five_thousand_providers(directories):
    filled = compare(next(directories), Random(5000), size=3500, queries=2000)
    assert filled["total"] > 1000
