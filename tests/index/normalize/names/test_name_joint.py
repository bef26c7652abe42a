import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.normalize.names.name import JOINT, LETTERS_OF_SEVERAL, parse_person


def people(text, *, family_first=False, credentials=""):
    """Return "Given Middle Family: codes" of each person of a field."""
    parsed = parse_person(text, family_first=family_first, credentials=credentials)
    return [one_line(person) for person in (parsed, *parsed.others)]


def one_line(person):
    name, codes = person.name, " ".join(credential.code for credential in person.credentials)
    shown = " ".join(part for part in (name.given, name.middle, name.family, name.generation) if part)
    return f"{shown}: {codes}" if codes else shown


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Warren Hollis, PT; Ida Marsh, DC", ["Warren Hollis: PT", "Ida Marsh: DC"]),
        ("Warren Hollis, PT and Ida Marsh, DPT", ["Warren Hollis: PT", "Ida Marsh: DPT"]),
        ("Warren Hollis PT & Ida Marsh DPT", ["Warren Hollis: PT", "Ida Marsh: DPT"]),
        ("Warren Hollis, PT / Ida Marsh, DC", ["Warren Hollis: PT", "Ida Marsh: DC"]),
        ("Warren Hollis, PT with Ida Marsh, DC", ["Warren Hollis: PT", "Ida Marsh: DC"]),
        ("Warren Hollis, PT | Ida Marsh, DC", ["Warren Hollis: PT", "Ida Marsh: DC"]),
        ("Warren Hollis, PT, Ida Marsh, DC", ["Warren Hollis: PT", "Ida Marsh: DC"]),
        ("Warren Hollis, PT<br>Ida Marsh, DC", ["Warren Hollis: PT", "Ida Marsh: DC"]),
        ("Warren Hollis (PT) & Ida Marsh (DC)", ["Warren Hollis: PT", "Ida Marsh: DC"]),
        ("Carlos Montoya, PT y Ana Prado, DC", ["Carlos Montoya: PT", "Ana Prado: DC"]),
        ("Thuy Nguyen, L.Ac. + Quillan Marsh, DC, CCSP", ["Thuy Nguyen: L.Ac.", "Quillan Marsh: DC CCSP"]),
        ("Warren Hollis PT, Ida Marsh DC", ["Warren Hollis: PT", "Ida Marsh: DC"]),
        ("Warren Hollis PT Ida Marsh DC", ["Warren Hollis: PT", "Ida Marsh: DC"]),
        ("Zorbel Hollis PT, Quillan Marsh DC", ["Zorbel Hollis: PT", "Quillan Marsh: DC"]),
        ("Hollis PT, Warren & Marsh DC, Ida", ["Warren Hollis: PT", "Ida Marsh: DC"]),
        ("Bin Li, LAc & Di Wang, LAc", ["Bin Li: L.Ac.", "Di Wang: L.Ac."]),
        ("Warren Hollis or Ida Marsh", ["Warren Hollis", "Ida Marsh"]),
        ("Warren Hollis/Ida Marsh", ["Warren Hollis", "Ida Marsh"]),
        ("Warren Hollis, PT & Ida Marsh", ["Warren Hollis: PT", "Ida Marsh"]),
        ("Warren Hollis & Ida Marsh, DC", ["Warren Hollis", "Ida Marsh: DC"]),
        ("WARREN HOLLIS PT & IDA MARSH DPT", ["Warren Hollis: PT", "Ida Marsh: DPT"]),
        ("Summit Spine - Warren Hollis, PT & Ida Marsh, DC", ["Warren Hollis: PT", "Ida Marsh: DC"]),
        ("Hollis, Warren, PT; Marsh, Ida, DC", ["Warren Hollis: PT", "Ida Marsh: DC"]),
        ("Warren Hollis, PT, Ida Marsh, DC & Max Vale, LAc", ["Warren Hollis: PT", "Ida Marsh: DC", "Max Vale: L.Ac."]),
    ],
)
def test_a_second_name_ends_the_letters_of_the_first(text, right):
    assert people(text) == right
    assert JOINT in parse_person(text).problems


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Warren & Ida Hollis", ["Warren Hollis", "Ida Hollis"]),
        ("Warren/Ida Hollis", ["Warren Hollis", "Ida Hollis"]),
        ("warren and ida hollis", ["Warren Hollis", "Ida Hollis"]),
        ("Drs. Warren T. & Ida van Dyke", ["Warren T. van Dyke", "Ida van Dyke"]),
        ("Dr. Warren and Mrs. Ida Hollis", ["Warren Hollis", "Ida Hollis"]),
        ("Mary Ann & Bob Hollis", ["Mary Ann Hollis", "Bob Hollis"]),
        ("Hollis, Warren & Ida", ["Warren Hollis", "Ida Hollis"]),
        ("Hollis, Warren, PT & Ida, DC", ["Warren Hollis: PT", "Ida Hollis: DC"]),
        ("Jose y Maria Montoya", ["Jose Montoya", "Maria Montoya"]),
        ("Warren and Ida Hollis and Max Marsh, DC", ["Warren Hollis", "Ida Hollis", "Max Marsh: DC"]),
    ],
)
def test_a_family_name_written_once_is_that_of_its_neighbors(text, right):
    assert people(text) == right


def test_registers_write_the_shared_family_name_first():
    assert people("HOLLIS, WARREN & IDA M", family_first=True) == ["Warren Hollis", "Ida M Hollis"]
    assert people("HOLLIS WARREN & MARSH IDA", family_first=True) == ["Warren Hollis", "Ida Marsh"]


@pytest.mark.parametrize("text", ["Warren Hollis, Ida Marsh, DC", "Zorbel Hollis, Quillan Marsh, DC"])
def test_letters_behind_two_whole_names_without_a_join_are_nobodys(text):
    assert parse_person(text).credentials == ()
    assert parse_person(text).problems == (JOINT, LETTERS_OF_SEVERAL)


@pytest.mark.parametrize("text", ["Warren & Ida Hollis, PT", "Hollis, Warren & Ida, PT", "Warren Hollis & Ida, PT"])
def test_letters_that_may_be_of_either_are_nobodys_and_a_problem(text):
    parsed = parse_person(text)
    assert [one.credentials for one in (parsed, *parsed.others)] == [()] * (1 + len(parsed.others))
    assert parsed.problems == (JOINT, LETTERS_OF_SEVERAL)


def test_a_field_of_credentials_next_to_two_names_is_nobodys_and_a_problem():
    assert people("Warren Hollis, PT; Ida Marsh, DC", credentials="OCS") == ["Warren Hollis: PT", "Ida Marsh: DC"]
    assert parse_person("Warren & Ida Hollis", credentials="PT").problems == (JOINT, LETTERS_OF_SEVERAL)


@pytest.mark.parametrize(
    "text",
    [
        "Mr. and Mrs. Warren Hollis",
        "Warren Hollis & Ida",
        "Warren Hollis and wife",
        "Warren Hollis & Team",
        "Hollis, Warren & Ida Marsh",
    ],
)
def test_where_only_one_name_is_whole_it_is_the_only_one_and_the_field_is_counted(text):
    assert people(text) == ["Warren Hollis"]
    assert parse_person(text).problems == (JOINT,)


@pytest.mark.parametrize("text", ["Hollis, Zorbel & Ida Marsh", "Vale, Quillan & Ida Marsh"])
def test_what_may_be_two_or_three_people_is_nobody_and_counted(text):
    assert parse_person(text).name is None
    assert parse_person(text).problems == ("name/unreadable", JOINT)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Jordan Avery, PT & ATC", "Jordan Avery: PT ATC"),
        ("Jordan Avery, PT and Clinic Director, OCS", "Jordan Avery: PT OCS"),
        ("Jordan Avery, Owner and Physical Therapist", "Jordan Avery: PT"),
        ("Jordan Avery, PT; Clinic Director, OCS", "Jordan Avery: PT OCS"),
        ("Jordan Avery, PT, Clinic Director, OCS", "Jordan Avery: PT OCS"),
        ("Jordan Avery, Hand and Upper Extremity Specialist", "Jordan Avery"),
        ("Jordan Avery, PT & Herbalist", "Jordan Avery: PT"),
        ("Jordan Avery, LAT/ATC", "Jordan Avery: LAT ATC"),
        ("Jose Ortega y Gasset", "Jose Ortega y Gasset"),
        ("Ida Hollis/Marsh, PT", "Ida Hollis/Marsh: PT"),
    ],
)
def test_what_joins_the_words_of_one_person_parts_nobody(text, right):
    assert people(text) == [right]
    assert parse_person(text).problems == ()


@pytest.mark.parametrize(
    "text", ["Hollis and Sons", "Warren Hollis & Associates, PT", "Hollis & Marsh Physical Therapy"]
)
def test_a_firm_of_names_is_nobody(text):
    assert (parse_person(text).name, parse_person(text).problems) == (None, ("name/organization",))


GIVEN = st.sampled_from(["Warren", "Ida", "Zoë", "Quillan", "Thuy", "Mary Ann", "Jean-Luc"])
FAMILY = st.sampled_from(["Hollis", "Marsh", "O'Neill", "Van Dyke", "Nguyen", "Do", "Ortega-Vale"])
LETTERS = st.lists(st.sampled_from(["PT", "DPT", "OCS", "DC", "L.Ac.", "OTR/L"]), min_size=1, max_size=3, unique=True)
PERSON = st.tuples(GIVEN, FAMILY, LETTERS)
JOINS = st.sampled_from([" & ", " and ", "; ", " / ", " with ", ", and ", " + "])


@given(st.lists(PERSON, min_size=2, max_size=4, unique_by=lambda one: one[:2]), JOINS, st.booleans(), st.booleans())
def test_nobody_of_a_joint_field_has_the_letters_of_another(written, join, commas, upper):
    def text_of(given_name, family, letters):
        name = f"{given_name} {family}".upper() if upper and commas else f"{given_name} {family}"
        return f"{name}, {', '.join(letters)}" if commas else f"{name} {' '.join(letters)}"

    parsed = parse_person(join.join(text_of(*one) for one in written))
    read = [
        (person.name.given, person.name.family, [credential.code for credential in person.credentials])
        for person in (parsed, *parsed.others)
    ]
    assert read == [(given_name, family, letters) for given_name, family, letters in written]


@pytest.mark.parametrize(
    "text",
    ["Hollis & Sons", "Hollis & Sons PT", "Hollis and Daughter, DC", "Marsh Bros.", "Hollis & Associates PT, DPT"],
)
def test_a_firm_with_letters_behind_it_is_nobody(text):
    parsed = parse_person(text)
    assert parsed.name is None
    assert parsed.problems == ("name/organization",)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Warren Hollis, PT, and wife Ida Hollis, LMT", ["Warren Hollis: PT", "Ida Hollis: LMT"]),
        ("Warren Hollis, PT & his wife Ida Marsh, DC", ["Warren Hollis: PT", "Ida Marsh: DC"]),
        ("Ida Marsh, DPT and daughter Wren Marsh, PTA", ["Ida Marsh: DPT", "Wren Marsh: PTA"]),
        ("Warren Hollis, PT & Son Vale, LAc", ["Warren Hollis: PT", "Son Vale: L.Ac."]),
    ],
)
def test_a_word_of_kinship_before_a_second_name_is_none_of_it(text, right):
    assert people(text) == right
