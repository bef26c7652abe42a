"""Addresses in one line and in fields, as a crawl and the command `normalize` read them."""

import csv
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.normalize import READERS
from index.normalize.addresses.location import read_address, read_location
from index.normalize.match_keys import words
from index.normalize.text import tidy
from index.places.gazetteer import open_gazetteer
from index.records import ListingKind, RawLocation

GOLD = Path(__file__).parents[1] / "gold_addresses.csv"


def parts(text):
    form = READERS["address"](text)
    return tuple(form[name] for name in ("number", "street", "unit", "city", "state", "zip"))


SALIDA = ("820", "Juniper Ave", "", "Salida", "CO", "81201")


@pytest.mark.parametrize(
    "text",
    [
        "820 Juniper Ave, Salida, CO 81201, Salida, CO 81201",
        "820 Juniper Ave Salida CO 81201 Salida CO 81201",
        "820 Juniper Ave, Salida, CO 81201, Salida, CO",
        "820 Juniper Ave Salida, Salida, CO 81201",
        "820 Juniper Ave, Salida, CO 81201 USA, Salida, CO 81201, United States",
        "820 Juniper Ave, Salida 81201, CO",
        "820 Juniper Ave Salida 81201 CO",
        "820 Juniper Ave 81201 Salida CO",
        "820 Juniper Ave, 81201, Salida, CO",
        "820 Juniper Ave,Salida,CO,81201",
        "820 Juniper Ave ,Salida ,CO ,81201",
        "820 Juniper Ave | Salida | CO | 81201",
        "820 Juniper Ave \u2022 Salida, CO 81201",
        "820 Juniper Ave,,Salida,CO,81201,USA",
        "820 Juniper Ave Salida Co 81201",
        "820 Juniper Ave, Salida, CO 81201, United States, US",
        "820 Juniper Ave, Salida, CO 81201 Phone: (303) 555-0142",
    ],
)
def test_order_commas_and_repeats_of_an_end_do_not_count(text):
    assert parts(text) == SALIDA


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Ste C4 Suite C-4", "Ste C4"),
        ("Ste 12 Ste 12", "Ste 12"),
        ("Suite 12, #12", "Suite 12"),
        ("Suite 4, Unit 5", "Suite 4 Unit 5"),
        ("Bldg 4 Unit 4", "Bldg 4 Unit 4"),
        ("Suites 100 & 200", "Suites 100 & 200"),
        ("SUITES 100 AND 200", "Suites 100 and 200"),
        ("Ste 100-B & 200", "Ste 100-B & 200"),
        ("Suites 1, 2 and 3", "Suites 1, 2 and 3"),
        ("Stes 102 201", "Stes 102 201"),
        ("Units A-C", "Units A-C"),
        ("Rooms 3 & 4", "Rooms 3 & 4"),
        ('Suite "B"', 'Suite "B"'),
        ("Ground Fl", "Ground Fl"),
        ("MS 0515", "MS 0515"),
    ],
)
@pytest.mark.parametrize("form", ["820 Juniper Ave {}, Salida, CO 81201", "820 Juniper Ave, {}, Salida, CO 81201"])
def test_units_stay_whole_and_are_there_once(form, text, unit):
    assert parts(form.format(text)) == ("820", "Juniper Ave", unit, "Salida", "CO", "81201")


@pytest.mark.parametrize(
    ("line", "number", "street"),
    [
        ("14 NE West Ridge Ct", "14", "NE West Ridge Ct"),
        ("14 West Ridge Ct", "14", "West Ridge Ct"),
        ("9 N South Fork La", "9", "N South Fork La"),
        ("3 Embarcadero Center", "3", "Embarcadero Center"),
        ("One World Trade Center", "One", "World Trade Center"),
        ("1 Galleria Tower", "1", "Galleria Tower"),
        ("10 Shopping Center Plaza", "10", "Shopping Center Plaza"),
        ("310 Sample Airport Business Center", "310", "Sample Airport Business Center"),
        ("12 Rural Route 3 Box 45", "12", "Rural Route 3 Box 45"),
        ("456 RR 3", "456", "RR 3"),
        ("R.R. 2 Box 9", "", "R.R. 2 Box 9"),
        ("77 Star Route 1", "77", "Star Route 1"),
        ('618 South "K" St', "618", 'South "K" St'),
        ('618 "Old" Mill Rd', "618", '"Old" Mill Rd'),
        ('618 South K" St', "618", "South K St"),
        ("Sample Medical Center", "", "Sample Medical Center"),
        ("14 Salida Ct", "14", "Salida Ct"),
        ("100 E Colorado Ave", "100", "E Colorado Ave"),
    ],
)
def test_a_street_loses_no_word(line, number, street):
    assert parts(f"{line}, Salida, CO 81201") == (number, street, "", "Salida", "CO", "81201")
    fields = RawLocation(street=line, city="Salida", state="CO", zip="81201")
    address, problems = read_address(fields, open_gazetteer())
    assert (address.street_line, problems) == (" ".join(filter(None, (number, street))), ())


@pytest.mark.parametrize(
    ("text", "city", "state", "code"),
    [
        ("820 Juniper Ave Mount Pleasant SC 29464", "Mount Pleasant", "SC", "29464"),
        ("GRAND JUNCTION 81501 CO", "Grand Junction", "CO", "81501"),
        ("820 Juniper Rd De Kalb IL 60115", "De Kalb", "IL", "60115"),
        ("820 Juniper Rd Truth or Consequences NM 87901", "Truth or Consequences", "NM", "87901"),
        ("820 Juniper Rd Winston Salem NC 27101", "Winston Salem", "NC", "27101"),
        ("123 Calle Luna Apt 4 San Juan PR 00901", "San Juan", "PR", "00901"),
        ("14 Hartford Ct, Hartford, CT 06103", "Hartford", "CT", "06103"),
        ("100 E Virginia, Richmond, VA 23220", "Richmond", "VA", "23220"),
        ("100 Washington Blvd, Washington, DC 20001", "Washington", "DC", "20001"),
        ("100 Example St, Suite 20100, Salida, CO", "Salida", "CO", ""),
    ],
)
def test_a_town_is_read_whole_and_nothing_else_is_one(text, city, state, code):
    assert parts(text)[3:] == (city, state, code)


def fields(**given):
    return read_location(RawLocation(**given), ListingKind.PERSON, open_gazetteer())


@pytest.mark.parametrize(
    "given",
    [
        {"street": "114 Juniper Ave", "street2": "Salida, CO 81201"},
        {"street": "114 Juniper Ave", "street2": "Salida CO", "zip": "81201"},
        {"street": "114 Juniper Ave Salida CO 81201", "city": "Salida", "state": "CO", "zip": "81201"},
        {"street": "114 Juniper Ave, Salida", "city": "Salida", "state": "CO", "zip": "81201, USA"},
        {"street": "114 Juniper Ave", "city": "Salida", "state": "", "zip": "CO 81201"},
        {"street": "114 Juniper Ave", "city": "Salida", "state": "CO", "zip": "81201.0"},
        {"street": "114 Juniper Ave", "city": "Salida", "state": "CO", "zip": "ZIP: 81201"},
        {"street": "114 Juniper Ave", "city": "Salida", "state": "CO", "zip": "U.S. 81201-0001"},
        {"street": "114 Juniper Ave", "street2": "Salida, CO 81201", "city": "Salida"},
        {"street": "114 Juniper Ave, Salida, 81201", "state": "CO"},
        {"street": "114 Juniper Ave", "street2": "Salida", "city": "Salida", "state": "CO", "zip": "81201"},
    ],
)
def test_fields_that_hold_one_another_are_put_right(given):
    location, _ = fields(**given)
    read = (location.street, location.unit, location.city, location.state, location.zip)
    assert read == ("114 Juniper Ave", "", "Salida", "CO", "81201")


@pytest.mark.parametrize("name", ["street2", "street", "address_text"])
@pytest.mark.parametrize("line", ["Phone: (303) 555-0143", "(303) 555-0143", "tel. 303.555.0143", "P 303-555-0143"])
def test_a_phone_among_the_lines_of_an_address_is_the_phone(name, line):
    location, _ = fields(**{"city": "Salida", "state": "CO", "zip": "81201", name: line})
    assert (location.phone.e164, location.street, location.unit) == ("+13035550143", "", "")


def test_a_fax_behind_an_address_is_the_fax_and_a_given_phone_stays():
    location, _ = fields(address_text="114 Juniper Ave, Salida, CO 81201 Fax: 303-555-0144", phone="303-555-0142")
    assert (location.phone.e164, location.fax.e164, location.street) == (
        "+13035550142",
        "+13035550144",
        "114 Juniper Ave",
    )


def left_out(given):
    """Return the words of an address that are in no part of it, where no problem counts them."""
    address, problems = read_address(given, open_gazetteer())
    if "address/words_left_out" in problems:
        return set()
    kept = {word for part in asdict(address).values() for word in words(part)}
    return set(words(tidy(f"{given.street} {given.street2} {given.address_text}"))) - kept


def test_no_word_of_the_gold_list_vanishes_unseen():
    box, country = {"po", "p", "o", "box", "post", "office", "pob", "drawer"}, {"usa", "us", "united", "states"}
    with GOLD.open(newline="", encoding="utf-8") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    for text in texts:
        lost = {word for word in left_out(RawLocation(address_text=text)) if word.isalpha() and len(word) > 2}
        named = {
            "colorado",
            "carolina",
            "fla",
            "virginia",
            "kansas",
            "colorodo",
            "massachusets",
            "ore",
            "puerto",
            "rico",
        }
        assert lost - box - country - named - {"phone", "tel", "ext", "north", "west", "new", "york"} == set(), text


_NAMES = ["Juniper", "West Ridge", "Old Mill", "14th", "NE Sample", "South Fork", "Embarcadero", "Shopping", "Maple"]
_TYPES = ["Ave", "St", "Ct", "Blvd", "Center", "Tower", "Plaza", "Loop", "Terr", "Way", "Pkwy NE", ""]
_UNITS = ["", "Ste 4", "Suite B", "Unit 5 Bldg 2", "#12", "Suites 100 & 200", "2nd Floor", "Ste C4", "Lower Level"]
_TOWNS = [
    ("Salida", "CO", "81201"), ("Mount Pleasant", "SC", "29464"), ("Grand Junction", "CO", "81501"),
    ("King of Prussia", "PA", "19406"), ("Coeur d'Alene", "ID", "83814"), ("St. Louis", "MO", "63101"),
]  # fmt: skip
_FORMS = [
    "{line}, {unit}, {city}, {state} {zip}", "{line} {unit} {city} {state} {zip}", "{line},{unit},{city},{state},{zip}",
    "{line} {unit}, {city} {zip}, {state}", "{line}, {unit}, {city}, {state} {zip}, {city}, {state} {zip}",
    "{line}, {unit}, {city}, {state} {zip}, USA",
]  # fmt: skip


@given(
    number=st.integers(1, 9999),
    name=st.sampled_from(_NAMES),
    kind=st.sampled_from(_TYPES),
    unit=st.sampled_from(_UNITS),
    town=st.sampled_from(_TOWNS),
    form=st.sampled_from(_FORMS),
)
def test_an_address_keeps_all_its_words(number, name, kind, unit, town, form):
    city, state, code = town
    line = " ".join(filter(None, (str(number), name, kind)))
    given_line = RawLocation(address_text=form.format(line=line, unit=unit, city=city, state=state, zip=code))
    address, _ = read_address(given_line, open_gazetteer())
    assert (address.state, address.zip) == (state, code)
    assert left_out(given_line) <= {"usa"}
    given_fields = RawLocation(street=line, street2=unit, city=city, state=state, zip=code)
    assert left_out(given_fields) == set()


@given(st.text(alphabet="12 ,.#&\"'()/|AveSteCOalid-", max_size=60))
def test_no_text_makes_reading_fail_and_none_loses_a_word_unseen(text):
    assert left_out(RawLocation(street=text, city="Salida", state="CO", zip="81201")) <= {"co", "salida", "81201"}
