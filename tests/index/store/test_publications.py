"""Which generation is the first to contain a run or a decision, whatever the clocks say."""

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, select, text

from index.store import open_store, publications
from index.store.database import MIGRATIONS
from index.store.listings import corrections, listing_changes
from index.store.listings.corrections import CorrectionVerdict
from index.store.publications import Contained, Publication
from index.store.runs import run_judgments, runs
from index.store.runs.runs import Verdict
from index.store.schema import correction, run
from tests.store_rows import queue_run, register_source

NOW = "2026-11-23T12:00:00+00:00"


@pytest.fixture
def writing(store):
    with store.write() as connection:
        register_source(connection)
        yield connection


def ended(connection, verdict=Verdict.PASSED, **changes):
    number = queue_run(connection, **changes)
    runs.end(connection, number, verdict=verdict)
    return number


def record(connection, generation, contained):
    made = Publication(generation=generation, built_at=NOW, providers=1, content_sha256="")
    publications.record(connection, made, contained)


def first_in(connection):
    return {row.id: row.published_in for row in connection.execute(select(run.c.id, run.c.published_in))}


def test_a_run_that_passes_while_a_generation_is_made_is_in_the_next_one(writing):
    before = ended(writing)
    contained = publications.to_contain(writing)
    meanwhile = ended(writing)
    record(writing, 1, contained)
    assert first_in(writing) == {before: 1, meanwhile: None}
    assert run_judgments.passed_count(writing, unpublished=True) == 1
    record(writing, 2, publications.to_contain(writing))
    assert first_in(writing) == {before: 1, meanwhile: 2}
    assert run_judgments.passed_count(writing, unpublished=True) == 0


def test_a_run_that_passes_after_the_clock_was_set_back_is_not_published_yet(writing, monkeypatch):
    record(writing, 1, publications.to_contain(writing))
    monkeypatch.setenv("PINPOINT_NOW", "2026-11-20T12:00:00+00:00")
    ended(writing)
    assert run_judgments.passed_count(writing, unpublished=True) == 1


def test_only_what_passed_is_contained_and_no_dry_run(writing):
    for verdict in (Verdict.REJECTED, Verdict.ABANDONED, Verdict.CANCELLED):
        ended(writing, verdict)
    ended(writing, dry_run=True)
    assert publications.to_contain(writing) == Contained(runs=(), decisions=())


def test_a_run_whose_listings_are_not_resolved_is_not_contained(writing):
    number = ended(writing)
    listing_changes.note(writing, "school", "n001")
    assert publications.to_contain(writing).runs == ()
    listing_changes.forget(writing, listing_changes.newest(writing))
    assert publications.to_contain(writing).runs == (number,)


def test_a_decision_on_a_correction_is_contained_like_a_run(writing):
    said = corrections.decision("person/a", "2026-BBBBBB", CorrectionVerdict.ACCEPTED, "us", "called")
    corrections._append(writing, said)
    assert corrections.decided_count(writing, unpublished=True) == 1
    record(writing, 7, publications.to_contain(writing))
    assert writing.execute(select(correction.c.published_in)).scalars().all() == [7]
    assert corrections.decided_count(writing, unpublished=True) == 0


def test_more_runs_than_one_statement_takes_are_recorded(writing, monkeypatch):
    monkeypatch.setattr(publications, "AT_ONCE", 2)
    numbers = [ended(writing) for _ in range(5)]
    record(writing, 3, publications.to_contain(writing))
    assert first_in(writing) == dict.fromkeys(numbers, 3)


def test_an_older_store_keeps_what_its_times_say(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path / 'store.db'}")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0022")
        connection.execute(text("INSERT INTO source (id, host_key, definition, interval_seconds, enabled, reviewed_by,"
                                " review_note) VALUES ('school', 'school.test', '{}', 0, 1, '', '')"))  # fmt: skip
        for number, at, verdict in ((1, "10", "passed"), (2, "12", "passed"), (3, "14", "passed"), (4, "9", "held")):
            connection.execute(
                text('INSERT INTO run (id, source, "trigger", state, arguments, dry_run, partial, requested_by,'
                     " queued_at, finish_reason, stats, cause, delta, file_mark, ended_at, verdict) VALUES (:id,"
                     " 'school', 'manual', 'ended', '{}', 0, 0, '', :at, '', '{}', '', '{}', '', :at, :verdict)"),
                {"id": number, "at": at, "verdict": verdict},
            )  # fmt: skip
        for generation, at in ((1, "11"), (2, "13")):
            connection.execute(text(f"INSERT INTO publication VALUES ({generation}, '{at}', 1, '')"))
    engine.dispose()
    with open_store(f"sqlite:///{tmp_path / 'store.db'}") as store, store.read() as connection:
        assert first_in(connection) == {1: 1, 2: 2, 3: None, 4: None}


def test_a_generation_has_the_newest_runs_that_it_or_an_earlier_one_was_the_first_to_have(writing):
    register_source(writing, "registry")
    first, other = ended(writing), ended(writing, source="registry")
    record(writing, 1, publications.to_contain(writing))
    second = ended(writing)
    record(writing, 2, publications.to_contain(writing))
    ended(writing, source="registry")
    assert publications.newest_runs_in(writing, 1) == {"school": first, "registry": other}
    assert publications.newest_runs_in(writing, 2) == {"school": second, "registry": other}
    assert publications.newest_runs_in(writing, 0) == {}
