import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.normalize.names.display_case import display_name
from index.normalize.names.name import parse_person
from index.records import PersonName


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("MCDONALD", "McDonald"), ("O'NEILL", "O'Neill"), ("MACKENZIE", "MacKenzie"), ("MACKEY", "Mackey"),
        ("SMITH-ORTEGA", "Smith-Ortega"), ("DE LA CRUZ", "de la Cruz"), ("VAN DYKE", "Van Dyke"), ("AJ", "AJ"),
        ("TJ", "TJ"), ("JO", "Jo"), ("J.R.", "J.R."), ("ÉLISE", "Élise"), ("avery", "Avery"), ("McAvoy", "McAvoy"),
        ("ST. CLAIR", "St. Clair"), ("T", "T"),
    ],
)  # fmt: skip
def test_names_in_one_case_get_their_display_spelling(text, shown):
    assert display_name(text) == shown


def test_two_letters_are_initials_in_given_names_and_a_word_in_family_names():
    assert parse_person("NG, TJ", family_first=True).name == PersonName(given="TJ", family="Ng")


def test_a_field_of_credentials_joins_those_in_the_name():
    person = parse_person("Jordan Avery, PT", credentials="PT, DPT, QQX")
    assert [credential.code for credential in person.credentials] == ["PT", "DPT"]
    assert person.unknown == ("QQX",)


def test_a_name_of_one_word_is_a_given_name_and_a_problem():
    person = parse_person("Avery")
    assert (person.name, person.problems) == (PersonName(given="Avery"), ("name/one_word",))


@pytest.mark.parametrize("text", ["", "  ", "---", "123", "<script></script>", "(he/him)"])
def test_what_holds_no_name_is_a_problem(text):
    person = parse_person(text)
    assert (person.name, person.problems) == (None, ("name/unreadable",))


def test_a_page_in_the_field_of_a_name_is_a_problem_and_its_credentials_are_read():
    person = parse_person("x " * 200, credentials="PT")
    assert (person.name, person.problems) == (None, ("name/too_long",))
    assert [credential.code for credential in person.credentials] == ["PT"]


@pytest.mark.parametrize(
    "text", ["Mountain Acupuncture Clinic", "AVERY CHIROPRACTIC, P.C.", "Jordan Avery Physical Therapy"]
)
def test_an_organization_is_no_person_and_a_problem(text):
    person = parse_person(text, credentials="PT")
    assert (person.name, person.problems) == (None, ("name/organization",))
    assert [credential.code for credential in person.credentials] == ["PT"]


@pytest.mark.parametrize("text", ["Level II Dry Needling", "Dry Needling", "Trigger Point Dry Needling", "IMS", "TPDN"])
def test_words_of_the_technique_behind_a_name_show_nothing(text):
    person = parse_person(f"Jordan Avery, PT, {text}")
    assert not any(credential.shows_dry_needling for credential in person.credentials)


@pytest.mark.parametrize("order", [True, False])
def test_letters_that_are_names_stay_names_without_a_sign(order):
    person = parse_person("DO, KIM" if order else "Kim Do", family_first=order)
    assert (person.name, person.credentials) == (PersonName(given="Kim", family="Do"), ())


GIVEN = st.sampled_from(["Jordan", "Nadia", "Tomás", "Bridget", "Zoë", "Ravi"])
FAMILY = st.sampled_from(["Avery", "Okonkwo", "Hartwell", "O'Neill", "McDonald", "de la Cruz", "Smith-Ortega"])
LETTERS = st.lists(st.sampled_from(["PT", "DPT", "OCS", "FAAOMPT", "DC", "CSCS", "OTR/L"]), max_size=4, unique=True)


@given(GIVEN, FAMILY, LETTERS)
def test_both_orders_and_both_cases_give_one_name(given_name, family, letters):
    tail = "".join(f", {code}" for code in letters)
    readings = [
        parse_person(f"{given_name} {family}{tail}"),
        parse_person(f"{family}, {given_name}{tail}", family_first=True),
        parse_person(f"{family}, {given_name}".upper(), credentials=", ".join(letters), family_first=True),
    ]
    assert {reading.name for reading in readings} == {PersonName(given=given_name, family=family)}
    for reading in readings:
        assert [credential.code for credential in reading.credentials] == letters


@given(st.text(max_size=320), st.text(max_size=60), st.booleans())
def test_no_text_is_too_odd(text, letters, family_first):
    person = parse_person(text, credentials=letters, family_first=family_first)
    assert person.name is None or person.name.given
    assert (person.name is None) == bool(
        {"name/unreadable", "name/organization", "name/too_long"} & set(person.problems)
    )
