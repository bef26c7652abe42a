from dataclasses import replace
from datetime import date

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from index.publish.checks.matches import UnknownMatchError, match_of, matches
from index.published.document import provider_document
from index.published.export import json_line
from index.records import CheckKind, CheckResult, EntryStatus
from index.store.schema import audit, check_decision
from pinpoint import cli
from tests.builders import NPI_2, clinic_listing, location
from tests.index.publish.checks.registers import NPI, avery, exclusion

WHO = ("--who", "An operator", "--reason", "Compared name, profession and state")


def run(*words, code=0):
    done = CliRunner().invoke(cli, ["checks", *words])
    assert done.exit_code == code, done.output
    return done.output


def only_match(registers):
    with registers.store.read() as connection:
        [match] = matches(connection)
    return match


def published_exclusions(registers):
    return [check for check in registers.checks() if check.kind is CheckKind.EXCLUSION]


def test_a_match_by_npi_is_held_and_the_documents_are_byte_for_byte_those_without_it(registers):
    before, _ = registers.published()
    registers.read(exclusion())
    assert only_match(registers).status == "held"
    assert registers.published()[0] == before


def test_a_match_by_name_is_not_even_held(registers):
    before, _ = registers.published()
    registers.read(exclusion(npi=NPI_2, source_id="other"))
    with registers.store.read() as connection:
        assert matches(connection) == []
    assert registers.published()[0] == before


def test_a_confirmed_match_is_a_check_with_the_day_of_the_list(registers):
    registers.read(exclusion())
    run("confirm", only_match(registers).handle, *WHO)
    [check] = published_exclusions(registers)
    assert (check.result, check.on, check.claim.url) == (
        CheckResult.EXCLUDED,
        date(2026, 10, 31),
        "https://list.example/",
    )


def test_a_confirmed_exclusion_is_in_no_export(registers):
    _, generation = registers.published()
    [before] = generation.documents()
    registers.read(exclusion())
    run("confirm", only_match(registers).handle, *WHO)
    _, generation = registers.published()
    [after] = generation.documents()
    assert after.checks != before.checks
    assert json_line(provider_document(after)) == json_line(provider_document(before))


def test_dismissed_or_undone_nothing_is_published(registers):
    before, _ = registers.published()
    registers.read(exclusion())
    handle = only_match(registers).handle
    run("dismiss", handle, *WHO)
    assert (only_match(registers).status, registers.published()[0]) == ("dismissed", before)
    run("confirm", handle, *WHO)
    run("undo", handle, *WHO)
    assert (only_match(registers).status, registers.published()[0]) == ("held", before)


def test_decisions_are_appended_and_are_in_the_audit(registers):
    registers.read(exclusion())
    handle = only_match(registers).handle
    for verb in ("dismiss", "undo", "confirm"):
        run(verb, handle, *WHO)
    with registers.store.read() as connection:
        verdicts = connection.execute(select(check_decision.c.verdict).order_by(check_decision.c.id)).scalars().all()
        actions = connection.execute(select(audit.c.action).order_by(audit.c.id)).scalars().all()
    assert verdicts == ["dismissed", "undone", "confirmed"]
    assert actions == ["check/dismissed", "check/undone", "check/confirmed"]
    assert "dismissed by An operator" in run("show", handle)


@pytest.mark.parametrize("who", [("--who", " ", "--reason", "seen"), ("--who", "An operator", "--reason", "")])
def test_a_decision_needs_somebody_and_a_reason(registers, who):
    registers.read(exclusion())
    run("confirm", only_match(registers).handle, *who, code=1)
    assert only_match(registers).status == "held"


def test_a_confirmation_holds_for_what_was_compared_and_a_new_month_changes_nothing_of_it(registers):
    registers.read(exclusion())
    run("confirm", only_match(registers).handle, *WHO)
    registers.read(exclusion(as_of=date(2026, 11, 30)))
    assert only_match(registers).status == "confirmed"
    registers.read(exclusion(name="AVERY, JOURDAN"))
    assert (only_match(registers).status, published_exclusions(registers)) == ("held", [])


def test_another_name_of_the_person_listed_is_another_comparison(registers):
    registers.read(exclusion())
    run("confirm", only_match(registers).handle, *WHO)
    registers.list(avery(given="Jordana"))
    assert published_exclusions(registers) == []


def test_a_reinstatement_ends_the_sentence_at_once(registers):
    registers.read(exclusion())
    run("confirm", only_match(registers).handle, *WHO)
    ended = exclusion(status=EntryStatus.NOT_ACTIVE, reinstated=date(2026, 11, 2))
    registers.read(ended, whole=False)
    assert published_exclusions(registers) == []
    with registers.store.read() as connection:
        assert matches(connection) == []


def test_an_entry_that_the_newest_whole_list_lacks_is_not_shown(registers):
    registers.read(exclusion())
    run("confirm", only_match(registers).handle, *WHO)
    registers.read(exclusion(npi=NPI_2, source_id="other"))
    assert published_exclusions(registers) == []


def test_several_exclusions_make_one_sentence(registers):
    registers.read(exclusion(), exclusion(source_id="second", excluded=date(2026, 3, 1)))
    with registers.store.read() as connection:
        handles = [one.handle for one in matches(connection)]
    for handle in handles:
        run("confirm", handle, *WHO)
    assert len(published_exclusions(registers)) == 1


def test_a_person_who_compares_sees_both_sides_and_a_reinstatement(registers):
    old = exclusion(
        source_id="old", excluded=date(2019, 1, 1), reinstated=date(2020, 1, 1), status=EntryStatus.NOT_ACTIVE
    )
    registers.read(exclusion(), old)
    result = run("show", only_match(registers).handle)
    for words in (
        "listed name            Jordan Avery",
        "register's name        AVERY, JORDAN",
        "listed professions     physical-therapist",
        "register's profession  PHYSICAL THERAPY",
        "listed states          CO",
        "register's state       CO",
        "excluded 2019-01-01, reinstated 2020-01-01",
    ):
        assert words in result
    assert f"NPI {NPI}  Jordan Avery / AVERY, JORDAN" in run("list")


def test_a_clinic_is_never_matched_since_the_sentence_speaks_of_a_person(registers):
    registers.list(clinic_listing("school/2", npi=NPI_2, places=(location(street="7 Other St"),)))
    registers.read(replace(exclusion(), npi=NPI_2))
    with registers.store.read() as connection:
        assert matches(connection) == []


def test_the_doctor_says_how_many_matches_wait(registers):
    registers.read(exclusion())
    result = CliRunner().invoke(cli, ["doctor", "--json"]).stdout
    assert "1 matches with the exclusion list wait for a person (`pinpoint checks list`)" in result


def test_a_handle_of_no_match_is_an_error(registers):
    with registers.store.read() as connection, pytest.raises(UnknownMatchError, match="there is no match abc"):
        match_of(connection, "abc")
