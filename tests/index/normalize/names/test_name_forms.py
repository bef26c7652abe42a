"""Names as registers and directories write them: letters in between, titles, generations, brackets, two families."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.normalize.credentials import parse_credentials
from index.normalize.names.name import parse_person
from index.records import PersonName


def read(text, *, family_first=False):
    parsed = parse_person(text, family_first=family_first)
    return parsed.name, [credential.code for credential in parsed.credentials], parsed.unknown


@pytest.mark.parametrize(
    ("text", "given_name", "family", "codes"),
    [
        ("Hollis PT, Warren", "Warren", "Hollis", ["PT"]),
        ("HOLLIS PT, WARREN", "Warren", "Hollis", ["PT"]),
        ("hollis pt, warren", "Warren", "Hollis", ["PT"]),
        ("Vale, PT, Warren", "Warren", "Vale", ["PT"]),
        ("Thomas PT, Ida", "Ida", "Thomas", ["PT"]),
        ("Hollis PT, DPT, OCS, Zorbel", "Zorbel", "Hollis", ["PT", "DPT", "OCS"]),
        ("Van Dyke L.Ac., Quillan", "Quillan", "Van Dyke", ["L.Ac."]),
        ("Montoya y Prado DC, Ines", "Ines", "Montoya y Prado", ["DC"]),
        ("Garcia Lopez PT, Juan", "Juan", "Garcia Lopez", ["PT"]),
        ("Garcia Lopez, PT, Juan", "Juan", "Garcia Lopez", ["PT"]),
        ("Hollis P.T.,A.T.,C., Warren", "Warren", "Hollis", ["PT", "ATC"]),
        ("Li LAc, Bin", "Bin", "Li", ["L.Ac."]),
        ("HOLLIS DO, WARREN", "Warren", "Hollis", ["DO"]),
        ("HOLLIS PA, QUILLAN", "Quillan", "Hollis", ["PA"]),
        ("Marsh OTR/L, Ida", "Ida", "Marsh", ["OTR/L"]),
        ("Marsh, D.C., Dr. Ida", "Ida", "Marsh", ["DC"]),
    ],
)
def test_letters_between_family_and_given_name_are_known_by_their_form(text, given_name, family, codes):
    assert read(text) == (PersonName(given=given_name, family=family), codes, ())


def test_a_register_with_letters_in_its_field_of_the_family_name():
    assert read("YOST PT, IDA", family_first=True) == (PersonName(given="Ida", family="Yost"), ["PT"], ())
    assert read("YOST, PT, IDA M", family_first=True)[0] == PersonName(given="Ida", middle="M", family="Yost")
    assert read("MA DC, LINH", family_first=True) == (PersonName(given="Linh", family="Ma"), ["DC"], ())


@pytest.mark.parametrize("text", ["Hollis, PT, Director", "Hollis PT, Owner"])
def test_an_office_behind_letters_is_no_given_name(text):
    assert read(text)[0] == PersonName(given="Hollis")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Ida Vale Ph. D. PT", ["PhD", "PT"]), ("Ida Vale Ph. D., PT", ["PhD", "PT"]),
        ("Ida Vale, D. P. T.", ["DPT"]),
        ("Ida Vale M. S. PT", ["MS", "PT"]), ("Ida Vale Psy. D. OT", ["PsyD", "OTR/L"]),
        ("Ida Vale Lic. Ac.", ["L.Ac."]), ("Ida Vale, Lic Ac", ["L.Ac."]), ("Ida Vale, LIC.AC.", ["L.Ac."]),
        ("Ida Vale D. Ac. L. Ac.", ["DAc", "L.Ac."]), ("Ida Vale M. Ed. ATC", ["MEd", "ATC"]),
    ],
)  # fmt: skip
def test_degrees_with_blanks_invent_no_license(text, codes):
    assert read(text) == (PersonName(given="Ida", family="Vale"), codes, ())


def test_a_letter_before_a_license_makes_no_degree_of_it():
    assert read("Ida Vale D. PT") == (PersonName(given="Ida", family="Vale"), ["PT"], ("D.",))
    assert read("Ida Vale, D. PT") == (PersonName(given="Ida", family="Vale"), ["PT"], ("D.",))


@pytest.mark.parametrize(
    ("letters", "codes", "unknown"),
    [
        ("D.C., P.A.", ["DC"], ()), ("PT PA", ["PT"], ("PA",)), ("M.D., P.A.", ["MD"], ()),
        ("L.Ac., PA", ["L.Ac."], ("PA",)),
        ("PA", ["PA"], ()), ("P.A.", ["PA"], ()), ("PT, PA-C", ["PT", "PA-C"], ()), ("MS, PA", ["MS", "PA"], ()),
        ("PT, MPAS, PA", ["PT", "MPAS", "PA"], ()), ("PA, DC", ["PA", "DC"], ()), ("D.C., P.C.", ["DC"], ()),
        ("PT, Physician Assistant", ["PT", "PA"], ()),
    ],
)  # fmt: skip
def test_pa_behind_another_license_is_the_form_of_a_firm(letters, codes, unknown):
    assert read(f"Warren Hollis, {letters}")[1:] == (codes, unknown)
    found, left = parse_credentials(letters)
    assert ([credential.code for credential in found], left) == (codes, unknown)


@pytest.mark.parametrize(
    "nothing", ["N/A", "n/a", "NA", "None", "none", "-", "--", "n.a.", "NULL", "Not applicable", "."]
)
def test_a_field_that_says_it_has_no_credentials_has_none(nothing):
    assert parse_credentials(nothing) == ((), ())
    assert parse_person("Ida Vale", credentials=nothing) == parse_person("Ida Vale")


@pytest.mark.parametrize("text", ["Ida Vale, N/A", "Vale, Ida, None", "Ida Vale, N/A, n/a"])
def test_nothing_behind_a_name_is_nothing(text):
    assert read(text) == (PersonName(given="Ida", family="Vale"), [], ())


@pytest.mark.parametrize("text", ["Na Kim", "Kim, Na"])
def test_na_is_a_name_where_a_name_is_due(text):
    assert read(text)[0] == PersonName(given="Na", family="Kim")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Hollis, Warren (Skip), PT", PersonName(given="Warren", family="Hollis", nickname="Skip")),
        ('Warren Hollis "Skip", PT', PersonName(given="Warren", family="Hollis", nickname="Skip")),
        ("Warren Hollis 'Skip', PT", PersonName(given="Warren", family="Hollis", nickname="Skip")),
        ("Warren \u00abSkip\u00bb Hollis, PT", PersonName(given="Warren", family="Hollis", nickname="Skip")),
        ("Warren Hollis (aka Skip), PT", PersonName(given="Warren", family="Hollis", nickname="Skip")),
        ("Warren Hollis (goes by Zorb), PT", PersonName(given="Warren", family="Hollis", nickname="Zorb")),
        ('Hollis "Skip", Warren, PT', PersonName(given="Warren", family="Hollis", nickname="Skip")),
        ('"Skip" Hollis, PT', PersonName(given="Skip", family="Hollis", nickname="Skip")),
        ('"Skip" Warren Hollis, PT', PersonName(given="Warren", family="Hollis", nickname="Skip")),
        ("Vale (Penn), Ida, PT", PersonName(given="Ida", family="Vale", former=("Penn",))),
        ("de la Cruz (Penn), Ida, PT", PersonName(given="Ida", family="de la Cruz", former=("Penn",))),
        ("Warren Hollis (III), PT", PersonName(given="Warren", family="Hollis", generation="III")),
    ],
)
def test_a_name_in_brackets_or_quotes_is_read_by_where_it_is_written(text, right):
    assert read(text) == (right, ["PT"], ())


def test_a_title_that_is_a_name_stays_one_without_a_dot():
    assert read("Dean Hollis")[0] == PersonName(given="Dean", family="Hollis")
    assert read("Major Hollis")[0] == PersonName(given="Major", family="Hollis")


def test_an_office_or_a_town_in_brackets_is_no_nickname():
    assert read("Jordan Avery (Director), PT")[2] == ("Director",)
    assert read("Jordan Avery (Boulder), PT")[2] == ("Boulder",)


@pytest.mark.parametrize(
    "text",
    [
        "The Honorable Ida Marsh, OT", "Rabbi Ida Marsh, OT", "Sr. Ida Marsh, OT", "Lt. Cmdr. Ida Marsh, OT",
        "Marsh, Sr. Ida, OT",
        "Marsh, Lt. Cmdr. Ida, OT", "Lt Col Ida Marsh, OT", "The Rev. Dr. Ida Marsh, OT", "Dr.Ida Marsh, OT",
        "MARSH, RABBI IDA, OT",
        "Hon. Ida Marsh, OT", "Maj. Gen. Ida Marsh, OT", "Lt.Ida Marsh, OT", "Señora Ida Marsh, OT",
        "Pastor Ida Marsh, OT",
    ],
)  # fmt: skip
def test_titles_are_no_names(text):
    assert read(text) == (PersonName(given="Ida", family="Marsh"), ["OTR/L"], ())


@pytest.mark.parametrize(
    ("text", "generation"),
    [
        ("Warren Hollis, V", "V"), ("Warren Hollis V, PT", "V"), ("warren hollis v", "V"), ("Hollis V, Warren", "V"),
        ("Warren Hollis I", "I"), ("Warren Hollis, I, PT", "I"), ("WARREN HOLLIS I", "I"), ("Warren Hollis VI", "VI"),
        ("warren hollis iii", "III"), ("Warren Hollis the Third", "III"), ("Hollis, Jr. Warren", "Jr"),
        ("warren hollis jr", "Jr"),
        ("Hollis Sr., Warren", "Sr"), ("Hollis IV PT, Warren", "IV"),
    ],
)  # fmt: skip
def test_generations_in_every_place_and_case(text, generation):
    assert read(text)[0] == PersonName(given="Warren", family="Hollis", generation=generation)


def test_a_letter_behind_the_given_name_is_an_initial():
    assert read("Hollis, Warren V")[0] == PersonName(given="Warren", middle="V", family="Hollis")
    assert read("HOLLIS WARREN I", family_first=True)[0] == PersonName(given="Warren", middle="I", family="Hollis")
    assert read("Hollis, V")[0] == PersonName(given="V", family="Hollis")
    assert read("Tran, Vi")[0] == PersonName(given="Vi", family="Tran")
    assert read("HOLLIS, WARREN, V", family_first=True)[0].generation == "V"


@pytest.mark.parametrize(
    ("text", "given_name", "family"),
    [
        ("Montoya y Prado, Ines", "Ines", "Montoya y Prado"), ("MONTOYA Y PRADO, INES", "Ines", "Montoya y Prado"),
        ("Montoya y Prado, Dr. Ines", "Ines", "Montoya y Prado"), ("Prado e Silva, Ines", "Ines", "Prado e Silva"),
        ("Ines Montoya y Prado", "Ines", "Montoya y Prado"), ("Ines Prado e Silva", "Ines", "Prado e Silva"),
        ("Vale i Prado, Ines", "Ines", "Vale i Prado"), ("de la Cruz y Prado, Ines", "Ines", "de la Cruz y Prado"),
    ],
)  # fmt: skip
def test_two_family_names_joined_by_a_small_word_are_one_persons(text, given_name, family):
    assert read(text) == (PersonName(given=given_name, family=family), [], ())


def test_a_capital_between_two_names_is_an_initial():
    name = PersonName(given="Joseph", middle="E", family="Avery")
    assert read("Joseph E Avery, CHX") == (name, [], ("CHX",))


@pytest.mark.parametrize(
    ("text", "given_name", "family"),
    [
        ("Bin Li", "Bin", "Li"), ("Di Wang", "Di", "Wang"), ("Van Tran", "Van", "Tran"), ("Do Kim", "Do", "Kim"),
        ("San Kim", "San", "Kim"), ("Al Amin", "Al", "Amin"), ("Mac Smith", "Mac", "Smith"), ("El Kim", "El", "Kim"),
        ("De Anna Smith", "De Anna", "Smith"), ("De Shawn Brown", "De Shawn", "Brown"), ("DE ANNA SMITH",
        "De Anna", "Smith"),
        ("Mc Kenzie Jones", "Mc Kenzie", "Jones"), ("El Hadji Diop", "El Hadji", "Diop"), ("La Toya van Dyke",
        "La Toya", "van Dyke"),
        ("Smith, De Anna", "De Anna", "Smith"), ("Kim Do", "Kim", "Do"), ("Linh Ma", "Linh", "Ma"), ("Kim Ng",
        "Kim", "Ng"),
        ("Hannah Pa", "Hannah", "Pa"), ("Kim Ot", "Kim", "Ot"), ("Van Van Dyke", "Van", "Van Dyke"),
        ("D' Amato, Luciano", "Luciano", "D'Amato"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("letters", ["", "LAc", "LAC", "L.Ac.", "L. Ac.", "Lic. Ac.", "Lic Ac", "Lic.Ac."])
def test_a_name_does_not_start_with_a_particle(text, given_name, family, letters):
    written = f"{text}, {letters}" if letters else text
    assert read(written) == (PersonName(given=given_name, family=family), ["L.Ac."] if letters else [], ())


def test_the_first_of_three_words_may_look_like_a_particle():
    assert read("Da Wei Li, DAc") == (PersonName(given="Da", middle="Wei", family="Li"), ["DAc"], ())


GIVEN = st.sampled_from(["Warren", "Ida", "Zoë", "Quillan", "Thuy", "Jean-Luc", "Bin", "Van"])
FAMILY = st.sampled_from(["Hollis", "Marsh", "O'Neill", "de la Cruz", "Nguyen", "Montoya y Prado", "Vale-Penn"])
LETTERS = st.lists(st.sampled_from(["PT", "DPT", "OCS", "DC", "ATC", "OTR/L"]), min_size=1, max_size=3, unique=True)


@given(GIVEN, FAMILY, LETTERS, st.booleans(), st.booleans(), st.booleans())
def test_letters_on_either_side_of_the_comma_give_one_reading(given_name, family, letters, commas, upper, register):
    between = "".join(f", {code}" for code in letters) if commas else f" {' '.join(letters)}"
    text = f"{family}{between}, {given_name}"
    name, codes, unknown = read(text.upper() if upper else text, family_first=register)
    assert (name, codes, unknown) == (PersonName(given=given_name, family=family), letters, ())


INVISIBLE = st.sampled_from(["\u200b", "\u00ad", "\u2060", "\ufeff", ""])
BLANK = st.sampled_from([" ", "\u00a0", "\u2009", "  ", "\u202f", " \u200b"])


@given(st.data())
def test_invisible_and_typographic_characters_change_no_reading(data):
    text = data.draw(st.sampled_from([
        "Hollis PT, Warren", 'Warren "Skip" Hollis, PT', "Patrick O'Neill & Ida Marsh, DC", "Bin Li, LAc",
        "Ida Vale Ph. D. PT",
    ]))  # fmt: skip
    pieces = [data.draw(BLANK) if letter == " " else letter + data.draw(INVISIBLE) for letter in text]
    quotes = data.draw(st.sampled_from(["''", "\u2019\u2019", "\u02bc\u02bc"]))
    odd = "".join(pieces).replace("'", quotes[0])
    for mark in "\u201c\u201d" if data.draw(st.booleans()) else '""':
        odd = odd.replace('"', mark, 1)
    assert parse_person(odd) == parse_person(text)
