from datetime import date

import pytest

from index.published.document import provider_document
from index.published.overlay import without_fields
from index.records import CheckKind, CheckResult, EntryStatus, ListingKind, Profession
from tests.builders import NPI_2, clinic_listing, license_held, location
from tests.index.publish.checks.registers import READ, avery, deactivation, license_entry


def results(checks):
    return [(check.kind, check.result) for check in checks]


def test_where_nothing_was_looked_up_there_is_no_check(registers):
    assert registers.checks() == ()


def test_a_license_in_force_is_a_claim_of_the_register_with_its_day(registers):
    registers.read(license_entry())
    [check] = registers.checks()
    assert (check.kind, check.result, check.license.number) == (CheckKind.LICENSE, CheckResult.ACTIVE, "PTL.0012345")
    claim = check.claim
    assert (claim.source, claim.source_id, claim.url) == ("license_co", "PTL-0012345", "https://licenses.example/d/x")
    assert (claim.field, claim.value, claim.first_seen, claim.last_seen) == ("license_status", "active", READ, READ)


@pytest.mark.parametrize(
    "changes",
    [
        {"status": EntryStatus.NOT_ACTIVE, "status_text": "Expired"},
        {"status": EntryStatus.UNKNOWN, "status_text": "Active - With Conditions"},
        {"expires": date(2024, 10, 31)},
    ],
)
def test_what_is_not_plainly_in_force_is_not_settled_and_its_word_is_not_published(registers, changes):
    registers.read(license_entry(**changes))
    documents, generation = registers.published()
    [person] = generation.documents()
    assert results(person.checks) == [(CheckKind.LICENSE, CheckResult.NOT_SETTLED)]
    assert b"Expired" not in documents
    assert b"Conditions" not in documents


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "QUILLANE, JORDAN"},
        {"name": "AVERY, MARVELLA"},
        {"name": "AVERY, JORDAN, JR", "source_id": "2"},
        {"number": "0012346"},
        {"profession": Profession.CHIROPRACTOR},
        {"state": "KS"},
    ],
)
def test_number_state_profession_and_name_have_to_agree(registers, changes):
    registers.rows.put(avery(generation="Sr") if "JR" in str(changes) else avery())
    registers.read(license_entry(**changes), license_entry(source_id="9", number="777", name="OTHER, SOMEBODY"))
    assert results(registers.checks()) == [(CheckKind.LICENSE, CheckResult.NO_RECORD)]


@pytest.mark.parametrize("name", ["Avery, Jordan T", "AVERY-HILL, JORDAN", "Avery, J", "AVERY, JORDAN, PT"])
def test_a_name_that_speaks_against_nothing_is_good_enough_with_the_number(registers, name):
    registers.read(license_entry(name=name))
    assert results(registers.checks()) == [(CheckKind.LICENSE, CheckResult.ACTIVE)]


def test_a_whole_name_without_comma_is_read_in_either_order(registers):
    registers.read(license_entry(name="AVERY JORDAN", family_first=False))
    assert results(registers.checks()) == [(CheckKind.LICENSE, CheckResult.ACTIVE)]


def test_no_match_is_said_only_of_a_register_that_was_read_whole_and_with_its_day(registers):
    other = license_entry(source_id="9", number="777", name="OTHER, SOMEBODY")
    registers.read(other, whole=False)
    assert registers.checks() == ()
    registers.read(other)
    [check] = registers.checks()
    assert (check.result, check.claim.source, check.claim.last_seen) == (CheckResult.NO_RECORD, "license_co", READ)


def test_a_register_that_has_nobody_of_the_profession_was_not_looked_up(registers):
    registers.read(license_entry(profession=Profession.CHIROPRACTOR, source_id="9", number="777"))
    assert registers.checks() == ()


def test_a_run_that_did_not_pass_changes_nothing(registers):
    registers.read(license_entry())
    registers.read(license_entry(status=EntryStatus.NOT_ACTIVE), passes=False)
    assert results(registers.checks()) == [(CheckKind.LICENSE, CheckResult.ACTIVE)]


def test_who_states_no_number_is_not_looked_up_by_name(registers):
    registers.list(avery(licenses=()))
    registers.read(license_entry())
    assert registers.checks() == ()


def test_one_license_typed_twice_is_checked_once(registers):
    twice = (license_held("12345"), *avery().licenses)
    registers.list(avery(licenses=twice))
    registers.read(license_entry())
    assert results(registers.checks()) == [(CheckKind.LICENSE, CheckResult.ACTIVE)]


def test_a_deactivated_npi_is_given_with_the_day_of_the_registry(registers):
    registers.read(deactivation(), deactivation(NPI_2))
    [check] = registers.checks()
    assert (check.kind, check.result, check.on) == (CheckKind.NPI, CheckResult.DEACTIVATED, date(2024, 5, 6))
    assert (check.claim.source, check.claim.last_seen) == ("npi_deactivations", READ)


def test_the_export_has_checks_as_it_has_claims(registers):
    registers.read(license_entry())
    _, generation = registers.published()
    [person] = generation.documents()
    assert provider_document(person)["checks"] == [
        {
            "kind": "license",
            "result": "active",
            "profession": "physical-therapist",
            "state": "CO",
            "number": "PTL.0012345",
            "on": None,
            "register": "license_co",
            "url": "https://licenses.example/d/x",
            "read_on": "2026-11-23",
        }
    ]
    assert "license_co" not in provider_document(person)["sources"]


def test_hiding_the_license_or_the_npi_hides_what_was_checked_of_it(registers):
    registers.read(license_entry())
    registers.read(deactivation())
    _, generation = registers.published()
    [person] = generation.documents()
    assert [check.kind for check in without_fields(person, {"license"}).checks] == [CheckKind.NPI]
    assert [check.kind for check in without_fields(person, {"npi"}).checks] == [CheckKind.LICENSE]


def test_nobody_is_listed_because_a_register_has_them(registers):
    registers.read(license_entry(), license_entry(source_id="9", number="777", name="OTHER, SOMEBODY"))
    registers.rows.resolve()
    _, generation = registers.published()
    assert [one.name for one in generation.documents() if one.kind is ListingKind.PERSON] == ["Jordan Avery"]


def test_a_clinic_with_a_deactivated_npi_is_reported_and_has_no_license(registers):
    registers.list(clinic_listing("school/2", npi=NPI_2, places=(location(street="7 Other St"),)))
    registers.read(deactivation(NPI_2))
    _, generation = registers.published()
    found = {one.name: results(one.checks) for one in generation.documents()}
    assert found == {"Jordan Avery": [], "Example Physical Therapy": [(CheckKind.NPI, CheckResult.DEACTIVATED)]}
