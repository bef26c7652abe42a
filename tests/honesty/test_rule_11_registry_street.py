"""Rule 11: a street known only from the NPI registry is town and ZIP until something else shares it."""

import pytest

from index.providers import merge, shared_streets
from index.records import Precision
from index.records.codec import to_json
from tests.builders import NPI_1, NPI_2, clinic_listing, listing, location, seen

HOME = location("100 Example St", unit="Apt 4", latitude=38.53, longitude=-105.99, precision=Precision.ADDRESS)
ALONE = listing("npi_registry/1", npi=NPI_1, places=[HOME])


def published(*others, own=()):
    """The practice of the registered person, where `others` are other people's listings and `own` the person's."""
    everything = [seen(one) for one in (ALONE, *own, *others)]
    provider = merge("aaaaaaaaaa", [seen(one) for one in (ALONE, *own)], shared_streets(everything))
    return provider, provider.practices[0]


def test_a_street_that_only_the_registry_knows_is_nowhere_in_what_is_published():
    provider, practice = published()
    assert practice.street_withheld
    assert (practice.location.street, practice.location.unit) == ("", "")
    assert (practice.location.city, practice.location.zip) == ("Salida", "81201")
    assert practice.location.precision is Precision.NONE
    assert [claim.value for claim in provider.claims if claim.field == "address"] == ["Salida, CO 81201"]
    assert not any(part in to_json(provider) for part in ("Example St", "Apt 4", "38.53", "105.99"))


def test_the_middle_of_the_zip_code_may_be_shown():
    rough = location("100 Example St", latitude=38.5, longitude=-106.0, precision=Precision.ZIP)
    home = listing("npi_registry/1", npi=NPI_1, places=[rough])
    practice = merge("aaaaaaaaaa", [seen(home)], frozenset()).practices[0]
    assert (practice.location.street, practice.location.precision) == ("", Precision.ZIP)
    assert (practice.location.latitude, practice.location.longitude) == (38.5, -106.0)


@pytest.mark.parametrize(
    ("others", "own"),
    [
        ([], [listing("site/1", places=[location("100 EXAMPLE STREET", unit="4")])]),
        ([listing("list/5", "Casey", "Stone", places=[location("100 Example St", unit="Apt 4")])], []),
        ([clinic_listing("npi_registry/9", npi=NPI_2, places=[location("100 Example St", unit="APT 4")])], []),
        ([listing("npi_registry/2", "Casey", "Stone", npi=NPI_2, places=[location("100 Example St", unit="#4")])], []),
    ],
    ids=["second source", "another's listing", "organization", "second practitioner"],
)
def test_a_street_that_something_else_shares_is_shown(others, own):
    _, practice = published(*others, own=own)
    assert not practice.street_withheld
    assert practice.location.street.upper().startswith("100 EXAMPLE ST")


@pytest.mark.parametrize(
    "other",
    [
        listing("nppes_file/1", npi=NPI_1, places=[HOME]),
        listing("npi_registry/2", "Casey", "Stone", npi=NPI_2, places=[location("100 Example St", unit="Apt 9")]),
        listing("npi_registry/2", "Casey", "Stone", npi=NPI_2, places=[location("102 Example St", unit="Apt 4")]),
        listing(
            "npi_registry/2", "Casey", "Stone", npi=NPI_2, places=[location("100 Example St", "Reno", "NV", "89501")]
        ),
        clinic_listing("site/1", places=[location("100 Example St", unit="Ste 1")]),
        listing("site/1", "Casey", "Stone", deactivated=True, places=[HOME]),
    ],
    ids=["same person, second register", "neighbor", "next door", "another town", "shop downstairs", "deactivated"],
)
def test_a_neighbor_or_a_second_register_row_of_the_same_person_shares_nothing(other):
    _, practice = published(other)
    assert practice.street_withheld


def test_an_organizations_own_street_is_never_withheld():
    office = clinic_listing("npi_registry/9", npi=NPI_2, places=[location()])
    provider = merge("aaaaaaaaaa", [seen(office)], shared_streets([seen(office)]))
    assert provider.practices[0].location.street == "100 Example St"
