"""Channels that only one process has, that are new, or that were dead for more than 30 days, miss no alert."""

from dataclasses import replace
from datetime import timedelta

import pytest

from index import settings
from index.alerts.book import read_book, write_book
from index.alerts.missed import MOST_ENDED
from tests.index.alerts.troubled import MINUTES, NOW, Machine, Recorder, trouble

DAY = timedelta(days=1)


@pytest.fixture
def machine(home, monkeypatch):
    monkeypatch.setenv("PINPOINT_ALERTS_WEEKLY", "")
    monkeypatch.setenv("PINPOINT_ALERTS_REMIND_DAYS", "365")
    return Machine(monkeypatch, Recorder("mail"), Recorder("file"))


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_worker_and_watch_with_different_channels_both_send_start_and_end(machine, order):
    processes = [machine.process(channel) for channel in machine.channels]
    first, second = (processes[one] for one in order)
    for process in (first, second):  # each is known
        machine.look(MINUTES, process)
    machine.troubles = [trouble()]
    for process in (first, second, first, second):
        machine.look(5 * MINUTES, process)
    machine.troubles = []
    for _ in range(3):
        for process in (second, first):
            machine.look(16 * MINUTES, process)
    assert [one.events for one in machine.channels] == [["started", "ended"]] * 2
    assert len({one.sent[0].id for one in machine.channels}) == 1
    assert read_book(settings.current()).outbox == ()


def test_a_channel_that_is_seen_first_after_the_start_gets_the_open_alerts_with_their_true_beginning(machine):
    mail, file = machine.channels
    machine.troubles = [trouble()]
    machine.look(process=machine.process(mail))
    watch = machine.process(file)
    for _ in range(3):
        machine.look(DAY, watch)
    assert [(one.event, one.title) for one in file.sent] == [("started", "Pinpoint: source late: school")]
    assert file.sent[0].alerts == mail.sent[0].alerts
    assert file.sent[0].alerts[0].since == NOW


def test_the_first_look_after_an_earlier_version_repeats_nothing(machine):
    machine.troubles = [trouble()]
    machine.look()
    write_book(settings.current(), replace(read_book(settings.current()), set_up={}))
    machine.look(MINUTES)
    machine.look(MINUTES)
    assert machine.events == ["started"]


def test_a_channel_that_was_dead_for_more_than_30_days_is_sent_once_what_is_open_and_what_ended(machine):
    mail, file = machine.channels
    machine.troubles = [trouble(subject="known")]
    machine.look()
    mail.works = False
    machine.troubles = [trouble(subject=name) for name in ("known", "over", "lasts")]
    machine.look(DAY)
    machine.troubles = [trouble(subject="lasts")]
    machine.look(DAY)
    machine.look(DAY)
    machine.look(40 * DAY)
    machine.look(40 * DAY)
    mail.works = True
    machine.look(DAY)
    machine.look(DAY)
    assert mail.events == ["started", "started"]
    assert file.events == ["started", "started", "ended"]
    assert mail.sent[1].title == "Pinpoint: source late: lasts"
    assert mail.sent[1].text.splitlines()[:3] == [
        "A source has not been read well for twice its interval. Source lasts. (since 2026-11-24 12:00 UTC)",
        "Ended: source late (known), since 2026-11-23 12:00 UTC, until 2026-11-25 12:00 UTC.",
        "Ended: source late (over), since 2026-11-24 12:00 UTC, until 2026-11-25 12:00 UTC.",
    ]
    machine.troubles = []
    machine.look(DAY)
    machine.look(DAY)
    assert mail.events == ["started", "started", "ended"]
    assert mail.sent[2].alerts[0].case == file.sent[1].alerts[0].case


def test_a_dead_channel_is_told_of_many_ended_alerts_by_their_number(machine):
    mail, _ = machine.channels
    mail.works = False
    for name in range(MOST_ENDED + 3):
        machine.troubles = [trouble(subject=f"school{name}")]
        machine.look(DAY)
    machine.troubles = []
    for _ in range(3):
        machine.look(40 * DAY)
    mail.works = True
    machine.look(DAY)
    assert (mail.events, len(mail.sent[0].alerts)) == (["ended"], MOST_ENDED)
    assert mail.sent[0].text.splitlines()[-1] == "Ended before these: 3 more."
