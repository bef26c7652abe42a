"""What becomes of a run that passed, in one sentence."""

import pytest
from sqlalchemy import update

from crawler.runs.lease import hold_lease
from crawler.worker.publication_step import publication_step
from index import settings
from index.published.pin import FILE
from index.store import publication_holds
from index.store.freeze import freeze
from index.store.runs import runs
from index.store.runs.runs import Verdict
from index.store.schema import run
from tests.store_rows import queue_run, register_source


@pytest.fixture
def run_id(store):
    return ended(store, Verdict.PASSED)


def ended(store, verdict):
    with store.write() as connection:
        register_source(connection)
        number = queue_run(connection)
        runs.start(connection, number, pid=1)
        runs.end(connection, number, verdict=verdict)
    return number


def step(store, number):
    with store.read() as connection:
        return publication_step(connection, settings.current(), runs.get(connection, number))


def test_a_worker_publishes_it(store, run_id):
    with hold_lease(settings.current().home, "worker"):
        assert step(store, run_id) == "It is stored, and will be published by the worker within minutes."


def test_without_a_worker_it_says_how(store, run_id):
    assert step(store, run_id).startswith("It is stored, but no worker runs: `pinpoint work` publishes it")


def test_once_a_generation_contains_it_it_is_published(store, run_id):
    assert "no worker" in step(store, run_id)
    with store.write() as connection:
        connection.execute(update(run).values(published_in=3))
    assert step(store, run_id) == "What it found is published."


def test_a_freeze_a_hold_and_a_pin_that_cannot_be_read_are_in_the_way(store, run_id):
    with store.write() as connection:
        publication_holds.hold(connection, ["a third of the providers would go"])
    assert step(store, run_id) == "It is stored, but the publication is held: `pinpoint doctor` says why."
    folder = settings.current().generations
    folder.mkdir(parents=True)
    (folder / FILE).write_text("odd")
    assert "PIN cannot be read, so nothing is published" in step(store, run_id)
    with store.write() as connection:
        freeze(connection, who="Jo", reason="moving")
    assert "It is stored, but this home is frozen since 2026-11-23 12:00 UTC by Jo (moving)" in step(store, run_id)


def test_of_a_run_that_did_not_pass_there_is_nothing_to_say(store):
    assert step(store, ended(store, Verdict.REJECTED)) == ""
