"""Marks between the parts of an address, and what is written behind its end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.normalize.addresses.address import parse_address
from index.normalize.addresses.location import read_address
from index.places.gazetteer import open_gazetteer
from index.records import RawLocation


def parts(text):
    read = parse_address(text, open_gazetteer())
    return read.street_line, read.unit, read.city, read.state, read.zip


SALIDA = ("820 Juniper Ave", "", "Salida", "CO", "81201")
WITH_UNIT = ("820 Juniper Ave", "Suite 4", "Salida", "CO", "81201")
MARKS = [", ", " | ", " • ", " · ", "; ", " - ", " \u2013 ", " \u2014 ", " / "]


@given(st.lists(st.sampled_from(MARKS), min_size=3, max_size=3))
def test_any_mark_parts_street_town_state_and_code(marks):
    first, second, third = marks
    assert parts(f"820 Juniper Ave{first}Salida{second}CO{third}81201") == SALIDA


@given(st.lists(st.sampled_from(MARKS), min_size=2, max_size=2))
def test_any_mark_parts_a_unit(marks):
    assert parts(f"820 Juniper Ave{marks[0]}Suite 4{marks[1]}Salida, CO 81201") == WITH_UNIT


@pytest.mark.parametrize(
    "text", ["#200 - 820 Juniper Ave, Salida, CO 81201", "# 200, 820 Juniper Ave, Salida CO 81201"]
)
def test_a_unit_before_the_street_is_one(text):
    assert parts(text) == ("820 Juniper Ave", "#200", "Salida", "CO", "81201")


@pytest.mark.parametrize(
    "note",
    [
        " (by appointment)",
        ", by appointment only",
        " (map)",
        " Get Directions",
        ", USA (map)",
        " [upstairs]",
        " - rear entrance",
        ", Chaffee County",
        " Mon-Fri 9-5",
    ],
)
def test_what_is_written_behind_the_zip_code_hides_neither_it_nor_the_state(note):
    address, problems = read_address(
        RawLocation(address_text=f"820 Juniper Ave, Salida, CO 81201{note}"), open_gazetteer()
    )
    assert (address.street_line, address.unit, address.city, address.state, address.zip) == SALIDA
    assert problems == ("address/words_left_out",)


@pytest.mark.parametrize("unit", [", Suite 4", " (Suite 4)", " - Suite 4", " Suite 4"])
def test_a_unit_behind_the_zip_code_is_one(unit):
    assert parts(f"820 Juniper Ave, Salida, CO 81201{unit}") == WITH_UNIT
    assert parts(f"820 Juniper Ave, Salida, Colorado 81201{unit}") == WITH_UNIT


@pytest.mark.parametrize("mark", ["; ", " and ", " / ", " | ", " & ", ", ", " or "])
def test_of_two_whole_addresses_the_first_is_read_and_the_second_counted(mark):
    text = f"820 Juniper Ave, Salida, CO 81201{mark}9 Oak St, Buena Vista, CO 81211"
    address, problems = read_address(RawLocation(address_text=text), open_gazetteer())
    assert (address.street_line, address.unit, address.city, address.state, address.zip) == SALIDA
    assert "address/second_not_read" in problems


def test_a_slash_and_a_hyphen_that_part_nothing_stay():
    assert parts("820 Juniper Ave Unit A/B, Salida, CO 81201")[1] == "Unit A/B"
    assert parts("94-1234 Waipahu St, Waipahu, HI 96797")[0] == "94-1234 Waipahu St"
    assert parts("820 1/2 Juniper Ave, Salida, CO 81201")[0] == "820 1/2 Juniper Ave"
    assert parts("820 Juniper Ave, Winston-Salem, NC 27101")[2] == "Winston-Salem"


@pytest.mark.parametrize(
    "fields",
    [
        {"address_text": "Hollis PT, 820 Juniper Ave, Salida, CO 81201"},
        {"address_text": "Hollis PT\n820 Juniper Ave\nSalida, CO 81201"},
        {"address_text": "Hollis PT<br/>820 Juniper Ave<br>Salida, CO 81201"},
        {"address_text": "Hollis Spine and Sport, 820 Juniper Ave, Salida, CO 81201"},
        {"street": "Hollis PT\n820 Juniper Ave", "city": "Salida", "state": "CO", "zip": "81201"},
        {"street": "820 Juniper Ave (by appointment)", "city": "Salida", "state": "CO", "zip": "81201"},
        {"street": "820 Juniper Ave [behind the bank]", "city": "Salida", "state": "CO", "zip": "81201"},
    ],
)
def test_a_name_before_a_street_and_a_remark_behind_it_are_none_of_it(fields):
    address, problems = read_address(RawLocation(**fields), open_gazetteer())
    assert (address.street_line, address.unit, address.city, address.state, address.zip) == SALIDA
    assert problems == ("address/words_left_out",)


@pytest.mark.parametrize(
    ("text", "street", "unit"),
    [
        ("Hollis PT, Suite 4, 820 Juniper Ave, Salida, CO 81201", "820 Juniper Ave", "Suite 4"),
        ("820 Juniper Ave (Suite 4), Salida, CO 81201", "820 Juniper Ave", "Suite 4"),
        ("820 Juniper Ave (rear), Salida, CO 81201", "820 Juniper Ave", "Rear"),
        ("820 (B) Juniper Ave, Salida, CO 81201", "820 B Juniper Ave", ""),
        ("Juniper Ave, 2nd Floor, Salida, CO 81201", "Juniper Ave", "2nd Floor"),
        ("820 Juniper\nAve, Salida, CO 81201", "820 Juniper Ave", ""),
    ],
)
def test_a_unit_in_brackets_or_before_the_street_is_one(text, street, unit):
    assert parts(text)[:2] == (street, unit)


@pytest.mark.parametrize(
    ("city", "state", "right"),
    [
        ("Salida CO", "CO", "Salida"),
        ("SALIDA CO", "Colorado", "Salida"),
        ("Kansas City KS", "KS", "Kansas City"),
        ("Colorado City", "CO", "Colorado City"),
        ("Washington DC", "DC", "Washington"),
    ],
)
def test_a_state_behind_its_town_is_no_part_of_it(city, state, right):
    address, _ = read_address(RawLocation(street="820 Juniper Ave", city=city, state=state), open_gazetteer())
    assert (address.city, address.state) == (right, "CO" if state == "Colorado" else state)


@pytest.mark.parametrize("unit", ["Ste C4 Suite C-4", "Ste 12 Ste 12", "Suite C-4, Ste C4", "Unit B Suite B"])
def test_a_unit_that_is_written_twice_leaves_no_word_out(unit):
    _, problems = read_address(RawLocation(address_text=f"820 Juniper Ave {unit}, Salida, CO 81201"), open_gazetteer())
    assert problems == ()


def test_another_word_next_to_a_unit_is_still_left_out():
    text = "Marsh Building, 820 Juniper Ave Ste 4, Salida, CO 81201"
    _, problems = read_address(RawLocation(address_text=text), open_gazetteer())
    assert problems == ("address/words_left_out",)
