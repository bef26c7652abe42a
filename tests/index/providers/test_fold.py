from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.providers import NothingToMergeError
from index.records import Clinic, CredentialKind, PersonName, Practitioner, Profession
from tests.builders import (
    NPI_1,
    NPI_2,
    READ,
    clinic_listing,
    course,
    credential,
    license_held,
    listing,
    location,
    phone,
    seen,
)
from tests.index.providers.said import COURSE, DECLINES, LETTERS, OFFERS, folded


def test_a_person_is_a_practitioner_and_a_place_a_clinic():
    assert isinstance(folded(listing("list/1")), Practitioner)
    assert isinstance(folded(clinic_listing("list/1")), Clinic)


def test_everything_that_any_listing_lists_is_there_once_and_in_order():
    therapist = license_held()
    one = listing(
        "list/1",
        credentials=(COURSE, LETTERS),
        unknown_credentials=("XYZ",),
        licenses=(therapist,),
        conditions=("neck-pain", "headache"),
        professions=(Profession.ACUPUNCTURIST, Profession.PHYSICAL_THERAPIST),
    )
    named = course(raw="CertDN", issuer="A school")
    other = listing(
        "site/1",
        credentials=(credential("PT", CredentialKind.LICENSE, raw="P.T."), named),
        unknown_credentials=("ABC", "XYZ"),
        licenses=(therapist,),
        conditions=("headache",),
    )
    provider = folded(one, other)
    assert [held.raw for held in provider.credentials] == ["P.T.", "OCS", "CertDN"]
    assert provider.unknown_credentials == ("ABC", "XYZ")
    assert provider.licenses == (therapist,)
    assert provider.conditions == ("headache", "neck-pain")
    assert provider.professions == (Profession.PHYSICAL_THERAPIST, Profession.ACUPUNCTURIST)


def test_taxonomies_are_there_once_with_a_claim_of_each_and_the_primary_one_first():
    record = listing("npi_registry/1", taxonomies=("225X00000X", "111N00000X"))
    file = listing("nppes_file/1", taxonomies=("225X00000X", "225100000X"))
    site = listing("site/1")
    assert folded(site).taxonomies == ()
    provider = folded(record, file, site)
    assert provider.taxonomies == ("225X00000X", "111N00000X", "225100000X")
    stated = {(claim.value, claim.source) for claim in provider.claims if claim.field == "taxonomy"}
    assert stated == {
        ("225X00000X", "npi_registry"),
        ("111N00000X", "npi_registry"),
        ("225X00000X", "nppes_file"),
        ("225100000X", "nppes_file"),
    }
    plain = folded(*(seen(replace(one, taxonomies=())) for one in (record, file, site)))
    assert replace(provider, taxonomies=(), claims=plain.claims) == plain


def test_the_name_shown_is_the_persons_own_spelling_and_the_others_stay_as_claims():
    register = listing("npi_registry/1", "Jordan", middle="Lee", npi=NPI_1)
    capitals, initial = listing("a_list/1", name="JORDAN AVERY"), listing("b_list/1", "J.")
    site = listing("site/1")
    provider = folded(register, capitals, initial, site)
    assert (provider.name, provider.person) == ("Jordan Avery", PersonName(given="Jordan", family="Avery"))
    names = {claim.value for claim in provider.claims if claim.field == "name"}
    assert names == {"Jordan Lee Avery", "JORDAN AVERY", "J. Avery", "Jordan Avery"}


def test_the_registers_npi_comes_before_a_typed_one():
    assert folded(listing("a_list/1", npi=NPI_2), listing("npi_registry/1", npi=NPI_1)).npi == NPI_1
    assert folded(listing("a_list/1", npi=NPI_2)).npi == NPI_2


def test_a_deactivated_record_never_counts():
    gone = listing("npi_registry/1", npi=NPI_1, deactivated=True, statements=(OFFERS,))
    assert folded(gone, listing("site/1")).npi == ""
    with pytest.raises(NothingToMergeError, match="leave it out"):
        folded(gone)


def test_what_a_good_run_found_is_shown_before_what_it_no_longer_found():
    gone = seen(listing("a_list/1", website="https://old.example"), missing=READ)
    assert folded(gone, listing("b_list/1", website="https://new.example")).website == "https://new.example"
    assert folded(gone).website == "https://old.example"


def test_claims_are_all_there_in_order():
    provider = folded(listing("site/1", places=[location(phone=phone("12"))]), listing("list/1"))
    assert [(claim.field, claim.source) for claim in provider.claims] == [
        ("address", "site"),
        ("name", "list"),
        ("name", "site"),
        ("phone", "site"),
        ("profession", "list"),
        ("profession", "site"),
    ]
    assert provider.sources == ("list", "site")


PLACES = st.sampled_from(
    [
        location(phone=phone("12")),
        location(unit="9"),
        location("", phone=phone("12")),
        location("2 Second St", zip=""),
        location(""),
        location("", "", "", "81201"),
        location("9 Far Rd", "Reno", "NV", "89501"),
    ]
)
LISTINGS = st.lists(
    st.builds(
        lambda number, source, missing, **more: seen(listing(f"{source}/{number}", **more), missing=missing),
        number=st.integers(1, 4),
        source=st.sampled_from(["npi_registry", "list", "site"]),
        missing=st.sampled_from([None, READ]),
        given=st.sampled_from(["Jordan", "J.", "JORDAN"]),
        places=st.lists(PLACES, max_size=3),
        statements=st.lists(st.sampled_from([OFFERS, DECLINES]), max_size=2),
        credentials=st.lists(st.sampled_from([COURSE, LETTERS]), max_size=2).map(tuple),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda one: (one.listing.source, one.listing.source_id),
)


@settings(max_examples=150, deadline=None)
@given(LISTINGS, st.randoms(use_true_random=False))
def test_the_order_of_the_listings_makes_no_difference(listings, chance):
    shuffled = list(listings)
    chance.shuffle(shuffled)
    assert folded(*shuffled) == folded(*listings)


@settings(max_examples=150, deadline=None)
@given(LISTINGS)
def test_no_source_that_states_a_place_and_no_claim_is_lost(listings):
    provider = folded(*listings)
    stating = {one.listing.source for one in listings if one.listing.locations}
    assert stating <= {source for practice in provider.practices for source in practice.sources}
    assert provider.practices
    kept = {(claim.source, claim.source_id, claim.field) for claim in provider.claims}
    assert kept == {(claim.source, claim.source_id, claim.field) for one in listings for claim in one.claims}
