"""A trouble is sent once when it starts, rarely while it lasts, and once when it has ended."""

from datetime import timedelta

import pytest

from index.doctor.finding import TroubleKind
from tests.index.alerts.troubled import MINUTES, NOW, Machine, Recorder, trouble


@pytest.fixture
def machine(home, monkeypatch):
    monkeypatch.setenv("PINPOINT_ALERTS_WEEKLY", "")
    return Machine(monkeypatch)


@pytest.mark.parametrize("kind", TroubleKind)
def test_each_kind_starts_is_reminded_and_ends_once(machine, kind):
    subject = "school" if kind in {TroubleKind.RUN_HELD, TroubleKind.SOURCE_LATE} else ""
    machine.troubles = [trouble(kind, subject, since=NOW - timedelta(hours=2))]
    for _ in range(12):
        machine.look(5 * MINUTES)
    assert machine.events == ["started"]
    (alert,) = machine.channels[0].sent[0].alerts
    assert (alert.kind, alert.subject, alert.since, alert.ended) == (kind, subject, NOW - timedelta(hours=2), None)
    machine.look(timedelta(days=7))
    assert machine.events == ["started", "still"]
    machine.troubles = []
    gone = machine.now + 5 * MINUTES
    for _ in range(12):
        machine.look(5 * MINUTES)
    assert machine.events == ["started", "still", "ended"]
    (ended,) = machine.channels[0].sent[-1].alerts
    assert (ended.kind, ended.subject, ended.ended, ended.case) == (kind, subject, gone, alert.case)


def test_what_two_looks_meet_at_once_is_one_notice(machine):
    machine.troubles = [trouble(subject="school"), trouble(subject="board"), trouble(TroubleKind.DISK_LOW, "")]
    machine.look()
    (notice,) = machine.channels[0].sent
    assert notice.title == "Pinpoint: disk low, source late (2)"
    assert notice.text == (
        "Too little room is free for the home. (since 2026-11-23 12:00 UTC)\n"
        "A source has not been read well for twice its interval. Source board. (since 2026-11-23 12:00 UTC)\n"
        "A source has not been read well for twice its interval. Source school. (since 2026-11-23 12:00 UTC)\n\n"
        "`pinpoint today` says what to do about each, and how many minutes it takes."
    )


def test_the_note_of_a_check_is_in_no_notice_and_neither_is_a_subject_that_is_no_id(machine):
    machine.troubles = [trouble(TroubleKind.SOURCE_FILE, "Avery Jordan", codes=("Avery", "layout_changed"))]
    machine.look()
    (notice,) = machine.channels[0].sent
    assert notice.text.startswith("A source file is broken or missing. Source one whose name is no id; layout_changed.")
    assert "Avery" not in str(notice)
    assert "a note" not in str(notice)


def test_a_trouble_that_is_back_within_half_an_hour_never_ended(machine):
    machine.troubles = [trouble()]
    machine.look()
    for _ in range(10):
        machine.troubles = []
        machine.look(25 * MINUTES)
        machine.troubles = [trouble()]
        machine.look(4 * MINUTES)
    assert machine.events == ["started"]


def test_one_that_comes_and_goes_all_day_is_sent_a_few_times(machine):
    for _ in range(48):
        machine.troubles = [trouble()]
        machine.look(30 * MINUTES)
        machine.troubles = []
        machine.look(30 * MINUTES)
        machine.look(30 * MINUTES)
    assert machine.events == ["started", "ended", "started"]


def test_a_reminder_names_everything_that_lasts_and_comes_after_as_many_days_as_are_set(machine, monkeypatch):
    monkeypatch.setenv("PINPOINT_ALERTS_REMIND_DAYS", "2")
    machine.troubles = [trouble(subject="school")]
    machine.look()
    machine.troubles = [trouble(subject="school"), trouble(subject="board")]
    machine.look(timedelta(days=1))
    machine.look(timedelta(days=1))
    machine.look(timedelta(days=1))
    assert machine.events == ["started", "started", "still"]
    assert [one.subject for one in machine.channels[0].sent[-1].alerts] == ["board", "school"]


def test_a_check_that_fails_itself_ends_no_alert_of_its_subject(machine):
    machine.troubles = [trouble()]
    machine.look()
    machine.fails = True
    machine.look(timedelta(hours=3))
    machine.look(timedelta(hours=3))
    assert machine.events == ["started", "started"]  # the second: the check itself fails
    assert machine.channels[0].sent[1].alerts[0].kind == "check_failed"
    machine.fails, machine.troubles = False, []
    machine.look(timedelta(hours=3))
    machine.look(timedelta(hours=3))
    assert machine.events == ["started", "started", "ended"]
    assert {one.kind for one in machine.channels[0].sent[2].alerts} == {"check_failed", "source_late"}


def test_what_may_be_over_in_a_moment_starts_when_a_second_look_meets_it(machine):
    machine.troubles = [trouble(TroubleKind.STORE_LOCKED, "")]
    machine.look()
    assert machine.events == []
    machine.look(5 * MINUTES)
    assert machine.events == ["started"]


def test_eighty_sources_that_fail_and_recover_one_by_one_are_no_flood_and_each_is_sent_within_the_hour(machine):
    names = [f"s{number}" for number in range(80)]
    began = {}
    for number in range(1, 81):
        machine.troubles = [trouble(subject=name) for name in names[:number]]
        machine.look(7 * MINUTES)
        began[names[number - 1]] = machine.now
    for _ in range(7):
        machine.look(7 * MINUTES)
    for number in range(1, 81):
        machine.troubles = [trouble(subject=name) for name in names[number:]]
        machine.look(7 * MINUTES)
    for _ in range(3):
        machine.look(timedelta(hours=6))
    sent = machine.channels[0].sent
    starts = [(one.subject, notice.at) for notice in sent if notice.event == "started" for one in notice.alerts]
    ends = [one.subject for notice in sent if notice.event == "ended" for one in notice.alerts]
    assert sorted(name for name, _ in starts) == sorted(names) == sorted(ends)
    assert max(at - began[name] for name, at in starts) < timedelta(hours=1)
    assert len(sent) < 35


def test_a_clock_that_was_wrong_silences_nothing(machine):
    machine.troubles = [trouble()]
    machine.look(timedelta(days=400))
    assert machine.events == ["started"]
    machine.look(-timedelta(days=400))
    machine.look(timedelta(days=7))
    machine.troubles = []
    machine.look(5 * MINUTES)
    machine.look(31 * MINUTES)
    assert machine.events == ["started", "still", "ended"]


def test_without_a_channel_alerts_wait_and_start_with_the_first_one(machine):
    (recorder,), machine.channels = machine.channels, ()
    machine.troubles = [trouble()]
    assert machine.look().needs_a_person
    machine.channels = (recorder,)
    machine.look(timedelta(hours=1))
    assert recorder.events == ["started"]


def test_a_channel_that_is_new_gets_what_is_open_and_its_end(machine):
    machine.troubles = [trouble()]
    machine.look()
    new = Recorder("mail")
    machine.channels = (*machine.channels, new)
    machine.troubles = []
    machine.look(5 * MINUTES)
    machine.look(31 * MINUTES)
    assert (machine.events, new.events) == (["started", "ended"], ["started", "ended"])
