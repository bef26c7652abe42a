import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.corrections.suppression import keys_of, request_keys
from tests.builders import NPI_1, NPI_2, TOLL_FREE, clinic_listing, listing, location, phone

SECRET = b"s" * 32
SALIDA = location(phone=phone("12"))
REMOVED = listing("list/1", "Robert", "Avery-Stone", middle="Lee", npi=NPI_1, places=[SALIDA])


def covered(listing, *, removed=REMOVED, **more):
    return not keys_of(listing, SECRET).isdisjoint(request_keys(removed, SECRET, **more))


RENO = location("9 Far Rd", "Reno", "NV", "89501", phone=phone("99"))


@pytest.mark.parametrize(
    "again",
    [
        listing("site/1", "Casey", "Stone", npi=NPI_1, places=[RENO]),
        listing("site/1", "Robert", "Avery-Stone", places=[location("", "", "", "", phone=phone("12"))]),
        listing("site/1", "ROBERT", "AVERY STONE", middle="L.", places=[location("100 EXAMPLE STREET", unit="Ste 4")]),
        listing("site/1", "Bob", "Stone", generation="Jr", places=[SALIDA]),
        listing("site/1", "Lee", "Avery", places=[SALIDA]),
        listing("site/1", "R.", "Avery", places=[SALIDA]),
        listing("site/1", "Avery-Stone", "Robert", places=[SALIDA]),
        listing("site/1", "Robert", "Avery", places=[location("100 Example St", zip="")]),
        listing("site/1", "Robert", "Avery", places=[location("")]),
    ],
    ids=["npi", "phone", "capitals", "nickname", "middle name", "initial", "order", "no zip", "nothing but a town"],
)
def test_a_removed_person_is_known_again_however_it_is_spelled(again):
    assert covered(again)


@pytest.mark.parametrize(
    "other",
    [
        listing("site/1", "Robert", "Avery", places=[RENO]),
        listing("site/1", "Robert", "Avery", places=[location("9 Other Rd", phone=phone("99"))]),
        listing("site/1", "Robert", "Avery", npi=NPI_2, places=[location("")]),
        listing("site/1", "Rita", "Avery", places=[SALIDA]),
        listing("site/1", "Robert", "Hill", places=[SALIDA]),
        clinic_listing("site/1", "Robert Avery", places=[SALIDA]),
        listing("site/1", "Robert", "Avery"),
    ],
    ids=["elsewhere", "same town, own office", "same town, own npi", "spouse", "colleague", "clinic", "name only"],
)
def test_a_namesake_elsewhere_and_whoever_shares_the_office_stay(other):
    assert not covered(other)


def test_a_strict_request_covers_everybody_of_the_name_in_the_town():
    namesake = listing("site/1", "Robert", "Avery", npi=NPI_2, places=[location("9 Other Rd", phone=phone("99"))])
    assert not covered(namesake)
    assert covered(namesake, strict=True)
    assert not covered(listing("site/1", "Robert", "Avery", places=[RENO]), strict=True)


def test_an_initial_on_the_removed_side_hides_no_other_given_name():
    removed = listing("list/1", "R.", "Avery", places=[SALIDA])
    assert covered(listing("site/1", "R", "Avery", places=[SALIDA]), removed=removed)
    assert not covered(listing("site/1", "Robert", "Avery", places=[SALIDA]), removed=removed)


def test_a_chains_toll_free_number_is_no_key():
    chain = location("", "", "", "", phone=TOLL_FREE)
    assert keys_of(listing("list/1", places=[chain]), SECRET) == frozenset()


def test_a_clinic_is_known_without_its_legal_form():
    removed = clinic_listing("list/1", "Example Physical Therapy", places=[SALIDA])
    assert covered(
        clinic_listing("site/1", "Example PT, LLC", places=[location("", phone=phone("12"))]), removed=removed
    )
    assert not covered(clinic_listing("site/1", "Other PT", places=[SALIDA]), removed=removed)


def test_without_the_secret_the_keys_are_others():
    assert keys_of(REMOVED, SECRET).isdisjoint(keys_of(REMOVED, b"t" * 32))


@given(given_name=st.sampled_from(["Robert", "Bob", "R."]), family=st.text(max_size=12), street=st.text(max_size=20))
def test_whoever_asked_is_covered_by_the_own_request_and_keys_fit_63_bits(given_name, family, street):
    one = listing("list/1", given_name, family, places=[location(street)])
    keys = keys_of(one, SECRET)
    assert all(0 <= key < 2**63 for key in keys)
    town = {key for key in keys if key not in request_keys(one, SECRET)}
    assert town <= request_keys(one, SECRET, strict=True)
    assert not keys or covered(one, removed=one)
