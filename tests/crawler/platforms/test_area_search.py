"""The rounds of asking, against servers of every kind: nothing is ever lost in silence."""

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.platforms.search_near.area_search import LEAST, AreaSearch, NearAnswer, Question
from crawler.platforms.search_near.search_area import SearchArea
from tests.crawler.platforms.invented import spider
from tests.crawler.platforms.near import SALIDA, NearServer, crawled, point_in

AROUND_SALIDA = {"zips": ["81201"], "spacing_miles": 10, "radius_miles": 12}
PLACES = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 6.2832)), min_size=1, max_size=12)


@settings(max_examples=40)
@given(
    places=PLACES,
    crowds=st.lists(st.integers(1, 12), min_size=1, max_size=12),
    limit=st.integers(LEAST, 30),
    unit=st.sampled_from(["mi", "km"]),
    shuffled=st.booleans(),
)
def test_every_listing_is_read_or_the_place_where_some_may_be_missing_is_named(places, crowds, limit, unit, shuffled):
    disk = SearchArea(*SALIDA, 10.0)
    points = [point_in(disk, *place) for place, crowd in zip(places, crowds, strict=False) for _ in range(crowd)]
    server = NearServer(
        [(number, *point) for number, point in enumerate(points)], limit=limit, unit=unit, shuffled=shuffled
    )
    reader = spider("wp_store_locator", options={**AROUND_SALIDA, "unit": unit, "max_results": 100})
    found = asyncio.run(crawled(reader, server))
    problems = {kind for kind, _, _ in reader.take_problems()}
    assert set(found) == set(range(len(points))) or problems == {"page/cut_off"}
    assert len(found) == len(set(found))


def answer(question, rows):
    return NearAnswer(question=question, rows=rows, points=())


def test_a_round_ends_with_its_last_answer():
    search = AreaSearch("mi")
    first, second = search.ask(
        [Question(SearchArea(38.5, -106.0, 50.0, "a")), Question(SearchArea(40.0, -106.0, 50.0, "b"))]
    )
    assert (search.answered(answer(first, 9)), search.ended) == ([], False)
    following = search.answered(answer(second, 4))
    assert {one.disk.place for one in following} == {"a"}
    assert len(following) == len(set(following)) > 4


def test_circles_that_overlap_share_their_cells():
    alone, both = AreaSearch("mi"), AreaSearch("mi")
    near = [Question(SearchArea(38.5, -106.0, 50.0)), Question(SearchArea(38.6, -106.0, 50.0))]
    for search, questions in ((alone, near[:1]), (both, near)):
        asked = search.ask(questions)
        (*_, cells) = [search.answered(answer(one, 9)) for one in asked]
        search.cells = {one.cell for one in cells}
    assert len(both.cells) < 2 * len(alone.cells)
    assert alone.cells <= both.cells


def test_after_the_last_round_nothing_is_asked_and_what_stayed_too_long_is_reported():
    search = AreaSearch("mi")
    questions, rounds = search.ask([Question(SearchArea(38.5, -106.0, 0.9))]), 0
    while questions:
        (*_, questions) = [search.answered(answer(one, 25)) for one in questions]
        rounds += 1
    assert (rounds, search.ended, len(search.cut_off())) == (1, True, 1)


def test_one_as_long_as_any_is_no_longer_suspected_once_a_longer_one_came():
    search = AreaSearch("mi")
    (small, wide) = search.ask([Question(SearchArea(38.5, -106.0, 0.9)), Question(SearchArea(40.0, -106.0, 50.0))])
    search.answered(answer(small, 25))
    questions = search.answered(answer(wide, 25))
    (first, *others) = questions
    search.answered(answer(first, 40))
    for other in others:
        search.answered(answer(other, 0))
    assert search.cut_off() == []
