"""One building, one point; one phone number in it, one organization; a withheld street shares nothing."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.providers import SharedBuildings, merge, shared_streets
from index.providers.trust import Trust
from index.records import Correction, Denied, Precision
from index.records.correction import Sender
from tests.builders import NPI_1, NPI_2, clinic_listing, listing, location, phone, seen

HERE = {"street": "137 Sample Ave", "phone": phone("100")}
EXACT = {"latitude": 38.53, "longitude": -105.99, "precision": Precision.ADDRESS}
NEAR = {"latitude": 38.54, "longitude": -105.98, "precision": Precision.ADDRESS}
ZIP = {"latitude": 38.5, "longitude": -106.0, "precision": Precision.ZIP}


def published(*listings, rank=None, left_out=lambda _: False):
    """The one place of the first listing, published among all of them."""
    everything = [one if hasattr(one, "listing") else seen(one) for one in listings]
    buildings = SharedBuildings(Trust(rank or {}))
    streets = shared_streets(buildings.reading(everything, left_out))
    (practice,) = merge("aaaaaaaaaa", everything[:1], streets, buildings=buildings, rank=rank).practices
    return practice


def point(practice):
    return practice.location.latitude, practice.location.longitude, practice.location.precision


def one(source_id="finder/1", name="Jo Avery", **changes):
    return listing(source_id, name, places=[location(**(HERE | changes))])


def tansy(source_id="sites/2", **changes):
    return clinic_listing(source_id, "Tansy Physical Therapy", places=[location(**(HERE | changes))])


@pytest.mark.parametrize("street", ["137 Sample Ave", "137 SAMPLE AVENUE", "137 Sample Ave."])
def test_a_place_without_a_point_gets_the_building_s(street):
    assert point(published(one(**ZIP), one("finder/2", "Bo Birch", **EXACT, street=street))) == (
        38.53,
        -105.99,
        Precision.ADDRESS,
    )


@pytest.mark.parametrize(
    "changes",
    [{"street": "137 Sample St"}, {"street": "137 N Sample Ave"}, {"street": "139 Sample Ave"}, {"zip": "81211"}],
)
def test_another_street_or_zip_code_shares_no_point(changes):
    assert point(published(one(**ZIP), one("finder/2", "Bo Birch", **(EXACT | changes)))) == (
        38.5,
        -106.0,
        Precision.ZIP,
    )


def test_neighbors_in_one_building_with_other_units_have_one_point():
    assert point(published(one(**ZIP, unit="Ste 1"), one("finder/2", "Bo Birch", **EXACT, unit="Ste 9")))[2] is (
        Precision.ADDRESS
    )


def test_of_two_points_the_better_source_s_is_the_building_s_and_else_the_one_that_more_state():
    two = [one(**EXACT), one("school/2", "Bo Birch", **NEAR)]
    assert point(published(*two, rank={"school": 80}))[:2] == (38.54, -105.98)
    assert point(published(*two, rank={"finder": 80}))[:2] == (38.53, -105.99)
    assert point(published(*two, one("school/3", "Cy Cole", **NEAR)))[:2] == (38.54, -105.98)


def test_a_point_in_another_state_is_nobody_s():
    wrong = {"latitude": 40.7, "longitude": -74.0, "precision": Precision.ADDRESS}
    assert point(published(one(**ZIP), one("finder/2", "Bo Birch", **wrong))) == (38.5, -106.0, Precision.ZIP)


def test_a_deactivated_record_and_one_of_somebody_left_out_share_nothing():
    gone = replace(one("finder/2", "Bo Birch", **EXACT, organization="Tansy PT"), deactivated=True)
    assert point(published(one(**ZIP), gone))[2] is Precision.ZIP
    away = published(one(**ZIP), tansy(), left_out=lambda listed: listed.listing.source_id == "2")
    assert away.location.organization == ""


def test_the_clinic_at_the_same_number_and_address_names_who_names_none_and_the_document_says_so():
    practice = published(one(), tansy())
    assert (practice.location.organization, practice.organization_shared) == ("Tansy Physical Therapy", True)


@pytest.mark.parametrize(
    "others",
    [
        [tansy(phone=phone("101"))],
        [tansy(phone=None)],
        [tansy(street="139 Sample Ave")],
        [tansy(zip="81211")],
        [tansy(), clinic_listing("sites/3", "Another Clinic", places=[location(**HERE)])],
    ],
)
def test_a_building_alone_or_two_names_at_one_number_name_nobody(others):
    practice = published(one(), *others)
    assert (practice.location.organization, practice.organization_shared) == ("", False)


def test_two_spellings_of_one_organization_are_one():
    spelled = clinic_listing("sites/3", "Tansy PT, LLC", places=[location(**HERE)])
    assert published(one(), tansy(), spelled).location.organization == "Tansy PT, LLC"


def test_what_a_source_says_of_the_organization_stays():
    practice = published(one(organization="Own Practice"), tansy())
    assert (practice.location.organization, practice.organization_shared) == ("Own Practice", False)


def test_a_clinic_gets_nobody_s_name():
    assert published(tansy(), one("finder/2", organization="Own Practice")).location.organization == ""


def test_whoever_denied_an_organization_gets_none():
    correction = listing("told_us/1", "", places=[])
    correction = replace(
        correction,
        corrects=Correction(
            by=Sender.PERSON,
            source="finder",
            source_id="1",
            denied=(Denied(field="organization", value="Tansy Physical Therapy"),),
        ),
    )
    everything = [seen(one()), seen(tansy())]
    buildings = SharedBuildings()
    streets = shared_streets(buildings.reading(everything))
    (practice,) = merge("aaaaaaaaaa", [everything[0], seen(correction)], streets, buildings=buildings).practices
    assert practice.location.organization == ""


def test_a_withheld_street_gets_neither_point_nor_name():
    home = listing("npi_registry/1", "Jo Avery", npi=NPI_1, places=[location(**HERE)])
    practice = published(home)
    assert practice.street_withheld
    neighbor = listing(
        "npi_registry/2", "Bo Birch", npi=NPI_2, places=[location(**(HERE | {"street": "139 Sample Ave"}))]
    )
    practice = published(home, neighbor, tansy(street="139 Sample Ave", **EXACT))
    assert practice.street_withheld
    assert (practice.location.street, practice.location.organization) == ("", "")
    assert practice.location.precision is Precision.NONE


STREETS = ["137 Sample Ave", "137 sample avenue", "137 Sample St", "139 Sample Ave", ""]
POINTS = [EXACT, NEAR, ZIP, {}]


@given(
    st.lists(
        st.tuples(st.sampled_from(STREETS), st.sampled_from(["81201", "81211"]), st.sampled_from(POINTS)),
        min_size=2,
        max_size=8,
    ),
    st.randoms(use_true_random=False),
)
def test_whatever_sources_state_a_building_has_one_point_in_any_order(stated, random):
    listings = [
        seen(one(f"finder/{number}", f"Jo Avery{number}", street=street, zip=zip_code, **at))
        for number, (street, zip_code, at) in enumerate(stated)
    ]

    def points(order):
        buildings = SharedBuildings()
        streets = shared_streets(buildings.reading(order))
        found = {}
        for entry in listings:
            shown = merge("aaaaaaaaaa", [entry], streets, buildings=buildings).practices[0].location
            key = (
                (shown.street.lower().replace("avenue", "ave"), shown.zip) if shown.street else entry.listing.source_id
            )
            found.setdefault(key, set()).add((shown.latitude, shown.longitude))
        return found

    once = points(listings)
    shuffled = list(listings)
    random.shuffle(shuffled)
    assert points(shuffled) == once
    exact = {
        (street.lower().replace("avenue", "ave"), zip_code)
        for street, zip_code, at in stated
        if street and at.get("precision") is Precision.ADDRESS
    }
    assert all(len(once[key]) == 1 for key in exact)
