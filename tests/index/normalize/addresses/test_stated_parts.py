"""Two spellings of one value are one value; two values stay two. All invented."""

import pytest

from index.normalize.addresses.stated_parts import differ, stated_parts

STREETS_THAT_ARE_ONE = [
    ("137 Sample Ave", "137 Sample Avenue"),
    ("137 Sample Ave", "137 SAMPLE AV."),
    ("137 N Sample Ave", "137 North Sample Avenue"),
    ("137 N. Sample St.", "137 North Sample Street"),
    ("137 Sample Ave NE", "137 Sample Avenue Northeast"),
    ("137 Sample Ave Suite 4", "137 Sample Ave #4"),
    ("137 Sample Ave Ste. 4", "137 Sample Avenue Unit 4"),
    ("137 Sample Ave Ste 4-B", "137 Sample Ave Suite 4B"),
    ("137 Sample Ave Suite No. 4", "137 Sample Ave Ste #4"),
    ("137 Sample Ave 2nd Floor", "137 Sample Ave Fl 2"),
    ("137 Sample Ave Bldg B Ste 4", "137 Sample Ave Building B Suite 4"),
    ("137 Hwy 50", "137 Highway 50"),
    ("137 US Hwy 50", "137 U.S. Highway 50"),
    ("137 W First St", "137 West 1st Street"),
    ("137 County Road 105", "137 CR 105"),
    ("137 St. Sample Blvd", "137 Saint Sample Boulevard"),
    ("137 Sample Pkwy", "137 Sample Parkway"),
    ("137-A Sample Rd", "137A Sample Road"),
]
STREETS_THAT_ARE_TWO = [
    ("137 Sample Ave", "139 Sample Ave"),
    ("137 Sample Ave", "137 Sample St"),
    ("137 Sample Ave", "137 Example Ave"),
    ("137 N Sample Ave", "137 S Sample Ave"),
    ("137 Sample Ave E", "137 Sample Ave W"),
    ("137 Sample Ave Suite 4", "137 Sample Ave Suite 5"),
    ("137 Sample Ave Bldg B Ste 4", "137 Sample Ave Bldg C Ste 4"),
    ("137 Sample Ave 2nd Floor", "137 Sample Ave 3rd Floor"),
    ("137 Hwy 50", "137 Hwy 285"),
    ("137 1st St", "137 2nd St"),
]


@pytest.mark.parametrize(("left", "right"), STREETS_THAT_ARE_ONE)
def test_two_spellings_of_one_street_are_one(left, right):
    one, other = (f"{street}, Salida, CO 81201" for street in (left, right))
    assert stated_parts("address", one) == stated_parts("address", other)
    assert not differ("address", one, other)


@pytest.mark.parametrize(("left", "right"), STREETS_THAT_ARE_TWO)
def test_two_streets_stay_two(left, right):
    assert differ("address", f"{left}, Salida, CO 81201", f"{right}, Salida, CO 81201")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("137 Sample Ave, Ft. Collins, CO 80521", "137 Sample Ave, Fort Collins, CO 80521"),
        ("137 Sample Ave, Salida, CO 81201", "Salida, CO 81201"),
        ("137 Sample Ave, Salida, CO 81201", "CO 81201"),
        ("137 Sample Ave, Salida, CO", "137 Sample Ave, Salida, CO 81201"),
        ("137 Sample Ave Ste 4, Salida, CO 81201", "137 Sample Ave, Salida, CO 81201"),
        ("137 N Sample, Salida, CO 81201", "137 Sample Ave, Salida, CO 81201"),
        ("137 Sample Ave, Lakewood, CO 80226", "137 Sample Ave, Denver, CO 80226"),
    ],
)
def test_a_source_that_says_less_or_names_the_town_otherwise_does_not_differ(left, right):
    assert not differ("address", left, right)
    assert not differ("address", right, left)
    assert stated_parts("address", left) != stated_parts("address", right) or "Ft." in left


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Salida, CO 81201", "Poncha Springs, CO 81242"),
        ("Salida, CO 81201", "Poncha Springs, CO 81201"),
        ("137 Sample Ave, Salida, CO 81201", "137 Sample Ave, Salida, CO 81242"),
        ("Kansas City, KS", "Kansas City, MO"),
    ],
)
def test_another_town_state_or_zip_code_differs(left, right):
    assert differ("address", left, right)


def test_an_address_is_taken_apart_as_it_was_put_together():
    assert stated_parts("address", "137 N Sample Ave Ste 4, Salida, CO 81201") == {
        "number": "137", "street": "sample", "type": "avenue", "direction": "north", "unit": "4", "town": "salida",
        "state": "CO", "zip": "81201",
    }  # fmt: skip
    assert stated_parts("address", "CO 81201") == {"state": "CO", "zip": "81201"}
    assert stated_parts("address", "Salida") == {"town": "salida"}
    assert stated_parts("address", "137 Sample Ave") == {"number": "137", "street": "sample", "type": "avenue"}
    assert stated_parts("address", "") == {}


@pytest.mark.parametrize(
    ("left", "right", "is_another"),
    [
        ("+13035550112", "+13035550112 x4", False),
        ("+13035550112 x4", "+13035550112 x5", True),
        ("+13035550112", "+13035550180", True),
    ],
)
def test_a_phone_with_and_without_extension_is_one(left, right, is_another):
    assert differ("phone", left, right) is is_another


@pytest.mark.parametrize(
    ("left", "right", "is_another"),
    [
        ("https://clinic.example/", "http://www.clinic.example", False),
        ("https://Clinic.example/team/", "https://clinic.example/team", False),
        ("https://clinic.example/", "https://clinic.example/team", False),
        ("https://clinic.example/team", "https://clinic.example/salida", True),
        ("https://clinic.example/?id=1", "https://clinic.example/?id=2", True),
        ("https://clinic.example/", "https://pt.clinic.example/", True),
        ("https://clinic.example/", "https://clinic.test/", True),
    ],
)
def test_a_website_with_and_without_www_or_slash_is_one(left, right, is_another):
    assert differ("website", left, right) is is_another
