import pytest

from index.records import PracticeLocation, Precision
from tests.builders import NPI_1, TOLL_FREE, clinic_listing, listing, location, phone
from tests.index.providers.said import folded


def towns(*listings, **more):
    return [practice.location for practice in folded(*listings, **more).practices]


def at(key, *places):
    return listing(key, places=places)


FULL = location(phone=phone("12"), organization="Example PT")


@pytest.mark.parametrize(
    "other",
    [
        location("100 EXAMPLE STREET", unit="Ste 4"),
        location("100 N Example St.", zip=""),
        location("", zip="", phone=phone("12")),
        location("", "", "", "", phone=phone("12")),
        location("", zip="", organization="Example Physical Therapy, LLC"),
        location("", "", "", "81201"),
        location("", zip=""),
    ],
    ids=["unit", "no zip", "phone in town", "phone alone", "organization", "zip alone", "town alone"],
)
def test_two_spellings_of_one_place_are_one(other):
    (one,) = towns(at("list/1", FULL), at("site/1", other))
    assert (one.street, one.city, one.zip, one.phone) == ("100 Example St", "Salida", "81201", phone("12"))


@pytest.mark.parametrize(
    "other",
    [
        location("102 Example St"),
        location("100 Example St", "Reno", "NV", "89501"),
        location("", zip="81211"),
        location("", "Reno", "NV", "", phone=phone("12")),
    ],
    ids=["next door", "another town", "another zip", "its phone in another town"],
)
def test_places_apart_stay_apart(other):
    assert len(towns(at("list/1", FULL), at("site/1", other))) == 2


def test_a_town_that_fits_two_addresses_joins_neither():
    two = at("list/1", FULL, location("2 Second St"))
    assert [one.street for one in towns(two, at("site/1", location("", zip="")))] == [
        "100 Example St",
        "2 Second St",
        "",
    ]


def test_a_clinic_or_person_without_a_known_place_has_an_empty_one():
    assert towns(at("list/1")) == [PracticeLocation()]
    assert towns(clinic_listing("list/1", places=[PracticeLocation()])) == [PracticeLocation()]


def test_the_shown_place_takes_each_value_from_the_listing_that_is_trusted_first():
    register = listing(
        "npi_registry/1", npi=NPI_1, places=[location(unit="Apt 9", phone=phone("55"), organization="OLD")]
    )
    site = at("site/1", location("100 Example Street", unit="Ste 2", phone=phone("12")))
    (one,) = towns(register, site)
    assert (one.street, one.unit, one.phone, one.organization) == ("100 Example Street", "Ste 2", phone("12"), "OLD")


def test_rank_of_a_source_decides_before_its_name():
    first, second = at("a_list/1", location(phone=phone("11"))), at("b_list/1", location(phone=phone("22")))
    assert towns(first, second)[0].phone == phone("11")
    assert towns(first, second, rank={"b_list": 60})[0].phone == phone("22")


def test_a_practices_own_phone_is_shown_before_a_toll_free_one():
    (one,) = towns(at("a_list/1", location(phone=TOLL_FREE)), at("b_list/1", location(phone=phone("22"))))
    assert one.phone == phone("22")


def test_the_most_exact_coordinate_is_shown():
    rough = location(latitude=38.5, longitude=-106.0, precision=Precision.ZIP)
    exact = location(latitude=38.53, longitude=-105.99, precision=Precision.ADDRESS)
    (one,) = towns(at("a_list/1", rough), at("b_list/1", exact))
    assert (one.latitude, one.longitude, one.precision) == (38.53, -105.99, Precision.ADDRESS)


def test_a_point_outside_the_shown_state_is_not_shown_and_the_next_best_is():
    rough = location(latitude=38.5, longitude=-106.0, precision=Precision.ZIP)
    astray = location(latitude=38.5, longitude=-109.9, precision=Precision.ADDRESS)
    (one,) = towns(at("a_list/1", rough), at("b_list/1", astray))
    assert (one.latitude, one.longitude, one.precision) == (38.5, -106.0, Precision.ZIP)
    (one,) = towns(at("b_list/1", astray))
    assert (one.latitude, one.longitude, one.precision) == (None, None, Precision.NONE)


def test_the_best_known_place_comes_first_and_a_registers_last():
    register = listing("npi_registry/1", npi=NPI_1, places=[location("9 Old Rd", "Reno", "NV", "89501")])
    assert [one.city for one in towns(register, at("site/1", FULL))] == ["Salida", "Reno"]
