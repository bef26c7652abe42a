import os
import subprocess
import sys

import pytest

from index.resolve.decisions import UnknownVerdictError
from index.resolve.resolution import StoreKeepsChangingError, resolve
from index.store import sources
from tests.builders import NPI_1, NPI_2, listing, location, phone
from tests.store_rows import register_source

SALIDA = location(phone=phone("12"))
REGISTERED = listing("npi_registry/1", npi=NPI_1, places=[SALIDA])
LISTED = listing("list/1", places=[SALIDA])
STRANGER = listing("list/2", "Casey", "Stone", places=[location("2 Second St")])


def test_listings_of_one_person_belong_to_one_provider(rows):
    rows.put(REGISTERED, LISTED, STRANGER)
    report = rows.resolve()
    ids = rows.ids()
    assert ids["npi_registry/1"] == ids["list/1"] != ids["list/2"]
    assert (report.listings, report.providers, report.new, report.changed) == (3, 2, 2, 3)


def test_resolving_the_same_listings_again_changes_nothing(rows):
    rows.put(REGISTERED, LISTED, STRANGER)
    rows.resolve()
    before = rows.everything()
    report = rows.resolve()
    assert rows.everything() == before
    assert (report.new, report.merged, report.split, report.changed) == (0, 0, 0, 0)


def test_who_moved_keeps_the_id(rows):
    rows.put(REGISTERED, LISTED)
    rows.resolve()
    before = rows.ids()
    rows.put(listing("list/1", places=[location("9 Far Rd", "Reno", "NV", "89501")]))
    rows.resolve()
    assert rows.ids() == before


@pytest.fixture
def loose(rows):
    """A source that may give an id to somebody else."""

    def put(listing):
        rows.put(listing)
        with rows.store.write() as connection:
            definition = '{"sticky_ids": false}'
            register_source(connection, "loose", definition=definition)

    return put


def test_a_source_that_gives_ids_to_others_holds_nobody_to_a_place(rows, loose):
    loose(listing("loose/1", places=[SALIDA]))
    rows.put(REGISTERED)
    rows.resolve()
    before = rows.ids()
    assert len(set(before.values())) == 1
    loose(listing("loose/1", places=[location("9 Far Rd", "Reno", "NV", "89501")]))
    rows.resolve()
    assert rows.ids()["npi_registry/1"] == before["npi_registry/1"] != rows.ids()["loose/1"]


def test_its_id_stays_under_the_very_same_name_and_not_under_a_like_one(rows, loose):
    loose(listing("loose/1"))
    rows.resolve()
    before = rows.ids()
    loose(listing("loose/1", places=[SALIDA]))
    rows.resolve()
    assert rows.ids() == before
    loose(listing("loose/1", "Jordan", "Avery-Stone", places=[SALIDA]))
    rows.resolve()
    assert rows.ids() != before
    assert set(rows.merged_into().values()) == {None}


def test_two_that_turn_out_to_be_one_keep_one_id_and_the_other_leads_to_it(rows):
    rows.put(REGISTERED, listing("list/1", places=[location("2 Second St", "Reno", "NV", "89501")]))
    rows.resolve()
    before = rows.ids()
    rows.put(listing("list/1", npi=NPI_1, places=[SALIDA]))
    assert rows.resolve().merged == 1
    assert set(rows.ids().values()) == {before["npi_registry/1"]}
    assert rows.merged_into() == {before["list/1"]: before["npi_registry/1"], before["npi_registry/1"]: None}


def test_an_operators_word_parts_and_joins(rows):
    rows.put(REGISTERED, LISTED)
    rows.resolve()
    before = rows.ids()
    rows.decide("list/1", "npi_registry/1", "different")
    report = rows.resolve()
    parted = rows.ids()
    assert report.split == 1
    assert parted["npi_registry/1"] == before["npi_registry/1"]
    assert parted["list/1"] != before["list/1"]
    assert report.vetoes["decided_different"] > 0
    rows.decide("npi_registry/1", "list/1", "same")
    rows.resolve()
    assert set(rows.ids().values()) == {before["npi_registry/1"]}


def test_a_different_holds_against_a_chain_of_sames_and_the_report_counts_it(rows):
    rows.put(REGISTERED, LISTED, STRANGER)
    rows.decide("list/1", "list/2", "same")
    rows.decide("list/2", "npi_registry/1", "same")
    rows.decide("list/1", "npi_registry/1", "different")
    report = rows.resolve()
    ids = rows.ids()
    assert ids["list/1"] != ids["npi_registry/1"]
    assert ids["list/2"] in {ids["list/1"], ids["npi_registry/1"]}
    assert report.overruled == 1


def test_an_undone_same_leaves_nothing_of_what_it_had_drawn_along(rows):
    elsewhere = location("9 Far Rd", "Reno", "NV", "89501", phone=phone("99"))
    rows.put(
        listing("list/1", places=[SALIDA]), listing("site/1", places=[SALIDA]), listing("list/2", places=[elsewhere])
    )
    rows.resolve()
    ids, leads = rows.ids(), rows.merged_into()
    rows.decide("list/1", "list/2", "same")
    rows.decide("list/1", "site/1", "different")
    rows.resolve()
    assert rows.ids() != ids
    rows.decide("list/1", "list/2", "undone")
    rows.decide("list/1", "site/1", "undone")
    rows.resolve()
    assert rows.ids() == ids
    assert {one: to for one, to in rows.merged_into().items() if one in leads} == leads


@pytest.mark.parametrize("joined", ["list/1", "list/2"])
def test_an_id_in_use_again_takes_nobody_along_who_was_parted_from_it(rows, joined):
    stranger = listing("npi_registry/9", "Casey", "Stone", npi=NPI_2, places=[location("2 Second St")])
    rows.put(*(listing(key, places=[SALIDA]) for key in ("list/1", "list/2")), stranger)
    rows.resolve()
    rows.decide("list/1", "list/2", "different")
    rows.resolve()
    parted = rows.ids()
    rows.decide(joined, "npi_registry/9", "same")
    rows.resolve()
    rows.decide(joined, "npi_registry/9", "undone")
    rows.resolve()
    assert rows.ids() == parted


def test_an_id_that_a_decision_had_made_leads_to_the_one_in_use_again(rows):
    rows.put(REGISTERED, LISTED)
    rows.resolve()
    rows.decide("list/1", "npi_registry/1", "different")
    rows.resolve()
    parted = rows.ids()
    rows.decide("list/1", "npi_registry/1", "undone")
    rows.resolve()
    assert rows.merged_into() == {parted["list/1"]: parted["npi_registry/1"], parted["npi_registry/1"]: None}


def test_a_verdict_that_nobody_knows_is_named(rows):
    rows.put(REGISTERED, LISTED)
    rows.decide("list/1", "npi_registry/1", "maybe")
    with pytest.raises(UnknownVerdictError, match="decision 1 says 'maybe'"):
        rows.resolve()


def test_a_withdrawn_listing_returns_under_its_id(rows):
    rows.put(REGISTERED, STRANGER)
    rows.resolve()
    before = rows.ids()
    rows.withdraw("list/2")
    assert rows.resolve().providers == 1
    assert rows.ids() == before
    rows.put(STRANGER)
    rows.resolve()
    assert rows.ids() == before


def test_a_listing_that_returns_after_a_merge_returns_to_the_living_id(rows):
    rows.put(REGISTERED, listing("list/1", places=[location("9 Far Rd", "Reno", "NV", "89501")]), STRANGER)
    rows.put(listing("site/1", places=[location("9 Far Rd", "Reno", "NV", "89501")]))
    rows.resolve()
    before = rows.ids()
    assert before["site/1"] == before["list/1"] != before["npi_registry/1"]
    rows.withdraw("site/1")
    rows.put(listing("list/1", npi=NPI_1, places=[SALIDA]))
    rows.resolve()
    rows.put(listing("site/1", places=[location("9 Far Rd", "Reno", "NV", "89501")]))
    rows.resolve()
    assert rows.ids()["site/1"] == before["npi_registry/1"]


def test_a_new_npi_frees_a_listing_from_the_person_it_contradicts(rows):
    rows.put(REGISTERED, LISTED)
    rows.resolve()
    before = rows.ids()
    rows.put(listing("list/1", npi=NPI_2, places=[SALIDA]))
    report = rows.resolve()
    assert rows.ids()["npi_registry/1"] == before["npi_registry/1"] != rows.ids()["list/1"]
    assert report.vetoes["two_npis"] > 0


RESOLVE = """
import sys
from index.resolve import resolve
from index.store import open_store
resolve(open_store(sys.argv[1]))
"""


@pytest.mark.parametrize("point", ["resolve/read", "resolve/clustered", "resolve/written", "resolve/committed"])
def test_a_kill_at_any_moment_loses_nothing(rows, point):
    rows.put(REGISTERED, LISTED, STRANGER)
    rows.resolve()
    before = rows.ids()
    rows.put(listing("site/1", "Casey", "Stone", places=[location("2 Second St")]))
    killed = subprocess.run(
        [sys.executable, "-c", RESOLVE, str(rows.store.engine.url)],
        env={**os.environ, "PINPOINT_FAULT_AT": point},
        check=False,
        timeout=60,
    )
    assert killed.returncode == -9
    after = rows.ids()
    assert {key: after[key] for key in before} == before
    assert ("site/1" in after) is (point == "resolve/committed")
    rows.resolve()
    assert rows.ids() == before | {"site/1": before["list/2"]}


def test_what_others_decide_meanwhile_is_not_lost(rows):
    rows.put(REGISTERED, LISTED)
    decided = []

    def meanwhile(what, _count):
        if what == "comparing pairs" and not decided:
            decided.append(rows.decide("list/1", "npi_registry/1", "different"))

    resolve(rows.store, progress=meanwhile)
    assert len(set(rows.ids().values())) == 2


def test_a_store_that_others_never_leave_alone_is_given_up_in_a_sentence(rows):
    rows.put(REGISTERED, LISTED)

    def meanwhile(what, _count):
        if what == "comparing pairs":
            rows.decide("list/1", "npi_registry/1", "unsure")

    with pytest.raises(StoreKeepsChangingError, match="run `pinpoint resolve` again"):
        resolve(rows.store, progress=meanwhile)
    assert rows.ids() == {}


def test_a_source_says_itself_that_it_is_a_register(rows):
    own = listing("own_register/1", npi=NPI_1)
    page = listing("site/1", npi=NPI_1)
    rows.put(own, page)
    with rows.store.write() as connection:
        register_source(connection, "own_register", definition='{"registry": true, "trust": 30}')
        assert sources.registers(connection) == {"own_register"}
        assert sources.trust(connection) == {"own_register": 30}
    rows.put(listing("list/1", "Casey", npi=NPI_1))
    rows.resolve()
    ids = rows.ids()
    assert ids["own_register/1"] == ids["site/1"] != ids["list/1"]
