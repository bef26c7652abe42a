from index.resolve.clusters.clusters import all_features
from tests.builders import NPI_1, clinic_listing, listing

REGISTERS = frozenset({"npi_registry"})


def owners(*listings):
    return {"/".join(one.key) for one in all_features(listings, REGISTERS) if one.npi}


def test_the_register_decides_whose_an_npi_is():
    register = listing("npi_registry/1", npi=NPI_1)
    same, colleague = listing("site/1", "Jordan", npi=NPI_1), listing("site/2", "Casey", npi=NPI_1)
    assert owners(register, same, colleague) == {"npi_registry/1", "site/1"}


def test_without_a_register_a_number_that_colleagues_share_is_nobodys():
    assert owners(listing("site/1", npi=NPI_1), listing("site/2", "Casey", npi=NPI_1)) == set()
    assert owners(listing("site/1", npi=NPI_1), listing("list/2", "J.", npi=NPI_1)) == {"site/1", "list/2"}


def test_a_clinics_number_on_the_page_of_a_person_is_the_clinics():
    assert owners(listing("site/1", npi=NPI_1), clinic_listing("npi_registry/9", npi=NPI_1)) == {"npi_registry/9"}
