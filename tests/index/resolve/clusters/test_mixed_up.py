"""Homes that hold two people as one: they are parted, and their address leads to neither."""

import json
from datetime import date

import pytest
from click.testing import CliRunner
from sqlalchemy import select, update

from commands.resolve import resolve as command
from index.resolve import resolve
from index.resolve.compare.features import features_of
from index.store import open_store
from index.store.identities import mixed_up as mixed_ups
from index.store.schema import membership, provider
from tests.builders import NPI_1, NPI_2, listing, location, phone
from tests.index.resolve.listing_rows import Rows

SINCE = date(2026, 1, 1)
HERE = location(phone=phone("12"))
ANDREW = listing("npi_registry/1", "Andrew", "Stone", npi=NPI_1, places=[HERE])
ANDREA = listing("list/2", "Andrea", "Stone", places=[HERE])
ANDREAS_SITE = listing("site/3", "Andrea", "Stone", places=[HERE])


def put_together(rows, *listings, name="mixedmixed"):
    """Leave listings in the store as rules of before had put them: all under one id, with the names they have."""
    rows.put(*listings)
    rows.resolve()
    keys = [(one.source, one.source_id) for one in listings]
    with rows.store.write() as connection:
        connection.execute(provider.insert().values(id=name, kind="person", created_on=SINCE))
        for one, (source, source_id) in zip(listings, keys, strict=True):
            connection.execute(
                update(membership)
                .where(membership.c.source == source, membership.c.source_id == source_id)
                .values(provider=name, undecided=name, noted=name, name_key=features_of(one, register=False).name_key)
            )
    return name


def mixed(rows):
    with rows.store.read() as connection:
        return {one.provider: one for one in mixed_ups.all_mixed_up(connection)}


def test_two_people_under_one_id_are_parted_and_neither_keeps_it(rows):
    old = put_together(rows, ANDREW, ANDREA, ANDREAS_SITE)
    report = rows.resolve()
    ids = rows.ids()
    assert ids["list/2"] == ids["site/3"] != ids["npi_registry/1"]
    assert old not in ids.values()
    assert rows.merged_into()[old] is None
    assert (report.mixed_up, report.split, report.new) == (1, 0, 2)
    with rows.store.read() as connection:
        assert mixed_ups.successors(connection) == {old: {ids["list/2"], ids["npi_registry/1"]}}
        assert mixed_ups.ids(connection) == {old}
    found = mixed(rows)[old]
    assert found.why == "given_name"
    assert found.listings == {
        ("list", "2"): ids["list/2"],
        ("npi_registry", "1"): ids["npi_registry/1"],
        ("site", "3"): ids["site/3"],
    }


def test_they_are_parted_once_and_stay_as_they_are(rows):
    put_together(rows, ANDREW, ANDREA)
    rows.resolve()
    before = rows.everything()
    assert rows.resolve().mixed_up == 0
    assert rows.everything() == before


ONE_SOURCE = [
    listing(f"list/{n}", given, family, places=[location(f"{n} Example St", phone=phone(str(n)))])
    for n, given, family in ((21, "Zedaor", "Quuxaton"), (22, "Zedbor", "Quuxaton"), (23, "Zedbor", "Quuxbton"))
]
TWO_TOWNS = [
    listing("list/1", places=[location("1 A St")], website="https://a-pt.webflow.io/"),
    listing("web/2", places=[location("9 Z St", "Denver", "CO", "80202")], website="https://b-pt.webflow.io/"),
]
FATHER_AND_SON = [listing("list/1", generation="Sr", places=[HERE]), listing("site/1", generation="Jr", places=[HERE])]
MIDDLE = [listing("list/1", middle="Lee", places=[HERE]), listing("site/1", middle="Ray", places=[HERE])]


@pytest.mark.parametrize(
    ("listings", "why"),
    [
        (ONE_SOURCE, "two_entries"),
        (TWO_TOWNS, "other_site"),
        (FATHER_AND_SON, "generation"),
        (MIDDLE, "middle_initial"),
    ],
    ids=["one source's own ids", "one builder of sites", "father and son", "middle initials"],
)
def test_whatever_the_rules_of_today_see_as_two_people_is_parted(rows, listings, why):
    old = put_together(rows, *listings)
    assert rows.resolve().mixed_up == 1
    assert len(set(rows.ids().values())) == len(listings)
    assert mixed(rows)[old].why == why


def test_one_person_who_moved_keeps_the_id(rows):
    moved = listing("list/1", places=[location("9 Far Rd", "Denver", "CO", "80202", phone=phone("99"))])
    here = listing("npi_registry/1", npi=NPI_1, places=[HERE])
    old = put_together(rows, here, moved)
    assert rows.resolve().mixed_up == 0
    assert set(rows.ids().values()) == {old}


def test_one_person_with_two_sites_at_one_builder_in_one_town_keeps_the_id(rows):
    sites = [listing(f"list/{n}", places=[HERE], website=f"https://{n}-pt.webflow.io/") for n in (1, 2)]
    old = put_together(rows, *sites)
    assert rows.resolve().mixed_up == 0
    assert set(rows.ids().values()) == {old}


def test_a_split_that_the_listings_themselves_bring_is_no_mix_up(rows):
    first = [listing("npi_registry/1", npi=NPI_1, places=[HERE]), listing("list/1", places=[HERE])]
    rows.put(*first)
    rows.resolve()
    old = rows.ids()["list/1"]
    rows.put(listing("list/1", npi=NPI_2, places=[HERE]))
    report = rows.resolve()
    assert (report.split, report.mixed_up) == (1, 0)
    assert rows.ids()["npi_registry/1"] == old


def test_two_that_an_operator_calls_the_same_stay_one_under_their_id(rows):
    old = put_together(rows, ANDREW, ANDREA)
    rows.decide("npi_registry/1", "list/2", "same")
    assert rows.resolve().mixed_up == 0
    assert set(rows.ids().values()) == {old}


def test_two_that_an_operator_had_parted_keep_what_they_have(rows):
    put_together(rows, ANDREW, ANDREA)
    with rows.store.write() as connection:
        connection.execute(provider.insert().values(id="andreaonly", kind="person", created_on=SINCE))
        connection.execute(
            update(membership).where(membership.c.source == "list").values(provider="andreaonly", noted="andreaonly")
        )
    rows.decide("npi_registry/1", "list/2", "different")
    assert rows.resolve().mixed_up == 0
    assert rows.ids()["npi_registry/1"] == "mixedmixed"


def test_a_listing_that_comes_back_does_not_bring_the_old_id_along(rows):
    old = put_together(rows, ANDREW, ANDREA, ANDREAS_SITE)
    rows.withdraw("site/3")
    rows.resolve()
    assert rows.ids()["site/3"] == old
    rows.put(ANDREAS_SITE)
    rows.resolve()
    ids = rows.ids()
    assert ids["site/3"] == ids["list/2"] != old


def test_what_another_version_of_the_rules_left_is_not_taken_up(tmp_path, monkeypatch):
    store = open_store(f"sqlite:///{tmp_path / 'home' / 'store.db'}")
    rows, folder = Rows(store), tmp_path / "kept"
    old = put_together(rows, ANDREW, ANDREA)
    with monkeypatch.context() as patched:
        patched.setattr("index.resolve.resolution.code_version", lambda _: "rules of before")
        patched.setattr("index.resolve.resolution.mixed_up", lambda *_: {})
        patched.setattr("index.resolve.clusters.clusters.holds_two", lambda _: "")
        patched.setattr("index.resolve.clusters.union_find.veto", lambda *_: None)
        assert resolve(store, folder=folder).whole
        assert set(rows.ids().values()) == {old}
    report = resolve(store, folder=folder)
    assert report.whole
    assert report.mixed_up == 1
    assert not resolve(store, folder=folder).whole
    with store.read() as connection:
        assert list(connection.execute(select(membership.c.provider).where(membership.c.provider == old))) == []
    store.close()


def test_the_operator_gets_the_list(rows, home):
    assert CliRunner().invoke(command, ["parted"]).output == "no id mixed up two people\n"
    old = put_together(rows, ANDREW, ANDREA)
    said = CliRunner().invoke(command, [])
    assert "1 had mixed up two people each and are split now; see `pinpoint resolve parted`\n" in said.output
    ids = rows.ids()
    shown = CliRunner().invoke(command, ["parted"]).output
    assert shown.startswith(f"{old}  split on 2026-11-23: their given names conflict\n")
    assert f"  list/2 is {ids['list/2']} now\n" in shown
    assert json.loads(CliRunner().invoke(command, ["parted", "--json"]).stdout) == [
        {
            "id": old,
            "parted_on": "2026-11-23",
            "why": "given_name",
            "words": "their given names conflict",
            "listings": [
                {"source": "list", "source_id": "2", "id": ids["list/2"]},
                {"source": "npi_registry", "source_id": "1", "id": ids["npi_registry/1"]},
            ],
        }
    ]
