import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.normalize.addresses.location import read_location
from index.places.outlines.within import miles_outside
from index.places.states import read_state
from index.records import ListingKind, Phone, Precision, RawLocation
from tests.index.normalize.fake_places import FakePlaces

SALIDA = {"street": "100 Example St", "city": "Salida", "state": "CO", "zip": "81201"}


def read(kind=ListingKind.PERSON, **fields):
    return read_location(RawLocation(**fields), kind, FakePlaces())


def point(**fields):
    location, problems = read(**(SALIDA | fields))
    return location.latitude, location.longitude, location.precision, problems


def test_coordinates_near_the_zip_code_are_taken():
    assert point(latitude="38.5", longitude="-106.1") == (38.5, -106.1, Precision.ADDRESS, ())


@pytest.mark.parametrize(
    ("latitude", "longitude", "problem"),
    [
        ("39.74", "-104.99", "coordinate/far_off"),
        ("0", "0", "coordinate/impossible"),
        ("138.5", "-106.1", "coordinate/impossible"),
        ("-106.1", "38.5", "coordinate/impossible"),
        ("nan", "-106.1", "coordinate/impossible"),
        ("inf", "-106.1", "coordinate/impossible"),
        ("38.5 W", "-106.1 W", "coordinate/unreadable"),
        ("38.5", "", "coordinate/unreadable"),
        ("", "west", "coordinate/unreadable"),
    ],
)
def test_a_bad_coordinate_is_counted_and_the_zip_code_used(latitude, longitude, problem):
    assert point(latitude=latitude, longitude=longitude) == (38.52, -106.0, Precision.ZIP, (problem,))


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [("38,5", "-106,1"), ("38.5", "\u2212106.1"), ("38.5\u00b0 N", "106.1\u00b0 W"), ("38\u00b030'N", "106\u00b06'W")],
)
def test_a_coordinate_counts_however_it_is_written(latitude, longitude):
    assert point(latitude=latitude, longitude=longitude) == (38.5, -106.1, Precision.ADDRESS, ())


def test_within_is_25_miles_from_the_zip_code_or_the_town():
    assert point(latitude="38.17", longitude="-106.0")[2:] == (Precision.ADDRESS, ())  # 24.2 and 24.9 miles
    assert point(latitude="38.15", longitude="-106.0")[2:] == (Precision.ZIP, ("coordinate/far_off",))  # 25.6 and 26.3


def test_without_a_known_zip_code_the_town_counts():
    assert point(zip="81299") == (38.53, -105.99, Precision.PLACE, ("address/zip_unknown",))
    assert point(zip="") == (38.53, -105.99, Precision.PLACE, ())


def test_a_zip_code_of_another_state_is_not_believed():
    assert point(zip="84532") == (38.53, -105.99, Precision.PLACE, ("address/zip_not_in_state",))


def test_nothing_known_is_no_coordinate():
    assert point(city="Nowhere", zip="") == (None, None, Precision.NONE, ("address/no_place",))


def test_a_coordinate_without_anything_to_hold_it_against_is_kept_and_counted():
    assert point(city="Nowhere", zip="", latitude="38.5", longitude="-106.1") == (
        38.5,
        -106.1,
        Precision.ADDRESS,
        ("coordinate/unchecked",),
    )


def test_a_pin_without_an_address_is_a_location():
    location, problems = read(latitude="38.5", longitude="-106.1")
    assert (location.latitude, location.precision, problems) == (38.5, Precision.ADDRESS, ())


def test_a_foreign_location_has_no_coordinates():
    location, problems = read(
        **(SALIDA | {"country": "Canada", "state": "ON", "latitude": "38.5", "longitude": "-106"})
    )
    assert (location.latitude, location.precision) == (None, Precision.NONE)
    assert problems == ("address/foreign",)


@pytest.mark.parametrize("country", ["", "US", "usa", "United States", "PR"])
def test_these_are_the_united_states(country):
    assert "address/foreign" not in read(**(SALIDA | {"country": country}))[1]


def test_an_empty_location_is_none():
    assert read() == (None, ("address/no_place", "location/empty"))


def test_a_po_box_is_no_street():
    location, problems = read(**(SALIDA | {"street": "PO BOX 45"}))
    assert (location.street, location.city, location.precision) == ("", "Salida", Precision.ZIP)
    assert problems == ("address/po_box",)


def test_a_po_box_next_to_a_street_is_left_away():
    location, problems = read(**(SALIDA | {"street2": "P.O. Box 45"}))
    assert (location.street, location.unit, problems) == ("100 Example St", "", ())


@pytest.mark.parametrize(
    ("street", "street2", "line", "unit"),
    [
        ("100 EXAMPLE ST", "STE 2", "100 Example St", "Ste 2"),
        ("100 EXAMPLE ST STE 2", "", "100 Example St", "Ste 2"),
        ("100 EXAMPLE ST", "2A", "100 Example St", "2A"),
        ("100 EXAMPLE ST", "DEPT OF THERAPY", "100 Example St", ""),
        ("EXAMPLE MEDICAL BUILDING", "100 EXAMPLE ST", "100 Example St", ""),
        ("100 W 1ST AVE", "#4", "100 W 1st Ave", "#4"),
        ("Example Medical Arts Building", "", "Example Medical Arts Building", ""),
    ],
)
def test_two_lines_of_a_street_are_read_apart(street, street2, line, unit):
    location, _ = read(**(SALIDA | {"street": street, "street2": street2}))
    assert (location.street, location.unit) == (line, unit)


def test_an_address_in_one_line_fills_what_the_fields_leave_empty():
    location, problems = read(address_text="100 Example St Ste 2, Salida, CO 81201", city="Salida")
    assert (location.street, location.unit, location.city, location.state, location.zip, problems) == (
        "100 Example St",
        "Ste 2",
        "Salida",
        "CO",
        "81201",
        (),
    )


def test_an_address_written_into_the_street_is_taken_apart():
    location, _ = read(street="100 Example St, Salida, CO 81201")
    assert (location.street, location.city, location.state, location.zip) == ("100 Example St", "Salida", "CO", "81201")


def test_a_zip_code_of_nine_digits_and_a_state_in_full_are_read():
    location, problems = read(**(SALIDA | {"zip": "812011234", "state": "Colorado"}))
    assert (location.zip, location.state, problems) == ("81201", "CO", ())


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"zip": "8120"}, "address/zip_unreadable"),
        ({"state": "Coloradoo"}, "address/state_unknown"),
        ({"phone": "call us"}, "phone/unreadable"),
        ({"phone": "555-010-0199"}, "phone/not_a_number_in_use"),
        ({"fax": "000-000-0000"}, "fax/not_a_number_in_use"),
    ],
)
def test_a_bad_field_is_counted_and_loses_nothing_else(fields, problem):
    location, problems = read(**(SALIDA | fields))
    assert problem in problems
    assert (location.street, location.city, location.latitude is not None) == ("100 Example St", "Salida", True)


def test_a_phone_number_keeps_its_extension():
    assert read(**SALIDA, phone="303-555-0112 x4")[0].phone == Phone(e164="+13035550112", extension="4")


def test_of_several_numbers_in_one_field_the_first_that_is_no_fax_is_the_phone():
    assert read(**SALIDA, phone="Fax: (303) 555-0113, Tel. (303) 555-0112")[0].phone == Phone(e164="+13035550112")
    assert read(**SALIDA, phone="(303) 555-0112 / (303) 555-0113")[0].phone == Phone(e164="+13035550112")


def test_a_number_that_is_named_a_fax_is_no_phone():
    location, problems = read(**SALIDA, phone="Fax: (303) 555-0113")
    assert (location.phone, problems) == (None, ("phone/unreadable",))
    assert location.fax == Phone(e164="+13035550113")


@pytest.mark.parametrize(
    ("written", "phone", "fax"),
    [
        ("T: 303-555-0112 F: 303-555-0113", "+13035550112", "+13035550113"),
        ("F. (303) 555-0113 | P. (303) 555-0112", "+13035550112", "+13035550113"),
        ("Fax no: 303.555.0113; tel: 303.555.0112 ext 4", "+13035550112", "+13035550113"),
        ("303 555 0112 303 555 0134", "+13035550112", ""),
        ("303_555_0112", "+13035550112", ""),
        ("1-800-555-0199 or 303-555-0112", "+13035550112", ""),
        ("1-800-555-0199", "+18005550199", ""),
        ("555-010-0199, 303-555-0112", "+13035550112", ""),
    ],
)
def test_a_field_of_several_numbers_gives_a_phone_and_a_fax(written, phone, fax):
    location, _ = read(**SALIDA, phone=written)
    assert location.phone.e164 == phone
    assert (location.fax.e164 if location.fax else "") == fax


def test_a_second_phone_is_counted_and_a_fax_in_its_own_field_wins():
    location, problems = read(**SALIDA, phone="303-555-0112, 303-555-0134, fax 303-555-0113", fax="303-555-0150")
    assert (location.phone.e164, location.fax.e164) == ("+13035550112", "+13035550150")
    assert problems == ("phone/more_than_one",)
    assert read(**SALIDA, phone="303-555-0112, (303) 555-0112 ext. 4")[1] == ("phone/more_than_one",)
    assert read(**SALIDA, phone="303-555-0112, (303) 555-0112")[1] == ()


def test_the_organization_belongs_to_people_only():
    assert read(**SALIDA, organization="Example Therapy ")[0].organization == "Example Therapy"
    assert read(ListingKind.CLINIC, **SALIDA, organization="Example Therapy")[0].organization == ""


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("CO", "CO"), ("co.", "CO"), ("Colo.", "CO"), ("N. Carolina", "NC"), ("D.C.", "DC"), ("Puerto Rico", "PR"),
        ("Fla", "FL"), ("W. Virginia", "WV"), ("", ""), ("ZZ", ""), ("Ontario", ""),
    ],
)  # fmt: skip
def test_states_are_read_as_people_write_them(text, state):
    assert read_state(text) == state


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ({"state": "81201", "zip": "CO"}, ("CO", "81201")),
        ({"state": "81201", "zip": "Colorado"}, ("CO", "81201")),
        ({"state": "", "zip": "Colorado"}, ("CO", "")),
        ({"city": "CO", "state": "Salida"}, ("CO", "81201")),
        ({"state": "CO", "zip": "81201"}, ("CO", "81201")),
    ],
)
def test_state_and_zip_code_in_one_anothers_field_are_put_right(written, read_as):
    location, problems = read(**(SALIDA | written))
    assert (location.state, location.zip) == read_as
    assert problems == ()


def test_a_zip_code_of_another_state_is_counted_and_not_kept():
    location, problems = read(**(SALIDA | {"zip": "84532"}))
    assert (location.zip, location.precision, location.latitude) == ("", Precision.PLACE, 38.53)
    assert problems == ("address/zip_not_in_state",)


@pytest.mark.parametrize("written", [{"state": ""}, {"state": "81201", "zip": ""}])
def test_a_missing_state_is_taken_from_the_zip_code_and_counted(written):
    location, problems = read(**(SALIDA | written))
    assert (location.state, location.zip, problems) == ("CO", "81201", ("address/state_from_zip",))


def test_a_state_is_not_taken_from_a_zip_code_that_the_town_contradicts():
    location, problems = read(**(SALIDA | {"state": "", "zip": "84532"}))
    assert (location.state, "address/state_from_zip" in problems) == ("", False)


def test_a_coordinate_near_the_town_and_far_from_another_towns_zip_code_is_counted_and_not_exact():
    assert point(zip="84532", latitude="38.5", longitude="-106.1") == (
        38.53,
        -105.99,
        Precision.PLACE,
        ("address/zip_not_in_state", "coordinate/contradicted"),
    )


def test_a_coordinate_far_from_the_zip_code_of_a_town_of_the_same_name_in_another_state_is_counted():
    assert point(zip="95368", latitude="38.5", longitude="-106.1") == (
        38.53,
        -105.99,
        Precision.PLACE,
        ("coordinate/contradicted",),
    )


def test_a_zip_code_with_a_digit_too_many_still_casts_doubt():
    assert point(zip="845322", latitude="38.5", longitude="-106.1")[2:] == (
        Precision.PLACE,
        ("address/zip_unreadable", "coordinate/contradicted"),
    )


def test_a_coordinate_outside_the_state_is_counted_and_not_published():
    assert point(city="Nowhere", zip="", latitude="38.5", longitude="-109.9") == (
        None,
        None,
        Precision.NONE,
        ("coordinate/outside_state", "address/no_place"),
    )


@given(
    latitude=st.floats(13, 72), longitude=st.floats(-180, -64), state=st.sampled_from(["CO", "UT", "AK", "HI", "DC"]),
    code=st.sampled_from(["", "81201", "84532"]), city=st.sampled_from(["", "Salida"]),
)  # fmt: skip
def test_no_point_lies_more_than_two_miles_outside_its_state(latitude, longitude, state, code, city):
    location, _ = read(city=city, state=state, zip=code, latitude=str(latitude), longitude=str(longitude))
    if location.latitude is not None:
        assert miles_outside(location.state, location.latitude, location.longitude) <= 2.0
