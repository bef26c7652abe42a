import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.normalize.text import fold_text
from index.places.states import state_code
from index.places.town_name import is_written_out, town_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St. Louis", "SAINT LOUIS"),
        ("Ft Collins", "Fort Collins"),
        ("Mt. Vernon", "Mount Vernon"),
        ("Cañon City", "canon city"),
        ("O'Fallon", "OFallon"),
        ("Coeur d\u2019Alene", "Coeur d'Alene"),
        ("Winston-Salem", "Winston Salem"),
        ("Colorado Spgs", "Colorado Springs"),
        ("Mc Kinney", "McKinney"),
        ("N. Little Rock", "North Little Rock"),
    ],
)
def test_two_spellings_of_one_town_have_one_key(one, other):
    assert town_key(one) == town_key(other)


@given(st.text())
def test_a_name_and_its_folded_form_have_one_key(name):
    assert town_key(fold_text(name)) == town_key(name)


def test_different_towns_have_different_keys():
    assert len({town_key(name) for name in ("Salida", "Salina", "Saint Paul", "South Paul", "Park", "Parker")}) == 6


def test_a_name_without_a_letter_has_no_key():
    assert town_key(" .,-' ") == ""


@pytest.mark.parametrize("text", ["CO", "co", "Co.", "Colorado", " colorado "])
def test_a_state_is_read_from_its_letters_and_its_name(text):
    assert state_code(text) == "CO"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("D.C.", "DC"),
        ("District of Columbia", "DC"),
        ("Puerto Rico", "PR"),
        ("U.S. Virgin Islands", "VI"),
        ("N.Y.", "NY"),
    ],
)
def test_the_district_and_the_territories_are_states_here(text, code):
    assert state_code(text) == code


@pytest.mark.parametrize("text", ["", "XX", "AE", "Ontario", "Colrado"])
def test_what_is_no_state_gives_nothing(text):
    assert state_code(text) == ""


def test_names_cut_short_by_the_post_are_distinguished_from_names():
    assert [name for name in ("New York Mls", "Poncha Spgs", "St Paul", "Kings Bch") if is_written_out(name)] == [
        "Poncha Spgs",
        "St Paul",
        "Kings Bch",
    ]
