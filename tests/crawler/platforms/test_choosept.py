import asyncio
from urllib.parse import parse_qs, urlsplit

import pytest

from index.records import RawListing
from tests.crawler.platforms.invented import page, spider, started

URL = "https://find.example/find-a-pt"
CARD = """<div class="find-a-pt__results-item"><h3 class="find-a-pt__profile-title">
<a href="/find-a-pt/profile/{0}">Fern Ashdale {0}, PT</a></h3><p>1{0} Elm Street, Salida, CO 81201</p></div>"""


def choosept(**options):
    return spider("choosept", url=URL, options={"zips": ["81201"], **options})


def pager(*pages):
    return (
        '<ul class="pagination">'
        + "".join(f'<a href="/find-a-pt?lat=1&lon=2&p={one}">x</a>' for one in pages)
        + "</ul>"
    )


def first_request():
    (request,) = asyncio.run(started(choosept()))
    return request


def test_the_list_is_asked_with_the_five_parameters_that_are_known():
    parts = urlsplit(first_request().url)
    query = parse_qs(parts.query)
    assert (parts.path, set(query)) == ("/find-a-pt", {"lat", "lon", "loc", "dist", "p"})
    assert (query["loc"], query["dist"], query["p"]) == (["Salida, CO"], ["25"], ["1"])


@pytest.mark.parametrize(
    ("pages", "at", "following"), [((1, 2), 1, "2"), ((1, 2, 3), 2, "3"), ((1, 12), 1, ""), ((1, 2), 2, "")]
)
def test_the_pager_shows_whether_there_is_a_next_page(pages, at, following):
    reader = choosept()
    found = list(reader.parse_list(page(CARD.format(4) + pager(*pages), URL), page=at))
    asked = [parse_qs(urlsplit(one.url).query)["p"][0] for one in found if not isinstance(one, RawListing)]
    assert asked == ([following] if following else [])


def test_a_page_without_results_ends_a_search():
    assert list(choosept().parse_list(page(pager(1, 2), URL), page=1)) == []


def test_somebody_found_around_two_points_is_one_listing():
    reader = choosept()
    pages = [page(CARD.format(4) + CARD.format(5), URL), page(CARD.format(5) + CARD.format(6), URL)]
    found = [one.source_id for one_page in pages for one in reader.parse_list(one_page)]
    assert found == [f"/find-a-pt/profile/{number}" for number in (4, 5, 6)]


def test_being_listed_is_no_word_on_dry_needling():
    (listing,) = choosept().parse_list(page(CARD.format(4), URL))
    assert listing.statements == ()


def test_points_given_for_one_run_make_it_a_part():
    whole = spider("choosept", url=URL)
    part = spider("choosept", {"zips": "81201"}, url=URL)
    assert (whole.restricted, part.restricted) == (False, True)
