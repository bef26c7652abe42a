"""One test for every output: who is removed, hidden or withheld on one is so on all of them."""

import re

import pytest
from sqlalchemy import update

from index import settings
from index.published.overlay import HIDEABLE, change_overlay
from index.records import Precision
from index.store import open_store, schema
from tests.builders import NPI_1, NPI_2, license_held, listing, location, phone, statement
from tests.index.publish.checks.registers import Registers
from tests.outputs import OUTPUTS, Asked, outputs_of, rules_with_listings
from tests.webapp.conftest import app_over

NAMES = {"plain": "Averyplain", "removed": "Goneson", "hidden": "Hiddenby", "withheld": "Registrar"}
SEEN_NOWHERE = {
    "removed": (
        "Goneson",
        "5550161",
        "161 Example St",
        "Gone Clinic",
        "PTL.0000161",
        "says gone",
        "gone.example",
        "225700000X",
    ),
    "hidden": (
        "5550162",
        "5550192",
        "162 Example St",
        "Hidden Clinic",
        "PTL.0000162",
        "hidden.example",
        NPI_1,
        "171100000X",
    ),
    "withheld": ("163 Secret Ln", "Apt 9"),
}


def home(number, street, **more):
    at = {"latitude": 38.53, "longitude": -105.99, "precision": Precision.ADDRESS, "phone": phone(f"{number}")}
    return location(f"{number} {street}", **at | more)


PEOPLE = (
    listing("school/0", "Jordan", NAMES["plain"], places=[home(160, "Example St")], statements=(statement(),)),
    listing(
        "school/1",
        "Casey",
        NAMES["removed"],
        places=[home(161, "Example St", organization="Gone Clinic")],
        licenses=(license_held("PTL.0000161"),),
        taxonomies=("225700000X",),
        statements=(statement("Casey does dry needling, says gone."),),
        website="https://gone.example/",
    ),
    listing(
        "school/2",
        "Robin",
        NAMES["hidden"],
        npi=NPI_1,
        places=[home(162, "Example St", organization="Hidden Clinic", fax=phone("192"))],
        licenses=(license_held("PTL.0000162"),),
        taxonomies=("171100000X",),
        statements=(statement("Robin does dry needling."),),
        website="https://hidden.example/",
    ),
    listing("npi_registry/3", "Kim", NAMES["withheld"], npi=NPI_2, places=[home(163, "Secret Ln", unit="Apt 9")]),
)


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """A site where one is removed and another's fields are hidden, after both were published."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PINPOINT_NOW", "2026-11-23T12:00:00+00:00")
        patch.setenv("PINPOINT_HOME", str(tmp_path_factory.mktemp("outputs")))
        store = open_store(settings.current().database_url)
        registers = Registers(store)
        registers.list(*PEOPLE)
        with store.write() as connection:
            is_register = update(schema.source).where(schema.source.c.id == "npi_registry")
            connection.execute(is_register.values(definition='{"registry": true}'))
        _, generation = registers.published()
        store.close()
        by_name = {one.name.split()[-1]: one.id for one in generation.documents()}
        ids = {case: by_name[name] for case, name in NAMES.items()}
        folder = settings.current().generations
        change_overlay(folder, lambda overlay: overlay.suppressing(frozenset({ids["removed"]}), frozenset()))
        change_overlay(folder, lambda overlay: overlay.hiding(ids["hidden"], HIDEABLE))
        current = settings.current().model_copy(update={"searches_per_minute": 100_000})
        yield Asked(client=app_over(current).test_client(), ids=tuple(ids.values()), home=str(current.home))


def test_every_route_that_shows_listings_is_an_output(client):
    outputs = {one.rule for one in outputs_of(client.application) if one.rule}
    assert outputs == rules_with_listings(client.application)


def seen(text):
    """A text as somebody who looks for a number finds it: without spaces and dashes in numbers."""
    return re.sub(r"(?<=\d)[-. ](?=\d)", "", text)


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output.name)
def test_an_output_shows_nobody_who_was_removed_no_hidden_field_and_no_withheld_street(asked, output):
    if output not in outputs_of(asked.client.application):
        return
    text = output.text(asked)
    found = {value for values in SEEN_NOWHERE.values() for value in values if value in text or value in seen(text)}
    assert found == set()


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output.name)
def test_an_output_shows_the_others(asked, output):
    if output not in outputs_of(asked.client.application) or "/clinics/" in output.rule:
        return
    text = output.text(asked)
    wanted = {"all": ("plain", "hidden", "withheld"), "listed": ("plain", "hidden"), "ids": ()}[output.shows]
    assert [one for one in (asked.ids[0], *asked.ids[2:]) if output.shows == "ids" and one not in text] == []
    assert [case for case in wanted if NAMES[case] not in text] == []
    assert "5550160" in seen(text) or output.name in {"questions", "suggestions", "export to pass on"}


@pytest.mark.parametrize("output", [one for one in OUTPUTS if one.rule], ids=lambda output: output.name)
def test_a_title_never_says_needling_of_who_is_in_the_registry_alone(asked, output):
    if output not in outputs_of(asked.client.application) or output.shows != "all":
        return
    alone = Asked(client=asked.client, ids=asked.ids[3:])
    for content in output.contents(alone):
        title = re.search(rb"<title>(.*?)</title>", content, re.DOTALL)
        card = re.findall(rb"^(?:FN|N|ORG|TITLE):.*$", content, re.MULTILINE)
        for head in (*((title.group(1),) if title else ()), *card):
            assert NAMES["withheld"].encode() not in head or b"eedling" not in head
