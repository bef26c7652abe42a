"""Generations among letters, marks at a word's end, offices and ranks before a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.normalize.credentials import parse_credentials
from index.normalize.names.name import parse_person


def read(text):
    parsed = parse_person(text)
    name = parsed.name
    shown = " ".join(part for part in (name.given, name.middle, name.family, name.generation) if part)
    return shown, " ".join(credential.code for credential in parsed.credentials), parsed.unknown


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Warren Hollis PT Jr", ("Warren Hollis Jr", "PT", ())),
        ("Warren Hollis, Jr PT", ("Warren Hollis Jr", "PT", ())),
        ("Warren Hollis DPT OCS III", ("Warren Hollis III", "DPT OCS", ())),
        ("Warren Hollis, PT, DPT Jr.", ("Warren Hollis Jr", "PT DPT", ())),
        ("Hollis PT Jr., Warren", ("Warren Hollis Jr", "PT", ())),
        ("Hollis, Warren PT Jr", ("Warren Hollis Jr", "PT", ())),
        ("Warren Do Jr", ("Warren Do Jr", "", ())),
    ],
)
def test_a_generation_among_letters_is_no_name(text, right):
    assert read(text) == right


@pytest.mark.parametrize(
    "text",
    [
        "Ida Marsh*, PT",
        "Ida Marsh\u2122 PT",
        "*Ida Marsh, PT",
        "Ida Marsh&trade;, PT",
        "Ida Marsh\u00b9, PT",
        "Ida Marsh\u2020 PT\u00ae",
        "Ida Marsh, PT**",
        "Ida Marsh, Esq., PT",
    ],
)
def test_a_mark_of_rights_or_of_a_footnote_is_no_letter_of_a_name(text):
    assert read(text) == ("Ida Marsh", "PT", ())


@given(st.sampled_from(["*", "**", "\u2020", "\u2122", "\u00ae", "\u00b2"]), st.sampled_from(["Ida", "Marsh", "PT"]))
def test_a_mark_behind_any_word_changes_no_name(mark, word):
    assert read("Ida Marsh, PT".replace(word, f"{word}{mark}")) == ("Ida Marsh", "PT", ())


@pytest.mark.parametrize(
    "text",
    [
        "Owner: Ida Marsh, PT",
        "Contact: Ida Marsh PT",
        "Physical Therapist: Marsh, Ida, PT",
        "Owner/Physical Therapist: Ida Marsh, PT",
        "Physical Therapist Ida Marsh, PT",
        "1st Lt. Ida Marsh, PT",
        "Sgt. 1st Class Ida Marsh, PT",
    ],
)
def test_an_office_or_a_rank_before_a_name_is_none_of_it(text):
    assert read(text) == ("Ida Marsh", "PT", ())


def test_a_family_name_that_is_an_office_too_stays():
    assert read("Head, Ida")[0] == "Ida Head"
    assert read("Coach, Ida, PT")[0] == "Ida Coach"
    assert read("Hand Speech")[0] == "Hand Speech"


def test_two_words_in_quotes_at_the_given_name_are_a_nickname():
    name = parse_person('Ida "Penny Jo" Vale, PT').name
    assert (name.given, name.nickname, name.family) == ("Ida", "Penny Jo", "Vale")


@pytest.mark.parametrize(
    "text",
    [
        "Ida Marsh, PT (CO 12345)",
        "Ida Marsh, PT, CO #12345",
        "Ida Marsh, PT (CO PTL.0012345)",
        "Ida Marsh PT CO Lic. 12345",
        "Ida Marsh, PT, CO license no. 12345",
        "Ida Marsh, PT, MA12345",
    ],
)
def test_a_state_before_a_license_number_is_no_credential(text):
    assert read(text) == ("Ida Marsh", "PT", ())
    letters = text.removeprefix("Ida Marsh").strip(" ,")
    assert [one.code for one in parse_credentials(letters)[0]] == ["PT"]


def test_letters_that_are_a_license_of_ours_stay_before_a_number():
    assert read("Ida Marsh, DC 1234")[1] == "DC"
    assert read("Ida Marsh, MD #12345")[1] == "MD"
    assert read("Ida Marsh, CO")[1] == "CO"
