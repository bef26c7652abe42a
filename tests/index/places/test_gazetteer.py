import pytest

from index.places.gazetteer import Gazetteer
from index.places.place import PlaceTableError
from index.records import Precision


def test_a_zip_code_has_its_own_middle(gazetteer):
    place = gazetteer.zip("81201")
    assert (place.label, place.city, place.state, place.zip) == ("Salida, CO 81201", "Salida", "CO", "81201")
    assert place.precision is Precision.ZIP
    assert (place.latitude, place.longitude) == pytest.approx((38.53, -105.99), abs=0.05)


def test_a_zip_code_with_four_more_digits_is_the_same_place(gazetteer):
    assert gazetteer.zip("81201-1234") == gazetteer.zip("81201")


@pytest.mark.parametrize("code", ["", "8120", "8120a", "00000", "99999", "٨١٢٠١"])
def test_what_is_no_zip_code_has_no_place(gazetteer, code):
    assert gazetteer.zip(code) is None


@pytest.mark.parametrize("code", ["09012", "96510", "34002"])
def test_a_military_zip_code_is_known_and_has_no_place(gazetteer, code):
    assert gazetteer.zip_row(code) is not None
    assert gazetteer.zip(code) is None


def test_no_zip_code_is_at_null_island(gazetteer):
    table = gazetteer.table
    assert not (abs(table.zip_latitude) < 1).any()


def test_a_zip_code_that_its_data_puts_at_null_island_has_its_towns_middle(gazetteer):
    place = gazetteer.zip("46245")  # Indianapolis, one organization
    assert place.precision is Precision.PLACE
    assert (place.latitude, place.longitude) == pytest.approx((39.77, -86.16), abs=0.05)


def test_a_town_is_found_by_name_and_state(gazetteer):
    place = gazetteer.town("salida", "CO")
    assert (place.label, place.precision, place.zip) == ("Salida, CO", Precision.PLACE, "")


@pytest.mark.parametrize(("city", "state"), [("Salida", "KS"), ("", "CO"), ("Nowhereville", "CO"), ("Salida", "XX")])
def test_a_town_that_is_not_there_is_none(gazetteer, city, state):
    assert gazetteer.town(city, state) is None


def test_a_town_whose_name_begins_another_is_found(gazetteer):
    assert gazetteer.town("Saint Louis", "MO").label == "St. Louis, MO"
    assert gazetteer.town("Saint Louis Park", "MN").city.endswith("Park")


def test_two_towns_of_one_name_in_a_state_are_both_there_and_distinguished(gazetteer):
    labels = [place.label for place in gazetteer.towns("Mission Hills", "CA")]
    assert len(labels) == len(set(labels)) == 2


def test_the_zip_code_chooses_between_two_towns_of_one_name(gazetteer):
    los_angeles, santa_barbara = gazetteer.near("91345"), gazetteer.near("93436")
    assert los_angeles.longitude == pytest.approx(-118.45, abs=0.1)
    assert santa_barbara.longitude == pytest.approx(-120.45, abs=0.1)


def test_an_address_is_placed_by_its_zip_code_first_then_by_its_town(gazetteer):
    assert gazetteer.near("81201", "Salida", "CO").precision is Precision.ZIP
    assert gazetteer.near("", "Salida", "CO").precision is Precision.PLACE
    assert gazetteer.near("00000", "Salida", "CO").label == "Salida, CO"
    assert gazetteer.near("", "Nowhereville", "CO") is None
    assert gazetteer.near("", "Salida", "") is None


def test_a_zip_code_of_another_state_gives_way_to_the_town(gazetteer):
    assert gazetteer.near("18201", "Salida", "CO").label == "Salida, CO"
    assert gazetteer.near("18201", "Nowhereville", "CO") is None


def test_a_point_takes_the_state_of_the_nearest_zip_code(gazetteer):
    place = gazetteer.at(38.53, -105.99)
    assert (place.label, place.state, place.precision) == ("38.53, -105.99", "CO", Precision.ADDRESS)


ABROAD = [
    (0, 0),
    (52.5, 13.4),
    (-33.9, 151.2),
    (19.43, -99.13),
    (-30, 30),
    (-35, 25),
    (38.53, 105.99),
    (-38.53, -105.99),
]


@pytest.mark.parametrize("point", [*ABROAD, (-40, 75), (45, 90), (-90, 0)])
def test_a_point_abroad_is_no_place(gazetteer, point):
    assert gazetteer.at(*point) is None


@pytest.mark.parametrize(
    ("point", "state"),
    [((13.47, 144.75), "GU"), ((15.2, 145.75), "MP"), ((-14.28, -170.7), "AS"), ((51.88, -176.65), "AK")],
)
def test_a_point_of_ours_in_another_hemisphere_is_in_its_state(gazetteer, point, state):
    assert gazetteer.at(*point).state == state


def test_a_states_bounds_hold_its_towns_and_not_its_neighbors(gazetteer):
    bounds = gazetteer.bounds("CO")
    assert bounds.hold((38.53, -105.99))
    assert not bounds.hold((34.05, -118.24), margin=0.5)
    assert gazetteer.bounds("XX") is None


def test_a_table_that_is_missing_damaged_or_empty_says_what_to_run(tmp_path):
    for name, content in (("none.npz", None), ("damaged.npz", b"PK\x03\x04 nothing"), ("empty.npz", b"")):
        if content is not None:
            (tmp_path / name).write_bytes(content)
        with pytest.raises(PlaceTableError, match="pinpoint places compile"):
            Gazetteer.open(tmp_path / name)
