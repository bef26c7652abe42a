"""The tile map: a square for each state, in the place that it has on a map, with a pattern and a word."""

import re

import pytest

from index.places.counties import counties_by_slug
from index.places.gazetteer import open_gazetteer
from webapp.states.rules_table import CODES
from webapp.tile_map import CELL, Pattern, StateKind, TileKind, grid, tile_map

YES = TileKind(words="Yes", pattern=Pattern.SOLID)
NOT_FOUND = TileKind(words="Not found", pattern=Pattern.STRIPED)
NO = TileKind(words="No", pattern=Pattern.CROSSED)
PHONE = 320 - 2 * 16
"""The width of a column of text on the narrowest window, in CSS px."""


def one(state, kind, **more):
    return StateKind(state=state, address=f"/{state}", kind=kind, **more)


def test_every_state_of_the_product_has_a_square_of_its_own():
    states = {county.state for county in counties_by_slug(open_gazetteer()).values()}
    assert states | set(CODES) == set(grid())
    assert len(set(grid().values())) == len(grid()) == 52


@pytest.mark.parametrize(
    ("west", "east"), [("WA", "ID"), ("OR", "PA"), ("CA", "CO"), ("KS", "TN"), ("NY", "MA"), ("TX", "FL"), ("HI", "TX")]
)
def test_a_state_farther_east_is_farther_right(west, east):
    assert grid()[west][0] < grid()[east][0]


@pytest.mark.parametrize(
    ("north", "south"),
    [("WA", "OR"), ("OR", "CA"), ("ND", "SD"), ("KS", "OK"), ("OK", "TX"), ("GA", "FL"), ("NH", "RI")],
)
def test_a_state_farther_south_is_farther_down(north, south):
    assert grid()[north][1] < grid()[south][1]


def test_a_square_is_large_enough_for_a_finger_on_the_narrowest_window():
    columns = 1 + max(column for column, _ in grid().values())
    assert (CELL - 3) * PHONE / (columns * CELL) >= 24  # CSS px, WCAG 2.2, 2.5.8; the edge of a square is 37 units


def test_squares_are_read_row_by_row_and_the_legend_has_what_occurs_in_the_order_of_the_kinds():
    drawn = tile_map("Map", [YES, NO, NOT_FOUND], [one("KS", NOT_FOUND), one("ME", YES), one("AK", NOT_FOUND)])
    assert [(tile.state, tile.x, tile.y) for tile in drawn.tiles] == [("AK", 0, 0), ("ME", 400, 0), ("KS", 120, 200)]
    assert [(entry.words, entry.number, entry.parts) for entry in drawn.legend] == [
        ("Yes", 1, ()),
        ("Not found", 2, ()),
    ]
    assert (drawn.width, drawn.height) == (440, 320)


def test_a_square_says_its_state_in_full_and_its_word():
    drawn = tile_map("Map", [YES], [one("DC", YES), one("KS", YES, words="Yes, if asked")])
    assert {tile.says for tile in drawn.tiles} == {
        "District of Columbia (DC): Yes",
        "Kansas (KS): Yes, if asked",
    }


def test_a_kind_of_several_parts_counts_each_the_largest_first():
    drawn = tile_map("Map", [YES], [one("DC", YES, part="a"), one("KS", YES, part="b"), one("UT", YES, part="b")])
    assert drawn.legend[0].parts == (("b", 2), ("a", 1))


def test_the_drawing_has_a_title_patterns_in_place_of_colors(empty_client):
    response = empty_client.get("/states")
    markup = response.get_data(as_text=True)
    drawing = markup[markup.index('<svg class="tiles"') : markup.index('<div class="legend"')]
    assert '<title id="tiles-title">Map of the states by their rule for physical therapists</title>' in drawing
    assert drawing.count("<a href=") == 51
    assert drawing.count("<title>") == 51
    assert all(value.startswith("url(#tile-") for value in re.findall(r' (?:fill|stroke|color)="([^"]*)"', drawing))
    used = {pattern for pattern in Pattern if f"url(#tile-{pattern})" in drawing}
    assert all(f'<pattern id="tile-{pattern}"' in drawing for pattern in used)
    assert all(f'href="#square-{pattern}"' not in markup or f'id="square-{pattern}"' in markup for pattern in Pattern)
