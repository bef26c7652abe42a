"""Promotion in batches: resolve, publish and export see all of a run or nothing of it, whoever is killed in between."""

import os
import signal
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import select

from crawler.runs.decisions import Acceptance, NotUnderWayError, approve, cancel, reject
from crawler.runs.execute import recover
from crawler.runs.settle import settle
from index import settings
from index.corrections.suppression.removal import suppress
from index.publish.publisher import publish
from index.published.reader import PublishedReader
from index.resolve.resolution import resolve
from index.store import open_store, promotion
from index.store.audit import EmptyReasonError
from index.store.promotion import PromotionUnderWayError, whole_promotions
from index.store.runs import runs
from index.store.runs.causes import Cause
from index.store.runs.runs import RunState, Verdict
from index.store.schema import change, listing, listing_change, staged
from tests import warm_process
from tests.crawler.gates.directory import SOURCE, at, collected, definition, directory, register, row
from tests.store_rows import queue_run

WHO = Acceptance(who="Jo", reason="seen on the site")
OLD = directory(20)
NEW = [
    *OLD[3:15],
    *(at(raw, phone=f"(303) 555-01{number:02}") for number, raw in enumerate(OLD[15:])),
    *directory(26)[20:],
]
BATCH = 6
BATCHES = 7
"""Four of the 23 listings, one of the three missing, and one each that finds no entry of a register."""


def now(monkeypatch, day):
    monkeypatch.setenv("PINPOINT_NOW", f"2026-11-{day}T12:00:00+00:00")


def run_of(store, listings, **of_run):
    run_id = collected(store, listings, **of_run)
    settle(store, settings.current(), run_id, acceptance=None, progress=lambda *_: None)
    return run_id


@pytest.fixture
def store(store):
    register(store, definition(minimum_listings=1, count_floor=0.1, vanished_share=0.9))
    return store


@pytest.fixture
def waiting(store, monkeypatch):
    """The number of a run that is held, a day after another one was published."""
    approve(store, run_of(store, OLD), WHO)
    resolve(store)
    publish(store, settings.current())
    now(monkeypatch, 24)
    return run_of(store, NEW, version="v2")


def known(store):
    """Return all that a promotion leaves in the store."""
    with store.read() as connection:
        return [
            sorted(map(str, connection.execute(select(table))))
            for table in (listing, change, select(listing_change.c.source_id).distinct().subquery(), staged)
        ]


def published(home):
    generation = PublishedReader(home / "generations").generation()
    return sorted((provider.name, provider.id) for provider in generation.documents())


def kill_at(step, run_id, batch=BATCH):
    environment = os.environ | {"PINPOINT_FAULT_AT": step}
    done = warm_process.run("tests.crawler.approve_run", str(run_id), str(batch), env=environment)
    assert done.returncode == -signal.SIGKILL, done.stderr


@pytest.fixture
def calm(store, waiting, tmp_path_factory):
    """Contents of the store when nobody is killed, in a copy."""
    folder = tmp_path_factory.mktemp("calm")
    with closing(sqlite3.connect(settings.current().home / "store.db")) as connection:
        connection.execute(f"VACUUM INTO '{folder / 'store.db'}'")
    copy = open_store(f"sqlite:///{folder / 'store.db'}")
    approve(copy, waiting, WHO)
    found = known(copy), row(copy, waiting).delta
    copy.close()
    return found


@pytest.mark.parametrize("step", ["promote/begun", *(f"promote/batch-{number}" for number in range(1, BATCHES))])
def test_a_promotion_killed_between_two_batches_is_finished_by_the_next(step, store, home, waiting, calm):
    before = published(home)
    kill_at(step, waiting)
    assert row(store, waiting).state is RunState.PROMOTING
    assert published(home) == before
    assert recover(store, settings.current()) == [waiting]
    after = row(store, waiting)
    assert (after.state, after.verdict, after.causes[0].code) == (RunState.ENDED, Verdict.PASSED, Cause.ACCEPTED)
    assert known(store) == calm[0]
    assert after.delta == calm[1] == {"added": 6, "changed": 5, "same": 12, "missing": 3, "withdrawn": 0}


@pytest.mark.parametrize("step", ["promote/begun", *(f"promote/batch-{number}" for number in range(1, BATCHES))])
def test_what_is_resolved_and_published_after_a_kill_is_all_of_the_run(step, store, home, waiting):
    kill_at(step, waiting)
    resolve(store)
    assert row(store, waiting).verdict is Verdict.PASSED
    publish(store, settings.current())
    assert len(published(home)) == len({raw.name for raw in [*OLD, *NEW]}) == 26  # whoever is missing is still shown


def test_a_publish_alone_sees_all_of_a_run_too(store, home, waiting):
    kill_at("promote/batch-2", waiting)
    publish(store, settings.current())
    assert row(store, waiting).verdict is Verdict.PASSED
    documents = PublishedReader(home / "generations").generation().documents()
    read = {claim.last_seen.isoformat() for provider in documents for claim in provider.claims}
    assert read == {"2026-11-23", "2026-11-24"}


@pytest.mark.parametrize("step", ["promote/begun", "promote/batch-2", f"promote/batch-{BATCHES - 1}"])
def test_a_removal_between_two_batches_holds(step, store, home, waiting):
    (name, provider) = published(home)[4]
    kill_at(step, waiting)
    suppress(store, provider, "Jo", "asked to be left out")
    resolve(store)
    publish(store, settings.current())
    assert row(store, waiting).verdict is Verdict.PASSED
    left = published(home)
    assert (name, provider) not in left
    assert len(left) == 25


def test_nothing_is_read_while_half_of_a_run_is_there(store, waiting, monkeypatch):
    monkeypatch.setattr(promotion, "BATCH", BATCH)
    seen = []

    def between(_what, _done):
        with open_store(settings.current().database_url) as other, other.read() as connection:
            seen.append(promotion.under_way(connection))

    approve(store, waiting, WHO, between)
    assert seen == [[waiting]] * (BATCHES - 1) + [[]]
    with whole_promotions(store) as connection:
        assert promotion.under_way(connection) == []


def test_others_write_between_two_batches(store, waiting, monkeypatch):
    monkeypatch.setattr(promotion, "BATCH", BATCH)
    written = []

    def between(_what, done):
        with store.write() as connection:
            connection.exec_driver_sql("INSERT INTO secret VALUES (?, x'00')", (f"{len(written)}",))
        written.append(done)

    approve(store, waiting, WHO, between)
    assert written == [6, 12, 18, 23, 26, 26, 26]


def test_one_that_was_begun_is_finished_by_whoever_promotes_the_source_next(store, waiting):
    kill_at("promote/batch-1", waiting)
    newer = run_of(store, NEW[:20], version="v3")
    assert (row(store, waiting).verdict, row(store, newer).state) == (Verdict.PASSED, RunState.HELD)
    approve(store, newer, WHO)
    assert row(store, newer).delta == {"added": 0, "changed": 0, "same": 20, "missing": 6, "withdrawn": 0}


def collected_in(connection):
    number = queue_run(connection, SOURCE)
    runs.start(connection, number, pid=1)
    runs.collect(connection, number, finish_reason="finished", stats={}, partial=False)
    return runs.get(connection, number)


def test_two_runs_of_a_source_are_never_promoted_at_once(store, waiting):
    kill_at("promote/begun", waiting)
    with store.write() as connection:
        other = collected_in(connection)
        with pytest.raises(PromotionUnderWayError, match="another run of invented_school is being promoted"):
            promotion.begin(connection, other, day=other.queued_at.date(), whole=True, causes=())


def test_a_run_that_is_being_promoted_cannot_be_cancelled(store, waiting):
    kill_at("promote/batch-3", waiting)
    with pytest.raises(NotUnderWayError, match=f"run {waiting} is promoting"):
        cancel(store, waiting, who="Jo", reason="")


@pytest.mark.parametrize("batch", [1, 2, 5, 23, 500])
def test_the_size_of_a_batch_changes_nothing(batch, store, waiting, calm, monkeypatch):
    monkeypatch.setattr(promotion, "BATCH", batch)
    monkeypatch.setattr(promotion, "SECONDS_BETWEEN_BATCHES", 0)
    approve(store, waiting, WHO)
    assert (known(store), row(store, waiting).delta) == calm


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_decision_without_a_reason_is_not_made(store, waiting, reason):
    with pytest.raises(EmptyReasonError):
        approve(store, waiting, Acceptance(who="Jo", reason=reason))
    with pytest.raises(EmptyReasonError):
        reject(store, waiting, who="Jo", reason=reason)
    with store.read() as connection:
        assert runs.get(connection, waiting).state is RunState.HELD
