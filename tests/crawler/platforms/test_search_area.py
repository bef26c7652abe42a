import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.platforms.search_near.search_area import KILOMETERS_IN_A_MILE, WIDEST, Known, SearchArea


@given(st.floats(0.01, WIDEST))
def test_a_radius_in_kilometers_covers_its_miles_also_where_the_site_takes_it_for_miles(miles):
    disk = SearchArea(38.5, -106.0, miles)
    assert disk.asked("km") / KILOMETERS_IN_A_MILE >= miles - 1e-9
    assert disk.asked("mi") >= miles
    assert disk.asked("km") >= disk.asked("mi")


@pytest.mark.parametrize(("miles", "inside"), [(3.0, True), (3.5, True), (3.6, False), (9.0, False)])
def test_a_disk_inside_a_known_one_is_known(miles, inside):
    known = Known([SearchArea(38.99, -106.01, 5.0), SearchArea(30.0, -90.0, 500.0)])
    assert known.holds(SearchArea(39.004, -105.99, miles)) is inside


def test_a_wide_disk_is_known_however_far_its_middle_is():
    known = Known([SearchArea(38.99, -106.01, 250.0)])
    assert known.holds(SearchArea(41.0, -108.0, 40.0))
    assert not known.holds(SearchArea(42.5, -106.0, 40.0))


def test_two_disks_that_hold_one_only_together_are_not_looked_for():
    halves = Known([SearchArea(38.5, -106.1, 10.0), SearchArea(38.5, -105.9, 10.0)])
    assert not halves.holds(SearchArea(38.5, -106.0, 9.0))
