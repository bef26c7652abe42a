from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from index import clock
from index.worker_tick import FILE, SILENT_AFTER, StageOutcome, WorkerState, read_state, tick, write_state

START = datetime(2026, 11, 23, 12, tzinfo=UTC)
STATE = WorkerState(pid=7, started_at=START, ticked_at=START)


def at(monkeypatch, moment):
    monkeypatch.setenv("PINPOINT_NOW", moment.isoformat())


def test_what_was_written_is_read_again(home):
    failed = StageOutcome(ended_at=START, exit_code=None, failed=2, note="it took more than an hour")
    state = replace(STATE, is_once=True, ended_at=START, stages={"publish": failed})
    write_state(home, state)
    assert read_state(home) == state


def test_a_tick_moves_the_time_and_leaves_the_rest(home, monkeypatch):
    write_state(home, STATE)
    at(monkeypatch, START + timedelta(minutes=3))
    tick(home)
    assert read_state(home) == replace(STATE, ticked_at=START + timedelta(minutes=3))


def test_a_worker_is_silent_once_its_last_tick_is_old(home, monkeypatch):
    write_state(home, STATE)
    at(monkeypatch, START + SILENT_AFTER)
    assert not read_state(home).is_silent
    at(monkeypatch, START + SILENT_AFTER + timedelta(seconds=1))
    assert read_state(home).is_silent
    tick(home)
    assert read_state(home).ticked_at == clock.now()
    assert not read_state(home).is_silent


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", "null", '{"stages": 3}', '{"stages": {"publish": {}}}', "\x00" * 20]
)
def test_a_file_that_is_no_state_is_as_good_as_none(home, content):
    home.mkdir()
    (home / FILE).write_text(content)
    assert read_state(home) is None


def test_a_home_in_which_no_worker_ever_worked_has_none(home):
    assert read_state(home) is None
