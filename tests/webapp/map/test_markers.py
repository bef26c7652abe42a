from random import Random

import pytest

from webapp.map.markers import GAP, HEIGHT, Marker, clusters, ranges
from webapp.map.projection import SIDE
from webapp.map.room import Room

DASH = "\N{EN DASH}"


def marker(number, *, is_exact=True):
    return Marker(number=number, words=f"{number}", latitude=38.5, longitude=-106.0, is_exact=is_exact)


def layout(random):
    """Twenty markers as towns have them: some in one house, some in one street, some far out, some at the edge."""
    towns = [(random.uniform(0, SIDE), random.uniform(0, SIDE)) for _ in range(random.randint(1, 6))]
    first, spread = random.choice((1, 21, 481, 9981)), random.choice((0, 3, 20, 200))
    for number in range(first, first + random.randint(1, 20)):
        x, y = random.choice(towns)
        spot = (min(SIDE, max(0.0, at + random.gauss(0, spread))) for at in (x, y))
        yield marker(number, is_exact=random.random() < 0.8), *spot


@pytest.mark.parametrize("seed", range(40))
def test_numbers_keep_clear_of_each_other_and_none_is_lost(seed):
    random = Random(seed)
    for _ in range(5):
        placed, name = list(layout(random)), Room(200, 300, 420, 332)
        drawn = clusters(placed, [name])
        cells = [cell for one in drawn for cell in one.cells]
        assert sorted(cell.marker.number for cell in cells) == [one.number for one, _, _ in placed]
        rooms = [Room(cell.x, cell.y, cell.x + cell.width, cell.y + HEIGHT) for cell in cells]
        for at, one in enumerate(rooms):
            assert min(one.left, one.top) >= GAP - 0.01
            assert max(one.right, one.bottom) <= SIDE - GAP + 0.01
            assert not one.meets(rooms[at + 1 :], -0.01)
            assert not one.meets([name], -0.01)


def test_who_is_alone_is_drawn_at_the_spot():
    (one,) = clusters([(marker(3), 300.0, 200.0)])
    assert one.room == Room(300 - HEIGHT / 2, 200 - HEIGHT / 2, 300 + HEIGHT / 2, 200 + HEIGHT / 2)
    assert not one.is_aside


def test_who_has_no_room_is_drawn_next_to_it_with_a_line_to_the_spot():
    first, second = clusters([(marker(1), 300.0, 200.0), (marker(2), 310.0, 200.0)])
    assert not first.is_aside
    assert second.is_aside
    assert second.spot == (310.0, 200.0)
    middle = (second.room.left + second.room.right) / 2, (second.room.top + second.room.bottom) / 2
    assert HEIGHT + GAP <= middle[0] - 300 < HEIGHT + GAP + 12
    assert middle[1] == 200


def test_those_in_one_house_are_next_to_each_other_four_in_a_row():
    (one,) = clusters([(marker(number), 300.0, 200.0) for number in range(1, 7)])
    assert [(cell.x - one.cells[0].x, cell.y - one.cells[0].y) for cell in one.cells] == [
        (0, 0), (HEIGHT, 0), (2 * HEIGHT, 0), (3 * HEIGHT, 0), (0, HEIGHT), (HEIGHT, HEIGHT),
    ]  # fmt: skip
    assert one.room.holds(300, 200)


def test_an_address_and_the_middle_of_its_town_are_two_spots():
    drawn = clusters([(marker(1), 300.0, 200.0), (marker(2, is_exact=False), 300.0, 200.0)])
    assert [[cell.marker.number for cell in one.cells] for one in drawn] == [[1], [2]]


@pytest.mark.parametrize(
    ("numbers", "text"),
    [((), ""), ((4,), "4"), ((1, 2), "1, 2"), ((1, 2, 3), f"1{DASH}3"), ((1, 3, 4, 5, 9, 10), f"1, 3{DASH}5, 9, 10")],
)
def test_numbers_are_written_in_short(numbers, text):
    assert ranges(numbers) == text
