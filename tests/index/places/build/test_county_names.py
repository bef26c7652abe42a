"""Every county of the table is a county of its state by the Census Bureau's list, and has one spelling."""

from collections import Counter, defaultdict

import pytest
from anyascii import anyascii

from index.places.build.compile import read_counties
from index.places.build.county_names import county_names
from index.places.build.postal import PostalCode
from index.places.counties import counties_by_slug, county_of
from index.places.gazetteer import open_gazetteer

LISTED = {
    "IN": frozenset({"LaPorte County", "Lake County"}),
    "GA": frozenset({"Polk County", "DeKalb County"}),
    "AK": frozenset({"Juneau City and Borough", "Anchorage Municipality"}),
    "VA": frozenset({"James City County", "Richmond city", "Richmond County"}),
    "PR": frozenset({"San Juan Municipio"}),
}


def code(number, state, county, city="Avery", point=(40.0, -100.0)):
    return PostalCode(code=number, city=city, state=state, county=county, point=point)


def names(*codes):
    return county_names(codes, LISTED)


@pytest.mark.parametrize(
    ("state", "written", "name"),
    [
        ("IN", "LaPorte County", "LaPorte County"),
        ("GA", "Dekalb County", "Dekalb County"),
        ("AK", "City and Borough of Juneau", "Juneau City and Borough"),
        ("AK", "Municipality of Anchorage", "Anchorage Municipality"),
        ("VA", "James City", "James City County"),
        ("VA", "Richmond City", "Richmond City"),
        ("VA", "Richmond County", "Richmond County"),
        ("PR", "San Juan", "San Juan Municipio"),
        ("AA", "", ""),
        ("KS", "Avery County", "Avery County"),
    ],
)
def test_a_county_is_the_one_of_the_state_s_list_that_its_name_means(state, written, name):
    assert names(code("1", state, written)) == [name]


def test_of_two_spellings_the_list_s_own_is_taken_however_rare_and_else_the_most_frequent():
    assert names(
        code("1", "IN", "La Porte County"), code("2", "IN", "La Porte County"), code("3", "IN", "LaPorte County")
    ) == (["LaPorte County"] * 3)
    assert names(code("1", "IN", "LAKE County"), code("2", "IN", "LAKE County"), code("3", "IN", "La Ke County")) == (
        ["LAKE County"] * 3
    )


def test_a_name_that_could_be_two_counties_is_none_of_them():
    assert names(code("1", "VA", "Richmond")) == [""]


def test_a_county_of_another_state_gives_way_to_that_of_most_codes_of_the_town():
    codes = [
        code("1", "GA", "Polk County", "Esom Hill"),
        code("2", "GA", "Polk County", "ESOM HILL"),
        code("3", "GA", "DeKalb County", "Esom Hill"),
        code("4", "GA", "DeKalb County", "Near", (33.9, -85.0)),
        code("5", "GA", "Cleburne County", "Esom Hill", (33.9, -85.0)),
    ]
    assert names(*codes)[-1] == "Polk County"


def test_without_another_code_of_the_town_it_is_that_of_the_nearest_code_of_the_state():
    far, near = (
        code("1", "GA", "DeKalb County", "Far", (33.8, -84.3)),
        code("2", "GA", "Polk County", "Near", (33.9, -85.3)),
    )
    other = code("3", "AL", "Cleburne County", "Beside", (33.9, -85.35))
    wrong = code("4", "GA", "Cleburne County", "Esom Hill", (33.95, -85.39))
    assert county_names([far, near, other, wrong], LISTED | {"AL": frozenset({"Cleburne County"})})[-1] == "Polk County"
    assert names(code("4", "GA", "Cleburne County", point=None), near)[0] == ""
    assert names(wrong) == [""]


def test_every_county_of_the_table_is_a_county_of_that_state():
    listed = read_counties()
    assert (len(listed["GA"]), len(listed["IN"]), len(listed["CO"])) == (159, 92, 64)
    compact = {(state, _compact(name)) for state, counties in listed.items() for name in counties}
    counties = counties_by_slug(open_gazetteer()).values()
    assert len(counties) > 3200
    assert [one for one in counties if (one.state, _compact(one.name)) not in compact] == []


def test_no_county_of_the_table_has_two_spellings():
    counties = counties_by_slug(open_gazetteer()).values()
    assert [
        key for key, count in Counter((one.state, _compact(one.name)) for one in counties).items() if count > 1
    ] == []


def test_no_state_has_more_counties_than_it_has():
    listed, of_state = read_counties(), defaultdict(set)
    for one in counties_by_slug(open_gazetteer()).values():
        of_state[one.state].add(one.name)
    assert {state: len(counties) for state, counties in of_state.items() if len(counties) > len(listed[state])} == {}
    assert len(of_state["GA"]) == 159
    assert len(of_state["IN"]) == 92


def _compact(name):
    """Return a name for comparing: small letters of A to Z alone, St written out."""
    plain = anyascii(name).casefold().replace("st. ", "saint ").replace("st ", "saint ")
    return "".join(letter for letter in plain if letter.isalnum())


@pytest.mark.parametrize(
    ("zip_code", "state", "county"),
    [
        ("30138", "GA", "Polk County"),
        ("46352", "IN", "LaPorte County"),
        ("46350", "IN", "LaPorte County"),
        ("58439", "ND", "Dickey County"),
        ("69212", "NE", "Cherry County"),
        ("97635", "OR", "Lake County"),
        ("15439", "PA", "Fayette County"),
        ("24619", "VA", "Tazewell County"),
        ("25410", "WV", "Jefferson County"),
        ("23090", "VA", "James City County"),
        ("99802", "AK", "Juneau City and Borough"),
        ("00929", "PR", "San Juan Municipio"),
        ("46789", "IN", "LaGrange County"),
        ("77967", "TX", "DeWitt County"),
        ("81201", "CO", "Chaffee County"),
        ("63145", "MO", "St. Louis County"),
        ("63150", "MO", "St. Louis city"),
    ],
)
def test_a_zip_code_has_the_county_that_it_lies_in(zip_code, state, county):
    found = county_of(open_gazetteer(), zip_code, "", state)
    assert (found.state, found.name) == (state, county)
