"""Invented towns on a made-up plain; one degree of latitude is 69 miles."""

from index.places.build.postal import Fate, PostalCode, Town, check_codes
from index.places.town_name import town_key

AVERY = (40.0, -100.0)
FAR_AWAY = (43.0, -100.0)


def code(number, point, city="Avery", **changes):
    fields = {"state": "KS", "county": "Avery County"} | changes
    return PostalCode(code=number, city=city, point=point, **fields)


def towns(*named):
    found = {}
    for name, point, people in named:
        town = Town(key=town_key(name), name=name, state="KS", point=point, people=people)
        found.setdefault((town.key, "KS"), []).append(town)
    return found


def around_avery(*codes):
    """Other codes of the county, a few miles from Avery."""
    return [*codes, *(code(f"6790{n}", (40.0 + n / 50, -100.0), city="Byway") for n in range(1, 6))]


def fate_and_point(codes, known):
    checked = check_codes(codes, known)[0]
    return checked.fate, checked.point


def test_a_code_at_its_town_is_kept():
    assert fate_and_point(around_avery(code("67900", (40.05, -100.0))), towns(("Avery", AVERY, 900))) == (
        Fate.KEPT,
        (40.05, -100.0),
    )


def test_a_code_without_a_point_gets_its_towns():
    assert fate_and_point(around_avery(code("67900", None)), towns(("Avery", AVERY, 900))) == (
        Fate.MISSING_TOWN,
        AVERY,
    )


def test_a_code_without_a_point_gets_the_namesake_that_lies_in_its_county():
    known = towns(("Avery", FAR_AWAY, 9000), ("Avery", AVERY, 900))
    assert fate_and_point(around_avery(code("67900", None)), known) == (Fate.MISSING_TOWN, AVERY)


def test_a_doubted_code_is_as_exact_as_its_town_and_at_its_middle():
    known = towns(("Avery", AVERY, 900))
    near, lonely = code("67900", (40.05, -100.0)), code("67999", (40.2, -100.0), city="Nowhere")
    checked = check_codes([near, lonely, *around_avery()], known, {"67900", "67999"})
    assert [(one.fate, one.point) for one in checked[:2]] == [
        (Fate.DOUBTED, AVERY),
        (Fate.DOUBTED_KEPT, (40.2, -100.0)),
    ]


def test_a_box_far_from_its_town_and_its_county_moves_to_the_town():
    box = code("67900", FAR_AWAY, is_area=False)
    assert fate_and_point(around_avery(box), towns(("Avery", AVERY, 900))) == (Fate.WRONG_TOWN, AVERY)


def test_an_area_far_from_everything_in_its_county_moves_to_the_town():
    assert fate_and_point(around_avery(code("67900", FAR_AWAY)), towns(("Avery", AVERY, 900))) == (
        Fate.WRONG_TOWN,
        AVERY,
    )


def test_a_wide_rural_area_stays_where_it_is():
    wide = (40.6, -100.0)
    assert fate_and_point(around_avery(code("67900", wide)), towns(("Avery", AVERY, 900))) == (Fate.KEPT, wide)


def test_a_code_of_a_second_town_of_the_name_is_not_moved_to_the_first():
    here = (40.02, -100.0)
    known = towns(("Avery", FAR_AWAY, 9000))
    for is_area in (True, False):
        assert fate_and_point(around_avery(code("67900", here, is_area=is_area)), known) == (Fate.KEPT, here)


def test_a_code_far_outside_its_state_is_dropped():
    lost = code("67900", (48.0, -100.0), city="Nowhere")
    assert fate_and_point(around_avery(lost), {}) == (Fate.DROPPED, None)


def test_a_military_code_has_no_place_even_where_it_has_a_point():
    fleet = code("09012", AVERY, state="AE")
    assert fate_and_point([fleet], towns(("Avery", AVERY, 900))) == (Fate.NO_PLACE, None)


def test_a_code_with_neither_point_nor_town_has_no_place():
    assert fate_and_point([code("67900", None, city="Nowhere")], {}) == (Fate.NO_PLACE, None)
