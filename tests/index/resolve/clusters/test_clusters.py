import pytest

from index.records import CredentialKind, Profession
from index.resolve.clusters.clusters import Member, all_features, cluster
from index.resolve.compare.thresholds import Thresholds
from index.resolve.decisions import Decisions, decided
from tests.builders import (
    NPI_1,
    NPI_2,
    TOLL_FREE,
    clinic_listing,
    course,
    credential,
    listing,
    location,
    phone,
    statement,
)

REGISTERS = frozenset({"npi_registry"})
SALIDA = location(phone=phone("12"))


def clustered(*listings, previous=None, decisions=None):
    result = cluster(all_features(listings, REGISTERS), previous or {}, decisions or Decisions())
    return {frozenset("/".join(features.key) for features in group) for group in result.groups}


def together(*listings, **more):
    return len(clustered(*listings, **more)) == 1


REGISTERED = listing("npi_registry/1", npi=NPI_1, places=[SALIDA])


@pytest.mark.parametrize(
    "other",
    [
        listing("list/1", npi=NPI_1, places=[location("9 Far Rd", "Reno", "NV", "89501")]),
        listing("list/1", places=[location("", phone=phone("12"))]),
        listing("list/1", places=[location("100 EXAMPLE STREET", unit="4")]),
        listing("list/1", "J.", places=[SALIDA]),
        listing("list/1", "Jordan", "Avery-Stone", places=[SALIDA]),
        listing("list/1", "Jordan", "Avery", middle="Lee", places=[SALIDA]),
    ],
    ids=["npi", "phone", "street", "initial", "married", "middle"],
)
def test_one_person_is_found_again(other):
    assert together(REGISTERED, other)


@pytest.mark.parametrize(
    "other",
    [
        listing("npi_registry/2", npi=NPI_2, places=[SALIDA]),
        listing("list/1", "Casey", places=[SALIDA]),
        listing("list/1", "Jordan", "Stone", places=[SALIDA]),
        listing("list/1", places=[location("9 Far Rd", "Reno", "NV", "89501", phone=phone("99"))]),
        listing("list/1", "Casey", npi=NPI_1, places=[SALIDA]),
        clinic_listing("list/1", "Jordan Avery", places=[SALIDA]),
        clinic_listing("list/1", "Jordan Avery", npi=NPI_1, places=[SALIDA]),
    ],
    ids=["two npis", "given name", "family name", "elsewhere", "colleague's page", "clinic", "clinic's npi"],
)
def test_two_are_kept_apart(other):
    assert not together(REGISTERED, other)


def test_father_and_son_at_one_clinic_stay_two():
    father = listing("list/1", generation="Sr", places=[SALIDA])
    son = listing("list/2", generation="Jr", places=[SALIDA])
    assert not together(father, son)


def test_a_third_listing_does_not_chain_two_that_a_veto_holds_apart():
    lee, ray = listing("list/1", middle="Lee", places=[SALIDA]), listing("site/1", middle="Ray", places=[SALIDA])
    between = listing("school/1", places=[SALIDA])
    groups = clustered(lee, ray, between)
    assert not any({"list/1", "site/1"} <= group for group in groups)


def test_a_toll_free_number_alone_links_nobody():
    chain = TOLL_FREE
    assert not together(
        listing("list/1", places=[location("", "", "CO", "", phone=chain)]),
        listing("site/1", places=[location("", "", "CO", "", phone=chain)]),
    )


def test_where_two_registered_people_share_a_name_a_town_does_not_distinguish_them():
    register = [
        listing("npi_registry/1", npi=NPI_1, places=[location("1 First St", zip="81201")]),
        listing("npi_registry/2", npi=NPI_2, places=[location("2 Second St", zip="81201")]),
    ]
    loose = [listing("list/1", places=[location("")]), listing("school/1", places=[location("")])]
    assert all(len(group) == 1 for group in clustered(*register, *loose))
    by_phone = listing("site/1", places=[location("1 First St", phone=phone("77"))])
    assert frozenset({"npi_registry/1", "site/1"}) in clustered(*register, *loose, by_phone)


def test_a_listing_that_fits_two_registered_people_equally_joins_neither():
    register = [listing(f"npi_registry/{n}", npi=npi, places=[SALIDA]) for n, npi in ((1, NPI_1), (2, NPI_2))]
    assert frozenset({"list/1"}) in clustered(*register, listing("list/1", places=[SALIDA]))


def test_professions_that_differ_speak_against_one_person():
    here = [location("")]
    therapist = listing("list/1", places=here)
    assert together(therapist, listing("site/1", places=here))
    assert not together(therapist, listing("site/1", places=here, professions=(Profession.CHIROPRACTOR,)))


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (clinic_listing("site/1", "The Example Physical Therapy, LLC", places=[location("", phone=phone("12"))]), True),
        (clinic_listing("site/1", "Example PT", places=[location("100 Example Street", unit="Ste 9")]), True),
        (
            clinic_listing("site/1", "Example Physical Therapy", places=[location("7 Other Rd", phone=phone("88"))]),
            False,
        ),
        (clinic_listing("site/1", "Other Physical Therapy", places=[SALIDA]), False),
    ],
    ids=["name and phone", "name and street", "name only", "neighbors"],
)
def test_a_clinic_is_known_by_name_and_phone_or_street(other, same):
    assert together(clinic_listing("list/1", places=[SALIDA]), other) is same


def test_one_organization_npi_is_one_clinic():
    one = clinic_listing("list/1", npi=NPI_1, places=[SALIDA])
    assert together(one, clinic_listing("site/1", "Renamed Clinic", npi=NPI_1, places=[location("7 Other Rd")]))


def weakly_together(*listings):
    weak = Thresholds(sure=50.0, only_candidate=-20.0, margin=0.0, doubt=-30.0)
    result = cluster(all_features(listings, REGISTERS), {}, Decisions(), thresholds=weak)
    return len(result.groups) == 1, [doubt.why for doubt in result.doubts]


def test_what_is_said_of_dry_needling_is_put_on_nobody_by_a_weak_link():
    degree = credential("DPT", CredentialKind.DEGREE)
    assert weakly_together(REGISTERED, listing("list/1", places=[SALIDA], credentials=(degree,))) == (True, [])
    kept_apart = (False, ["speaks_of_needling"])
    assert weakly_together(REGISTERED, listing("list/1", places=[SALIDA], credentials=(course("CMTPT"),))) == kept_apart
    assert weakly_together(REGISTERED, listing("list/1", places=[SALIDA], statements=(statement(),))) == kept_apart
    assert together(REGISTERED, listing("list/1", places=[SALIDA], credentials=(course("CMTPT"),)))


def test_one_person_with_two_offices_in_one_directory_is_one():
    offices = [listing(f"list/{n}", places=[location(f"{n} Road", phone=phone("12"))]) for n in (1, 2)]
    assert together(*offices)


def member(listing, provider="aaaaaaaaaa"):
    features = cluster(all_features([listing], REGISTERS), {}, Decisions()).groups[0][0]
    return Member(provider, features.name_key)


def test_who_moved_stays_with_what_the_same_source_id_was_linked_to():
    before = [listing("list/1", places=[SALIDA]), REGISTERED]
    previous = {(one.source, one.source_id): member(one) for one in before}
    moved = listing("list/1", places=[location("9 Far Rd", "Reno", "NV", "89501", phone=phone("99"))])
    assert not together(REGISTERED, moved)
    assert together(REGISTERED, moved, previous=previous)


def test_a_source_id_that_is_given_to_somebody_else_is_a_new_listing():
    previous = {("list", "1"): member(listing("list/1")), ("npi_registry", "1"): member(REGISTERED)}
    assert not together(REGISTERED, listing("list/1", "Casey", "Stone", places=[SALIDA]), previous=previous)


def test_a_new_npi_conflict_parts_what_was_together():
    previous = {("list", "1"): member(listing("list/1")), ("npi_registry", "1"): member(REGISTERED)}
    assert not together(REGISTERED, listing("list/1", npi=NPI_2, places=[SALIDA]), previous=previous)


KEYS = (("list", "1"), ("npi_registry", "1"))


def test_different_parts_and_same_joins_whatever_the_listings_say():
    stranger = listing("list/1", "Casey", "Stone", npi=NPI_2)
    assert together(REGISTERED, stranger, decisions=decided({KEYS: "same"}))
    twin = listing("list/1", places=[SALIDA])
    previous = {KEYS[0]: member(twin), KEYS[1]: member(REGISTERED)}
    assert not together(REGISTERED, twin, previous=previous, decisions=decided({KEYS: "different"}))
    assert together(REGISTERED, twin, decisions=decided({KEYS: "unsure"}))
