import asyncio
import random

import pytest
from scrapy import Request
from twisted.python.failure import Failure

from crawler.sources.definition import SourceError
from tests.crawler.platforms.invented import answer, spider, started
from tests.crawler.platforms.near import NearServer, crawled, town

AROUND_SALIDA = {"zips": ["81201"], "spacing_miles": 10, "radius_miles": 12}


def crawl(server, **options):
    reader = spider("wp_store_locator", options=options)
    return asyncio.run(crawled(reader, server)), reader.take_problems()


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("unit", "said"), [("mi", "mi"), ("mi", "km"), ("km", "km")])
def test_no_listing_of_a_dense_town_is_lost_to_the_number_asked_for(unit, said, seed):
    server = NearServer(town(600, miles=10, seed=seed), unit=unit)
    found, problems = crawl(server, **AROUND_SALIDA, unit=said, max_results=100)
    assert (set(found), problems) == (set(range(600)), [])


@pytest.mark.parametrize("seed", range(3))
def test_a_limit_of_the_server_below_what_is_asked_for_is_found_out(seed):
    server = NearServer(town(250, miles=10, seed=seed), limit=25)
    found, problems = crawl(server, **AROUND_SALIDA, unit="mi", max_results=100)
    assert (set(found), problems) == (set(range(250)), [])


@pytest.mark.parametrize("seed", range(3))
def test_nor_is_one_lost_where_answers_are_in_no_order(seed):
    server = NearServer(town(60, miles=10, seed=seed), limit=25, shuffled=True)
    found, problems = crawl(server, **AROUND_SALIDA, unit="mi", max_results=100)
    assert (set(found), problems) == (set(range(60)), [])


def test_more_within_a_mile_than_a_server_without_order_gives_is_a_problem():
    server = NearServer(town(300, miles=10, seed=7), limit=25, shuffled=True)
    found, problems = crawl(server, **AROUND_SALIDA, unit="mi")
    assert len(set(found)) < 300
    assert {kind for kind, _, _ in problems} == {"page/cut_off"}


def test_a_whole_state_is_read_through_a_hidden_limit():
    towns = [
        town(90, miles=6, seed=number, middle=middle)
        for number, middle in enumerate([(39.73, -104.99), (38.83, -104.82)])
    ]
    points = [(number, lat, lng) for number, (_, lat, lng) in enumerate(one for points in towns for one in points)]
    server = NearServer(points, limit=25)
    found, problems = crawl(server, states=["CO"], unit="mi")
    assert (set(found), problems) == (set(range(180)), [])
    assert server.asked < 150  # 53 points, and two towns with four times as many as one answer holds


def test_more_in_one_place_than_a_server_gives_is_a_problem_that_names_the_place():
    crowd = [(number, 38.5347, -105.9989) for number in range(30)]
    found, problems = crawl(NearServer(crowd, limit=25), **AROUND_SALIDA, unit="mi")
    assert len(set(found)) == 25
    assert {kind for kind, _, _ in problems} == {"page/cut_off"}
    assert "25 rows within 1 mi of" in problems[0][2]
    assert "near Salida, CO" in problems[0][2]


@pytest.mark.parametrize("number", [20, 25, 250])
def test_a_list_of_everybody_of_a_round_length_is_not_trusted(number):
    server = NearServer(town(number + 7, miles=10, seed=6), limit=number)
    found, problems = crawl(server, spacing_miles=200, radius_miles=300)
    assert (set(found), problems) == (set(range(number + 7)), [])
    assert server.asked > 1


def test_a_site_that_hands_out_nothing_at_once_is_asked_around_points():
    server = NearServer(town(7, miles=10, seed=6), autoload=False)
    assert set(crawl(server, spacing_miles=200, radius_miles=300)[0]) == set(range(7))


def test_another_length_is_trusted_and_nothing_more_is_asked():
    server = NearServer(town(91, miles=10, seed=6))
    assert set(crawl(server)[0]) == set(range(91))
    assert server.asked == 1


def test_an_operator_who_knows_better_says_that_a_round_number_is_all():
    server = NearServer(town(50, miles=10, seed=6))
    assert len(crawl(server, tiled=False)[0]) == 50
    assert server.asked == 1


@pytest.mark.parametrize("seed", range(4))
def test_the_same_is_asked_in_whatever_order_the_answers_come(seed):
    asked = []
    for chance in (None, random.Random(seed)):
        server = NearServer(town(120, miles=10, seed=3), limit=25)
        reader = spider("wp_store_locator", options={"states": ["CO"], "unit": "mi"})
        found = asyncio.run(crawled(reader, server, chance))
        asked.append((server.urls, server.asked, sorted(found), reader.take_problems()))
    assert asked[0] == asked[1]


def test_a_listing_in_several_circles_is_handed_on_once():
    found, _ = crawl(NearServer(town(60, miles=10, seed=3), limit=25), **AROUND_SALIDA, unit="mi")
    assert sorted(found) == list(range(60))


def test_a_question_without_a_usable_answer_holds_up_nothing():
    class Failing(NearServer):
        def __call__(self, url):
            answer = super().__call__(url)
            return "<html>no</html>" if self.asked == 5 else answer

    found, problems = crawl(Failing(town(250, miles=10, seed=5), limit=25), states=["CO"], unit="mi")
    assert len(found) > 200
    assert [kind for kind, _, _ in problems] == ["page/not_json"]


def test_nor_does_one_that_fails():
    reader = spider("wp_store_locator", options={"zips": ["81201", "80202"]})
    first, second = asyncio.run(started(reader))
    server = NearServer(town(7, miles=10, seed=6))
    failure = Failure(TimeoutError("slow"))
    failure.request = second
    assert list(second.errback(failure)) == []
    later = [one for one in first.callback(answer(server(first.url)), **first.cb_kwargs) if isinstance(one, Request)]
    assert len(later) > 3
    assert [kind for kind, _, _ in reader.take_problems()] == ["page/unreachable"]


def test_a_site_that_answers_less_wide_than_it_is_asked_for_is_found_out():
    server = NearServer(town(60, miles=30, seed=8), widest=25)
    found, problems = crawl(server, states=["CO"], spacing_miles=10, radius_miles=40, unit="mi")
    assert len(found) < 60
    ((kind, _, detail),) = problems
    assert kind == "page/narrow"
    assert "less wide than it is asked for; write what its page offers as radius_miles" in detail


def test_a_site_that_answers_as_wide_as_it_is_asked_for_is_not_suspected():
    server = NearServer(town(60, miles=30, seed=8), widest=25, unit="km")
    found, problems = crawl(server, states=["CO"], spacing_miles=9, radius_miles=15, unit="km")
    assert (len(found), problems) == (60, [])


def test_circles_that_leave_gaps_between_them_are_refused():
    for platform in ("wp_store_locator", "choosept"):
        with pytest.raises(SourceError, match="radius_miles: must be at least spacing_miles"):
            spider(platform, options={"radius_miles": 19})


@pytest.mark.parametrize("argument", [{"states": "CO"}, {"spacing_miles": "20"}, {"unit": "mi"}, {"max_results": "9"}])
def test_every_argument_that_changes_what_is_covered_makes_a_run_a_part(argument):
    assert spider("wp_store_locator", argument).restricted


@pytest.mark.parametrize(
    "argument", [{"spacing_miles": "15"}, {"radius_miles": "40"}, {"card": ".one"}, {"start": "/a"}]
)
def test_so_it_is_with_the_list_in_html(argument):
    assert spider("choosept", argument, url="https://find.example/find-a-pt").restricted
