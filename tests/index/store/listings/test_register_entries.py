import json
from datetime import date

import pytest
from sqlalchemy import select

from index.records import EntryStatus, Profession, RegisterEntry, RegisterKind
from index.store.listings import register_entries
from index.store.runs import runs
from index.store.schema import staged_entry
from tests.index.promoted import promote_entries
from tests.store_rows import queue_run, register_source

DAY, LATER, LATEST = date(2026, 11, 23), date(2026, 11, 30), date(2026, 12, 7)


@pytest.fixture(autouse=True)
def register(store):
    with store.write() as connection:
        register_source(connection, "board")


def entry(number, **more):
    held = {"state": "CO", "profession": Profession.PHYSICAL_THERAPIST, "status": EntryStatus.ACTIVE} | more
    return RegisterEntry(
        source="board",
        source_id=number,
        register=RegisterKind.LICENSES,
        url="https://board.test/",
        number=number,
        **held,
    )


def crawl(store, *entries, today, whole=True):
    with store.write() as connection:
        run = queue_run(connection, "board")
        new = register_entries.stage(connection, run, entries)
        assert new == len({one.source_id for one in entries})
        delta = promote_entries(connection, run_id=run, source="board", today=today, whole=whole)
        runs.end(connection, run, verdict=runs.Verdict.PASSED, delta=delta.as_dict())
    return delta


def found(store, number):
    with store.read() as connection:
        return register_entries.by_license(connection, f"CO|physical-therapist|{number}")


def test_entries_are_found_by_license_and_by_npi_and_make_no_listing(store):
    delta = crawl(store, entry("PTL.0012345"), entry("PTL.77", npi="2999000017"), today=DAY)
    assert (delta.added, [one.entry.number for one in found(store, "12345")]) == (2, ["PTL.0012345"])
    with store.read() as connection:
        assert [one.entry.number for one in register_entries.by_npi(connection, "2999000017")] == ["PTL.77"]
        assert register_entries.keys_read(connection).covers == {"board": {("CO", "physical-therapist")}}


def test_the_same_entries_again_are_an_empty_delta_and_only_last_seen_moves(store):
    crawl(store, entry("PTL.12345"), today=DAY)
    assert crawl(store, entry("PTL.12345"), today=LATER).empty
    [seen] = found(store, "12345")
    assert (seen.first_seen, seen.last_seen) == (DAY, LATER)


def test_a_changed_entry_keeps_the_day_it_was_first_seen(store):
    crawl(store, entry("PTL.12345"), today=DAY)
    assert crawl(store, entry("PTL.12345", status=EntryStatus.NOT_ACTIVE), today=LATER).changed == 1
    [seen] = found(store, "12345")
    assert (seen.first_seen, seen.entry.status) == (DAY, EntryStatus.NOT_ACTIVE)


def test_an_entry_missing_from_whole_runs_is_marked_then_withdrawn_and_comes_back(store):
    crawl(store, entry("PTL.12345"), entry("PTL.77"), today=DAY)
    assert crawl(store, entry("PTL.77"), today=LATER, whole=False).missing == 0
    assert crawl(store, entry("PTL.77"), today=LATER).missing == 1
    assert found(store, "12345")[0].missing_since == LATER
    assert crawl(store, entry("PTL.77"), today=LATEST).withdrawn == 1
    assert found(store, "12345") == []
    crawl(store, entry("PTL.12345"), entry("PTL.77"), today=LATEST)
    assert found(store, "12345")[0].missing_since is None


def test_an_id_met_again_in_one_run_keeps_its_first_reading(store):
    with store.write() as connection:
        run = queue_run(connection, "board")
        assert register_entries.stage(connection, run, [entry("1-a", state="CO"), entry("1-a", state="WA")]) == 1
        assert register_entries.stage(connection, run, [entry("1-a", state="KS")]) == 0
        assert json.loads(connection.execute(select(staged_entry.c.entry)).scalar_one())["state"] == "CO"
