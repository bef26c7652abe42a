import pytest

from index.normalize.match_keys import building_key


@pytest.mark.parametrize(
    "street",
    ["100 N Main St", "100 North Main Street", "100 N. MAIN ST.", "100 n main str", "  100  N  Main  St "],
)
def test_spellings_of_one_street_are_one_building(street):
    assert building_key(street, "81201", "Salida", "CO") == "100 n main st|81201"
    assert building_key(street, "81201-1234", "Poncha Springs", "CO") == "100 n main st|81201"


@pytest.mark.parametrize(
    ("street", "zip_code"),
    [
        ("100 S Main St", "81201"),
        ("100 Main St", "81201"),
        ("100 N Main Ave", "81201"),
        ("102 N Main St", "81201"),
        ("100 1/2 N Main St", "81201"),
        ("100 N Main St", "81211"),
    ],
)
def test_other_streets_and_areas_are_other_buildings(street, zip_code):
    assert building_key(street, zip_code, "Salida", "CO") != building_key("100 N Main St", "81201", "Salida", "CO")


def test_without_a_zip_code_the_town_stands_for_it_and_without_both_there_is_no_building():
    assert building_key("100 Hwy 50", "", "Ft. Collins", "CO") == "100 highway 50|fort collins, co"
    assert building_key("100 Hwy 50", "", "", "CO") == ""
    assert building_key("", "81201", "Salida", "CO") == ""
