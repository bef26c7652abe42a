import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.platforms.search_near.search_area import WIDEST, MapCell, SearchArea, cells_of
from tests.crawler.platforms.near import point_in

SHARE, BEARING = st.floats(0, 1), st.floats(0, 6.2832)
DISKS = st.builds(
    SearchArea, latitude=st.floats(-89.9, 89.9), longitude=st.floats(-180, 180), radius=st.floats(0.05, WIDEST)
)
LEVELS = st.integers(4, 18)


@st.composite
def cells(draw):
    level = draw(LEVELS)
    return MapCell(level, draw(st.integers(0, 2**level - 1)), draw(st.integers(0, 2 ** (level + 1) - 1)))


def inside(cell, latitude, longitude):
    south, west = cell.row * cell.side - 90, cell.column * cell.side - 180
    return south <= latitude <= south + cell.side and west <= longitude <= west + cell.side


@given(DISKS, SHARE, BEARING)
def test_every_point_of_a_disk_is_in_one_of_its_cells(disk, share, bearing):
    point = point_in(disk, share, bearing)
    assert any(inside(cell, *point) for cell in cells_of(disk))


@given(cells(), SHARE, SHARE)
def test_the_disk_around_a_cell_holds_every_point_of_it_also_when_asked_for_with_six_digits(cell, up, east):
    disk = cell.disk()
    asked = SearchArea(round(disk.latitude, 6), round(disk.longitude, 6), disk.radius)
    point = (cell.row + up) * cell.side - 90, (cell.column + east) * cell.side - 180
    assert asked.away(*point) <= disk.radius + 1e-6


@given(cells(), SHARE, SHARE)
def test_every_point_of_a_cell_is_in_one_of_its_four_parts(cell, up, east):
    point = (cell.row + up) * cell.side - 90, (cell.column + east) * cell.side - 180
    assert len(set(cell.parts())) == 4
    assert any(inside(part, *point) for part in cell.parts())


@given(DISKS)
def test_cells_of_a_disk_are_smaller_than_it(disk):
    assert max(cell.disk().radius for cell in cells_of(disk)) < disk.radius


@pytest.mark.parametrize(("latitude", "most"), [(25.0, 14), (38.5, 16), (64.0, 30)])
def test_a_disk_is_cut_into_few_cells(latitude, most):
    assert len(list(cells_of(SearchArea(latitude, -106.0, 50.0)))) <= most
