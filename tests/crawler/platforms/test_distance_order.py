import pytest

from crawler.platforms.search_near.area_search import FEWEST, DistanceOrder, Point, point_of
from crawler.platforms.search_near.search_area import SearchArea
from index.records import ListingKind, RawListing, RawLocation
from tests.crawler.platforms.near import SALIDA, point_in

DISK = SearchArea(*SALIDA, 10.0)


def points(*shares):
    return [Point(str(number), *point_in(DISK, share, 1.0)) for number, share in enumerate(shares)]


NEAREST_FIRST = points(*(number / 20 for number in range(FEWEST + 1)))


def reach_after(seen, asked):
    order = DistanceOrder()
    for one in seen:
        order.met(DISK, one)
    return order.reach(DISK, asked)


def test_an_answer_in_order_of_distance_reaches_to_its_last_row():
    assert reach_after([NEAREST_FIRST], points(0.1, 0.2, 0.4)) == pytest.approx(4.0, abs=0.03)


def test_three_rows_in_order_by_chance_are_no_order():
    assert reach_after([points(0.1, 0.2, 0.4)], points(0.1, 0.2, 0.4)) == 0


def test_many_rows_in_one_place_are_no_order():
    assert reach_after([points(*[0.1] * 40)], points(*[0.1] * 40)) == 0


def test_a_site_whose_answers_go_back_as_often_as_on_has_no_order():
    assert reach_after([NEAREST_FIRST, NEAREST_FIRST[::-1]], NEAREST_FIRST) == 0


def test_one_listing_that_is_not_where_its_coordinates_say_spoils_its_own_answer_only():
    odd = points(0.1, 0.9, 0.2, 0.3)
    assert reach_after([NEAREST_FIRST, NEAREST_FIRST, odd], odd) == 0
    assert reach_after([NEAREST_FIRST, NEAREST_FIRST, odd], NEAREST_FIRST) > 5


def test_an_answer_without_places_reaches_nowhere():
    assert reach_after([NEAREST_FIRST], []) == 0


@pytest.mark.parametrize(("latitude", "longitude"), [("", ""), ("38.5", ""), ("north", "1")])
def test_a_listing_without_readable_coordinates_has_no_point(latitude, longitude):
    where = RawLocation(latitude=latitude, longitude=longitude)
    listing = RawListing(source="a", source_id="1", kind=ListingKind.PERSON, url="", name="A", locations=(where,))
    assert point_of(listing) is None
