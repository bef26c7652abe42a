"""Rule 12: nothing of an exclusion list is shown unconfirmed; a match by name is as not looked up, byte for byte."""

import re

import pytest
from click.testing import CliRunner

from index import settings
from index.publish.checks.matches import matches
from index.published.reader import PublishedReader
from index.store import open_store
from pinpoint import cli
from tests.builders import NPI_2
from tests.index.publish.checks.registers import Registers, avery, exclusion
from tests.outputs import Asked, outputs_of
from tests.webapp.conftest import app_over

ADDRESSES = ["/people/avery", "/people/silent", "/find?place=81201", "/find?place=Goodland, KS"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_speaks_of_exclusions(client, address):
    assert not re.search(r"exclu|sanction|OIG|LEIE", client.get(address).get_data(as_text=True))


@pytest.mark.parametrize("address", ["/people/silent", "/people/no", "/people/lindqvist", "/people/elko"])
def test_whatever_is_known_elsewhere_everybody_reads_the_same_sentence(client, address):
    """A match by name only would be shown nowhere: each license line is the one of whoever was not looked up."""
    assert license_line(client, address) == license_line(client, "/people/avery")


def license_line(client, address):
    words = client.get(address).page.words.split("License?")[1].split("Training?")[0]
    return re.sub(r"search for .* license lookup", "search for", words)


@pytest.fixture
def registers(home):
    """A store with one invented therapist in it."""
    store = open_store(settings.current().database_url)
    made = Registers(store)
    made.list(avery())
    yield made
    store.close()


def everything(registers):
    """Publish, and return each byte that is public: documents, pages, search and exports."""
    documents, generation = registers.published()
    [person] = generation.documents()
    app = app_over(settings.current())
    pages = [
        app.test_client().get(address).get_data()
        for address in (f"/people/{person.id}", f"/people/{person.id}/questions", "/find?place=81201", "/sources")
    ]
    commands = [
        CliRunner().invoke(cli, words).stdout_bytes
        for words in (
            ["evidence", person.id, "--json"],
            ["search", "81201", "--json", "--include-no-word"],
            *(["export", "--format", f] for f in FORMATS),
        )
    ]
    assert all(len(one) > 100 for one in (documents, *pages)), "there is nothing to compare"
    return [without_numbers(one) for one in (documents, *pages, *commands)]


def every_output(registers):
    """Publish, and return the bytes of each output by its name."""
    _, generation = registers.published()
    [person] = generation.documents()
    app = app_over(settings.current().model_copy(update={"searches_per_minute": 100_000}))
    asked = Asked(client=app.test_client(), ids=(person.id,))
    routes = [one for one in outputs_of(app) if one.rule]
    return {one.name: [without_numbers(content) for content in one.contents(asked)] for one in routes}


FORMATS = ("jsonl", "csv", "geojson")
SHOW_A_CONFIRMED_ONE = {"profile", "clinic", "referral", "referral as PDF"}
"""The profile, to which the address of a clinic leads, and the referral: no results, list, comparison or file."""


def without_numbers(content):
    """Leave out what differs from one generation or request to the next, whoever is in it."""
    return re.sub(rb'nonce="[^"]*"|generation[- ]\d+|seen=\d+\.[a-z2-7.]+', b"", content)


def decided(registers, verb):
    with registers.store.read() as connection:
        [match] = matches(connection)
    result = CliRunner().invoke(cli, ["checks", verb, match.handle, "--who", "An operator", "--reason", "compared"])
    assert result.exit_code == 0, result.output


def test_a_held_match_and_a_match_by_name_are_public_nowhere_byte_for_byte(registers):
    other = exclusion(npi=NPI_2, source_id="somebody else", name="CASTELL, ROBIN")
    registers.read(other)
    before, outputs = everything(registers), every_output(registers)
    registers.read(other, exclusion())
    assert (everything(registers), every_output(registers)) == (before, outputs)
    registers.read(other, exclusion(npi=NPI_2, source_id="name only"))
    assert (everything(registers), every_output(registers)) == (before, outputs)


NO_MATCH = (
    "No confirmed match of this NPI on the Oct 2026 file of the federal exclusion list (OIG). Most entries on "
    "that list carry no NPI, so check by name. list.example/"
)
ONLY_ON_THE_REFERRAL = {"referral", "referral as PDF"}


def test_that_nothing_was_found_is_on_the_referral_and_nowhere_else(registers):
    before, outputs = everything(registers), every_output(registers)
    registers.read(exclusion(npi=NPI_2, source_id="somebody else", name="CASTELL, ROBIN"))
    after, outputs_after = everything(registers), every_output(registers)
    assert after == before
    assert {name for name in outputs if outputs[name] != outputs_after[name]} == ONLY_ON_THE_REFERRAL
    assert referral_words(registers).count(NO_MATCH) == 1


@pytest.mark.parametrize("whole", [True, False])
def test_supplements_alone_and_a_file_without_a_month_look_nobody_up(registers, whole):
    as_of = None if whole else exclusion().as_of
    registers.read(exclusion(npi=NPI_2, source_id="somebody else", as_of=as_of), whole=whole)
    assert "exclusion list" not in referral_words(registers)


def test_of_somebody_without_an_npi_nothing_is_said(home):
    store = open_store(settings.current().database_url)
    without = Registers(store)
    without.list(avery(npi=""))
    without.read(exclusion())
    assert "exclusion list" not in referral_words(without)
    store.close()


def referral_words(registers):
    """The words of the referral to the one person who is published."""
    _, generation = registers.published()
    [person] = generation.documents()
    return app_over(settings.current()).test_client().get(f"/sheet/referral?id={person.id}").page.words


@pytest.mark.parametrize("verbs", [("dismiss",), ("confirm", "undo"), ("confirm", "dismiss")])
def test_a_match_that_was_dismissed_or_taken_back_is_public_nowhere_byte_for_byte(registers, verbs):
    before = everything(registers)
    registers.read(exclusion())
    for verb in verbs:
        decided(registers, verb)
    assert everything(registers) == before


def test_a_confirmed_match_is_shown_on_profile_and_referral_in_the_set_sentence_and_nowhere_else(registers):
    before, outputs = everything(registers), every_output(registers)
    registers.read(exclusion())
    decided(registers, "confirm")
    after, outputs_after = everything(registers), every_output(registers)
    assert {name for name in outputs if outputs[name] != outputs_after[name]} == SHOW_A_CONFIRMED_ONE
    changed = [number for number, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
    assert changed == [0, 1, 5]  # the document, the profile made of it, and what an operator asks for by its id
    generation = PublishedReader(settings.current().generations, every=0).generation()
    [person] = generation.documents()
    words = app_over(settings.current()).test_client().get(f"/people/{person.id}").page.words
    assert (
        "This NPI was on the federal exclusion list (OIG) on Oct 31, 2026. Federal programs such as Medicare do not "
        "pay for this person's services. Check the current list: https://list.example/." in words
    )
    assert words.count("OIG") == 1
