"""What is too old goes on the day after its limit and not before, and no file of the home holds a deleted text."""

import os
import random
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select, update

from index import settings
from index.corrections import box
from index.corrections.case_row import all_cases, get, put
from index.corrections.intake import take
from index.corrections.message import Message, Request, Wrong, new_case_number
from index.corrections.settling import settle
from index.retention.case_texts import delete_case_texts
from index.retention.prune import PruneReport, empty_log, prune, vacuum
from index.store import open_store
from index.store.runs import runs, staging
from index.store.runs.runs import Verdict
from index.store.schema import audit, case, inbox_file, problem, run, staged, suppression
from tests.builders import listing
from tests.store_rows import queue_run, register_source, stage_listings

SEED = 1
"""One of those with which overwriting alone leaves a text in the store."""
NOTHING = PruneReport(logs=0, runs=0, run_rows=0, case_texts=0, inbox_files=0, refused=0, is_log_empty=True)
SETTLED = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch):
    """Move the clock to noon (UTC) so many days after the settling."""

    def moved(days, hours=0):
        monkeypatch.setenv("PINPOINT_NOW", (SETTLED + timedelta(days=days, hours=hours)).isoformat())

    return moved


def send(text, **changes):
    own = {"request": Request.FIX, "wrong": Wrong.PHONE, "provider": "person03", "contact": "mail@clinic.example"}
    number = new_case_number()
    box.append(settings.current().inbox, Message(number=number, received_at=SETTLED, text=text, **own | changes))
    return number


def settled(store, text="MARKER of Jordan", **changes):
    number = send(text, **changes)
    take(store, settings.current())
    settle(store, settings.current().generations, number, "an operator", "changed the number")
    return number


def files_with(home, marker):
    return sorted(path.name for path in home.rglob("*") if path.is_file() and marker in path.read_bytes())


def ended_run(store, source="school", ended=SETTLED, verdict=Verdict.REJECTED):
    with store.write() as connection:
        number = queue_run(connection, source)
        stage_listings(connection, number, listing(f"{source}/1"))
        staging.note_problems(connection, number, [("row/phone", "page 1", "not a number")])
        runs.start(connection, number, pid=1)
        runs.end(connection, number, verdict=verdict, cause="no listing")
        values = {"ended_at": ended.isoformat(), "measured": '{"count":1}', "stats": '{"a":1}', "warnings": "[1]"}
        connection.execute(update(run).where(run.c.id == number).values(**values))
    return number


def details(store, number):
    with store.read() as connection:
        row = connection.execute(select(run).where(run.c.id == number)).mappings().one()
        counts = [
            len(connection.execute(select(table.c.run).where(table.c.run == number)).all())
            for table in (staged, problem)
        ]
        return row["measured"], row["stats"], row["warnings"], *counts


def test_text_and_contact_of_a_settled_case_go_on_day_91_and_the_case_stays(store, at):
    number = settled(store, which="the one in Salida")
    at(90)
    assert prune(store, settings.current()).case_texts == 0

    at(91, hours=-12)
    assert prune(store, settings.current(), dry_run=True).case_texts == 1
    assert prune(store, settings.current()).case_texts == 1

    with store.read() as connection:
        one = get(connection, number)
        line = connection.execute(select(audit).where(audit.c.who == "retention")).mappings().one()
    assert (one.text, one.contact, one.which) == ("", "", "")
    assert (one.provider, one.about, one.note, one.settled_at) == ("person03", "phone", "changed the number", SETTLED)
    assert (line["action"], line["subject"]) == ("delete case texts", "1 settled cases")
    assert prune(store, settings.current()) == NOTHING


def test_an_open_case_and_a_removal_stay_whatever_their_age(store, at):
    waits = send("MARKER of somebody who waits")
    removal = settled(store, "MARKER of who left", request=Request.REMOVE, wrong=None)
    with store.write() as connection:
        values = {"provider": "person03", "hashes": "[1]", "reason": f"case {removal}", "who": "inbox", "asked_at": ""}
        connection.execute(insert(suppression).values(**values))
    at(400)
    assert prune(store, settings.current()).case_texts == 1

    with store.read() as connection:
        assert get(connection, waits).text == "MARKER of somebody who waits"
        assert get(connection, removal).hides_listing
        assert len(connection.execute(select(suppression)).all()) == 1


def test_no_file_of_the_home_holds_a_deleted_text(store, home, at):
    at(0)
    lengths = random.Random(SEED)
    numbers = []
    for _ in range(150):  # rows of many lengths, which SQLite moves from page to page
        text = f"MARKER {'x' * lengths.randrange(900)}"
        number = f"2026-{lengths.randrange(10**6):06}"  # in no order, as real ones are
        message = Message(number=number, received_at=SETTLED, request=Request.REMOVE, text=text)
        with store.write() as connection:
            put(connection, message)
        numbers.append(message.number)
        values = {"note": "n" * lengths.randrange(300), "settled_at": SETTLED.isoformat()}
        with store.write() as connection:
            connection.execute(update(case).where(case.c.number == lengths.choice(numbers)).values(**values))
    with store.write() as connection:
        connection.execute(update(case).values(settled_at=SETTLED.isoformat()))
    assert "store.db-wal" in files_with(home, b"MARKER")

    at(91)
    assert prune(store, settings.current()).case_texts == 150

    assert files_with(home, b"MARKER") == []
    with store.read() as connection:
        assert {one.number for one in all_cases(connection)} == set(numbers)


def test_what_an_earlier_version_left_in_free_pages_goes_with_a_vacuum(store, home, at):
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA secure_delete=OFF")
        connection.exec_driver_sql("CREATE TABLE old (text TEXT)")
        connection.exec_driver_sql("INSERT INTO old VALUES ('MARKER of before')")
        connection.exec_driver_sql("DELETE FROM old")
        connection.commit()
        connection.exec_driver_sql("PRAGMA secure_delete=ON")
    empty_log(store)
    assert files_with(home, b"MARKER of before") == ["store.db"]

    vacuum(store)

    assert files_with(home, b"MARKER of before") == []


def test_every_connection_overwrites_what_it_deletes(store):
    with store.read() as connection:
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1


def test_a_reader_of_the_store_delays_emptying_its_log_to_the_next_round(store, home, at, monkeypatch):
    monkeypatch.setattr("index.retention.prune._WAIT_MS", 1)
    settled(store)
    at(91)
    with open_store(settings.current().database_url) as other, other.read() as connection:
        connection.execute(select(case)).all()
        report = prune(store, settings.current())
        assert (report.case_texts, report.is_log_empty) == (1, False)
    assert prune(store, settings.current()) == NOTHING
    assert files_with(home, b"MARKER") == []


def test_an_inbox_file_goes_31_days_after_its_day_once_it_is_taken_in(store, at, home):
    send("MARKER")
    at(31)
    assert prune(store, settings.current()).inbox_files == 0  # not taken in: the only copy

    take(store, settings.current())
    at(30)
    assert prune(store, settings.current()).inbox_files == 0
    at(31)
    assert prune(store, settings.current(), dry_run=True).inbox_files == 1
    assert prune(store, settings.current()).inbox_files == 1
    assert list((home / "inbox").iterdir()) == []
    with store.read() as connection:
        assert len(connection.execute(select(inbox_file)).all()) == 1


def test_no_inbox_file_outlives_the_texts_of_its_cases(store, at, home, monkeypatch):
    monkeypatch.setenv("PINPOINT_INBOX_DAYS", "400")
    monkeypatch.setenv("PINPOINT_CASE_TEXT_DAYS", "5")
    settings.current.cache_clear()
    settled(store)
    at(6)
    prune(store, settings.current())
    assert files_with(home, b"MARKER") == []


def test_a_message_that_an_old_inbox_brings_back_has_no_text_again(store, at, home):
    settled(store)
    path = next((home / "inbox").iterdir())
    line = path.read_bytes()
    at(91)
    prune(store, settings.current())
    path.write_bytes(line + line)  # as a restored inbox: longer than what was read

    take(store, settings.current())

    assert delete_case_texts(store, settings.current(), dry_run=True) == 0


def test_a_file_that_cannot_be_deleted_is_counted(store, at, home, monkeypatch):
    settled(store)
    at(31)
    monkeypatch.setattr("pathlib.Path.unlink", lambda *_, **__: (_ for _ in ()).throw(PermissionError()))
    report = prune(store, settings.current())
    assert (report.inbox_files, report.refused) == (0, 1)


def test_a_log_goes_91_days_after_it_was_last_written(store, at, home):
    log = home / "logs" / "run-000001.log"
    log.parent.mkdir()
    log.write_text("crawled")
    (home / "logs" / "notes.txt").write_text("the operator's own")
    for path in log.parent.iterdir():
        os.utime(path, (SETTLED.timestamp(), SETTLED.timestamp()))
    at(90)
    assert prune(store, settings.current()).logs == 0
    at(91)
    assert prune(store, settings.current()).logs == 1
    assert [path.name for path in log.parent.iterdir()] == ["notes.txt"]


def test_details_of_a_run_go_after_two_years_unless_later_runs_need_them(store, at, monkeypatch):
    monkeypatch.setattr("index.retention.run_details.RUNS_OF_A_SOURCE", 1)
    monkeypatch.setattr("index.retention.run_details.PASSED_RUNS", 1)
    monkeypatch.setattr("index.retention.run_details.ROWS_AT_ONCE", 1)
    with store.write() as connection:
        register_source(connection)
    passed = ended_run(store, verdict=Verdict.PASSED)
    old = ended_run(store)
    newest = ended_run(store)
    whole = details(store, old)
    assert whole == ('{"count":1}', '{"a":1}', "[1]", 1, 1)

    at(730)
    assert prune(store, settings.current()) == NOTHING
    at(731)
    report = prune(store, settings.current())

    assert (report.runs, report.run_rows) == (1, 3)
    assert details(store, old) == ("{}", "{}", "[]", 0, 0)
    assert details(store, passed) == details(store, newest) == whole
    with store.read() as connection:
        assert (runs.get(connection, old).verdict, runs.get(connection, old).cause) == (Verdict.REJECTED, "no listing")
    assert prune(store, settings.current()) == NOTHING


def test_a_round_that_is_stopped_leaves_the_rest_to_the_next(store, at, monkeypatch):
    monkeypatch.setattr("index.retention.run_details.RUNS_OF_A_SOURCE", 1)
    with store.write() as connection:
        register_source(connection)
    for _ in range(3):
        ended_run(store)
    at(731)
    assert prune(store, settings.current(), stopped=lambda: True).runs == 0
    assert prune(store, settings.current()).runs == 2


def test_texts_are_kept_no_longer_than_the_privacy_page_says():
    with pytest.raises(settings.SettingError, match="case_text_days"):
        settings.load({"PINPOINT_CASE_TEXT_DAYS": "91"})
    assert settings.Settings().case_text_days == 90
