"""Each new case is an alert of its own, with its end when it is answered; a late one is another."""

import pytest

from index import settings
from index.alerts.case_check import MOST, cases
from index.alerts.watch import Watch
from index.corrections import settling
from index.corrections.intake import take
from index.doctor.finding import NotWellError
from tests.index.alerts.troubled import Recorder
from tests.index.corrections.sent import fix, removal, send

DAY_OF_MESSAGE, NEXT_HOUR = "2026-11-23T12:05:00+00:00", "2026-11-23T13:00:00+00:00"
ANSWERED, LATER, LATE = "2026-11-23T13:05:00+00:00", "2026-11-23T13:40:00+00:00", "2026-11-27T12:00:00+00:00"
AFTER_AN_HOUR, LATE_TO_SETTLE = "2026-11-27T13:00:00+00:00", "2026-12-09T12:00:00+00:00"


@pytest.fixture
def looked(home, monkeypatch):
    """Look at the home at a time; returns (event, kind, subject) of what was sent."""
    channel = Recorder()
    watch = Watch(settings.current(), {"cases": cases}, [channel])

    def look(at):
        monkeypatch.setenv("PINPOINT_NOW", at)
        channel.sent.clear()
        watch.look()
        return [(str(notice.event), one.kind, one.subject) for notice in channel.sent for one in notice.alerts]

    return look


def test_each_new_case_is_sent_once_and_ends_with_its_answer(store, looked):
    first = send(fix())
    take(store, settings.current())
    assert looked(DAY_OF_MESSAGE) == [("started", "case_waiting", first)]
    second = send(removal())
    take(store, settings.current())
    assert looked(NEXT_HOUR) == [("started", "case_waiting", second)]
    settling.answer(store, settings.current().generations, first, "Ida Marsh", "asked back")
    assert looked(ANSWERED) == []
    assert looked(LATER) == [("ended", "case_waiting", first)]


def test_a_case_past_its_day_is_another_alert(store, looked):
    number = send(fix())
    take(store, settings.current())
    looked(DAY_OF_MESSAGE)
    assert ("started", "case_late", number) in looked(LATE)
    with pytest.raises(NotWellError, match="1 cases are open, 0 of them new, 1 late"):
        cases(settings.current())


def test_a_case_that_was_settled_at_once_ends_its_alert_and_never_counts_as_late(store, looked):
    number = send(removal())
    take(store, settings.current())
    assert looked(DAY_OF_MESSAGE) == [("started", "case_waiting", number)]
    settling.settle(store, settings.current().generations, number, "Ida Marsh", "left out")
    assert looked(NEXT_HOUR) == []
    assert looked(ANSWERED) == []
    assert looked(LATER) == [("ended", "case_waiting", number)]
    assert looked(LATE) == []


def test_an_answered_case_that_nobody_settles_is_late_after_its_second_clock(store, looked):
    number = send(fix())
    take(store, settings.current())
    looked(DAY_OF_MESSAGE)
    settling.answer(store, settings.current().generations, number, "Ida Marsh", "asked back")
    assert looked(LATE) == []
    looked(AFTER_AN_HOUR)
    assert ("started", "case_late", number) in looked(LATE_TO_SETTLE)


def test_of_a_flood_of_messages_one_notice_names_those_that_are_due_next(store, looked):
    numbers = [send(fix()) for _ in range(MOST + 3)]
    take(store, settings.current())
    sent = looked(DAY_OF_MESSAGE)
    assert len(sent) == MOST
    assert {number for _, _, number in sent} < set(numbers)
