"""The same bytes read twice change nothing but the day of the newest reading, from the raw listing to the export."""

import itertools
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

import crawler.runs.normalize_run
from crawler.runs.normalize_run import normalize_run
from index import clock
from index.normalize.listing import normalize
from index.settings import Settings
from index.store import open_store, run_changes
from index.store.runs import staging
from tests.crawler import line_in_memory as line
from tests.crawler.random_listings import answers

SOURCES = SCHOOL, REGISTRY = "invented_school", "invented_registry"
FIRST, AGAIN = "2026-11-23T12:00:00+00:00", "2026-12-24T12:00:00+00:00"
NO_SHRINK = (Phase.explicit, Phase.reuse, Phase.generate)  # each example writes two generations to a disk
EXAMPLES_IN_A_PROCESS = 4
crawls = st.tuples(answers(SCHOOL, 6), answers(REGISTRY, 4))


@contextmanager
def home_on(day):
    """An empty home, with the clock at a time."""
    before = os.environ.get("PINPOINT_NOW")
    os.environ["PINPOINT_NOW"] = day
    try:
        with tempfile.TemporaryDirectory() as folder:
            home = Settings(home=Path(folder))
            with open_store(home.database_url) as store:
                for source in SOURCES:
                    line.register(store, source, registry=source == REGISTRY)
                yield store, home
    finally:
        os.environ["PINPOINT_NOW"] = before


def check_that_reading_again_changes_nothing(crawled):
    with home_on(FIRST) as (store, home):
        runs = [line.stage(store, source, one.listings) for source, one in zip(SOURCES, crawled, strict=True)]
        counts = [sum(line.carry(store, home, run).values()) for run in runs]
        line.resolved(store)
        content, kept = line.published(store, home), line.kept(store)

        os.environ["PINPOINT_NOW"] = AGAIN
        again = [line.stage(store, source, one.shuffled) for source, one in zip(SOURCES, crawled, strict=True)]
        for before, run, count in zip(runs, again, counts, strict=True):
            normalize_run(store, home, run, lambda *_: None)
            with store.read() as connection:
                assert run_changes.difference(connection, before=before, after=run).empty
            assert line.would_change(store, run) == ({}, {})
            assert line.carry(store, home, run) == {
                "added": 0,
                "changed": 0,
                "same": count,
                "missing": 0,
                "withdrawn": 0,
            }
        assert line.resolved(store) == {"new": 0, "merged": 0, "split": 0, "changed": 0}
        assert line.kept(store) == kept
        assert line.published(store, home) == content


def test_the_same_bytes_twice_give_an_empty_delta_and_the_same_content(soak):
    @hypothesis_settings(max_examples=150 if soak else 6, phases=NO_SHRINK, derandomize=not soak)
    @given(crawled=crawls)
    def check(crawled):
        check_that_reading_again_changes_nothing(crawled)

    check()


def _with_the_day(raw, places):
    return replace(normalize(raw, places), conditions=(str(clock.today()),))


readings = itertools.count()


def _by_the_count_of_readings(raw, places):
    # An id of an object would do, too, but memory is given out again now and then, and then nothing has changed.
    return replace(normalize(raw, places), conditions=(str(next(readings)),))


@pytest.mark.parametrize("volatile", [_with_the_day, _by_the_count_of_readings])
def test_a_record_with_something_volatile_in_it_is_found(monkeypatch, volatile):
    monkeypatch.setattr(crawler.runs.normalize_run, "normalize", volatile)
    _assert_found()


def test_a_reading_that_depends_on_the_order_of_the_answers_is_found(monkeypatch):
    def first_come(connection, run_id, listings):
        new = [one for one in listings if not staging.conflicting(connection, run_id, [replace(one, name="")])]
        return whole(connection, run_id, new)

    whole = staging.stage
    monkeypatch.setattr(staging, "stage", first_come)
    _assert_found()


def _assert_found():
    @hypothesis_settings(max_examples=12, phases=(Phase.generate,), derandomize=True)
    @given(crawled=crawls)
    def check(crawled):
        check_that_reading_again_changes_nothing(crawled)

    with pytest.raises(AssertionError):
        check()


def test_another_process_reads_the_same_bytes_the_same_way():
    """Sets of strings have another order in each process; nothing that is stored may show it."""
    one, other = (_content_in_a_process(hash_seed) for hash_seed in ("1", "2"))
    assert one == other
    assert one.count("\n") == EXAMPLES_IN_A_PROCESS


def _content_in_a_process(hash_seed):
    ran = subprocess.run(
        [sys.executable, "-m", "tests.crawler.test_same_bytes"],
        env=os.environ | {"PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout


def _write_contents():
    @hypothesis_settings(
        max_examples=EXAMPLES_IN_A_PROCESS, phases=(Phase.generate,), derandomize=True, database=None, deadline=None
    )
    @given(crawled=crawls)
    def write_content(crawled):
        with home_on(FIRST) as (store, home):
            for source, one in zip(SOURCES, crawled, strict=True):
                line.carry(store, home, line.stage(store, source, one.listings))
            line.resolved(store)
            sys.stdout.write(f"{line.published(store, home)}\n")

    write_content()


if __name__ == "__main__":
    _write_contents()
