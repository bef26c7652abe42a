"""The demonstration, searched with every filter, against a count over what `export` writes."""

from collections import Counter
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from demo.world.towns import load_towns
from index import settings
from index.places.gazetteer import open_gazetteer
from index.places.place_query import find_place
from index.published.reader import PublishedReader
from index.records import ListingKind
from index.search import SearchRequest
from index.vocabulary.conditions import conditions
from tests.line.counted_by_hand import Question
from webapp import create_public_app
from webapp.finder.call_list import call_list
from webapp.finder.find_query import FindQuery
from webapp.finder.hit_order import request_of

DAY = date(2026, 11, 23)
LATER = (DAY, date(2027, 5, 23), date(2027, 5, 24), date(2027, 12, 1))
"""Everything was read on DAY: six months later it counts as read lately for the last time."""


@pytest.fixture(scope="module")
def home(demonstration_to_read):
    return demonstration_to_read


@pytest.fixture(scope="module")
def everybody(home):
    return home.export()


@pytest.fixture(scope="module")
def generation(home):
    return PublishedReader(home.path / "generations").generation()


def questions(everybody, count):
    """Yield so many combinations of place, radius and filters, all that are drawn from what occurs."""
    random = Random(20261129)
    towns = list(load_towns().values())
    codes = sorted({held["code"] for one in everybody for held in one["credentials"] if held["kind"] == "course"})
    listed = sorted({slug for one in everybody for slug in one["conditions"]})
    for _ in range(count):
        town = random.choice(towns)
        yield Question(
            (town.latitude, town.longitude),
            random.choice((5, 10, 25, 50, 100, 250)),
            random.choice(LATER),
            credential=random.choice(("", "DPT", *codes)),
            license_=random.choice(("", "active")),
            read=random.choice((None, 6, 12)),
            kind=random.choice(("", "", "person", "clinic")),
            conditions=random.choice(((), random.sample(listed, 1), random.sample(listed, 2))),
        )


def asked(question):
    return SearchRequest(
        latitude=question.here[0],
        longitude=question.here[1],
        radius_miles=question.miles,
        credentials=(question.credential,) if question.credential else (),
        license_active=bool(question.license),
        read_months=question.read,
        kinds=(ListingKind(question.kind),) if question.kind else (),
        conditions=tuple(sorted(question.conditions)),
        limit=10_000,
        today=question.today,
    )


def test_sixty_combinations_of_filters_count_what_the_export_has(generation, everybody):
    filled = Counter()
    for question in questions(everybody, 60):
        request = asked(question)
        found = generation.search(request)
        expected = question.answer(everybody, generation.rules)
        got = {
            "total": found.total,
            "does_not_say": dict(found.does_not_say),
            "groups": {str(name): count for name, count in found.condition_groups.items()},
        }
        assert got == expected, vars(question)
        assert len(found.hits) == found.total
        for name, count in found.does_not_say.items():
            assert generation.search(replace(request, unsaid=name)).total == count, (name, vars(question))
        filled.update(name for name, count in {**got["does_not_say"], **got["groups"]}.items() if count)
        filled["total"] += bool(found.total)
    assert {
        name for name in ("total", "credential", "license", "lists_it", "lists_others") if filled[name] < 3
    } == set()


def test_the_command_counts_the_same(home, everybody, generation):
    town = load_towns()["Salida, CO 81201"]
    place = find_place(open_gazetteer(), "Salida, CO 81201")
    question = Question(
        (place.latitude, place.longitude), 100, DAY, credential="Cert. DN", license_="active", read=6, kind="person",
        conditions=("neck-pain",),
    )  # fmt: skip
    expected = question.answer(everybody, generation.rules)
    answer = home.json(
        "search", town.label, "--within", 100, "--credential", "Cert. DN", "--license", "active", "--read", 6,
        "--kind", "person", "--for", "neck",
    )  # fmt: skip
    assert (answer["total"], answer["does_not_say"]) == (expected["total"], expected["does_not_say"])
    assert answer["for"]["groups"] == expected["groups"]


def test_for_every_complaint_and_town_the_sections_sum_to_the_whole_list_and_nobody_to_call_is_lost(home, generation):
    app = create_public_app(settings.Settings(home=home.path))
    some_listed = 0
    with app.test_request_context("/find"):
        for town in load_towns().values():
            query = FindQuery(place=town.label)
            place = find_place(open_gazetteer(), town.label)
            plain = replace(request_of(query, place), today=DAY)
            whole, called = generation.search(plain), call_list(generation, plain, town.state)
            everyone = {hit.provider_id for hit in generation.search(replace(plain, limit=10_000)).hits}
            for slug in conditions():
                request = replace(request_of(replace(query, hurts=slug), place), today=DAY)
                found = generation.search(replace(request, limit=10_000))
                assert slug in request.conditions
                assert sum(found.condition_groups.values()) == found.total == whole.total, (town.label, slug)
                assert {hit.provider_id for hit in found.hits} == everyone, (town.label, slug)
                assert call_list(generation, request, town.state) == called, (town.label, slug)
                some_listed += bool(found.condition_groups["lists_it"])
    assert some_listed > 50
