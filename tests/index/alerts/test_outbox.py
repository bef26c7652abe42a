"""Delivery: each channel by itself, tried again, and a failing one is itself a trouble."""

from datetime import timedelta
from itertools import pairwise

import pytest
from click.testing import CliRunner

from index import settings
from index.alerts.checks import alerts
from index.alerts.notice import DeliveryError
from index.doctor.finding import NotWellError
from tests.index.alerts.troubled import MINUTES, Machine, Recorder, trouble

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def machine(home, monkeypatch):
    monkeypatch.setenv("PINPOINT_ALERTS_WEEKLY", "")
    return Machine(monkeypatch, Recorder("mail"), Recorder("file"), other={"alerts": alerts})


def test_a_channel_that_fails_delays_no_other_and_gets_all_in_order_when_it_is_back(machine):
    mail, file = machine.channels
    mail.works = False
    machine.troubles = [trouble()]
    outcome = machine.look()
    assert (mail.events, file.events) == ([], ["started"])
    assert (outcome.undelivered, outcome.may_beat) == ("mail: mail is out of order; mend it", False)
    machine.troubles = []
    machine.look(HOUR)
    machine.look(HOUR)
    assert file.events == ["started", "started", "ended"]  # the second: a channel fails
    mail.works = True
    outcome = machine.look(HOUR)
    assert (mail.events, outcome.undelivered, outcome.may_beat) == (["started", "started", "ended"], "", True)
    machine.look(HOUR)
    machine.look(HOUR)
    assert [one.title for one in file.sent] == [
        "Pinpoint: source late: school",
        "Pinpoint: alert channel failing: mail",
        "Pinpoint: ended: source late: school",
        "Pinpoint: ended: alert channel failing: mail",
    ]
    assert [one.id for one in mail.sent] == [one.id for one in file.sent]


def test_it_is_tried_after_ever_longer_pauses_of_an_hour_at_most(machine):
    mail, _ = machine.channels
    mail.works, tries = False, []
    mail.send = lambda _: tries.append(machine.now) or Recorder("mail", works=False).send(_)
    machine.troubles = [trouble()]
    for _ in range(60):
        machine.look(5 * MINUTES)
    pauses = [(after - before) // MINUTES for before, after in pairwise(tries)]
    assert pauses == [5, 10, 20, 40, 60, 60, 60]


def test_a_failing_channel_is_a_trouble_from_the_second_try_on(machine):
    machine.channels[0].works = False
    machine.troubles = [trouble()]
    machine.look()
    assert alerts(settings.current()) == "1 alerts are open, 1 notices wait to be sent"
    machine.look(10 * MINUTES)
    with pytest.raises(NotWellError, match="mail is out of order; mend it; tried 2 times; `pinpoint alerts test`") as e:
        alerts(settings.current())
    assert [(one.kind, one.subject, one.count) for one in e.value.troubles] == [("alert_channel", "mail", 2)]


def test_a_notice_that_is_refused_for_good_holds_up_no_other(machine):
    mail, _ = machine.channels
    tries, send = [], mail.send

    def refuse(notice):
        tries.append(machine.now)
        if "school" in notice.title:
            raise DeliveryError("mail: refused the mail (554)")
        send(notice)

    mail.send = refuse
    machine.troubles = [trouble()]
    machine.look()
    machine.troubles = [trouble(), trouble(subject="clinic")]
    assert machine.look(5 * MINUTES).undelivered == "mail: refused the mail (554)"
    assert [one.title for one in mail.sent] == ["Pinpoint: source late: clinic"]
    before = len(tries)
    machine.look(1 * MINUTES)
    assert len(tries) == before  # the refusal has its pause, though the channel works


def test_a_channel_that_refuses_for_good_is_asked_twice_and_then_left_alone(machine):
    mail, _ = machine.channels
    tries = []

    def refuse(notice):
        tries.append(notice.id)
        raise DeliveryError("mail: refused user or password (535)")

    mail.send = refuse
    for names in ("a", "ab", "abc", "abcd"):
        machine.troubles = [trouble(subject=name) for name in names]
        machine.look(1 * MINUTES)
    tries.clear()
    machine.look(HOUR)
    assert len(tries) == 2


def test_a_notice_that_reached_whom_it_can_is_not_sent_again_and_its_failure_is_noted(machine):
    mail, _ = machine.channels
    got = []

    def send(notice):
        got.append(notice.id)
        raise DeliveryError("mail: refused 1 of 2 recipients", partial=True)

    mail.send = send
    machine.troubles = [trouble()]
    machine.look()
    machine.troubles = [trouble(), trouble(subject="clinic")]
    machine.look(1 * MINUTES)
    assert len(got) == len(set(got)) == 2
    with pytest.raises(NotWellError, match="refused 1 of 2 recipients; tried 2 times"):
        alerts(settings.current())


def test_a_fault_of_a_channel_stops_no_other(machine):
    mail, file = machine.channels
    mail.send = lambda _: {}["Avery"]
    machine.troubles = [trouble()]
    assert machine.look().undelivered == "mail: a fault of the channel itself"
    assert file.events == ["started"]


def test_a_channel_that_is_not_set_up_any_more_is_a_trouble_for_a_day_and_waited_for_30(machine):
    mail, file = machine.channels
    mail.works = False
    machine.troubles = [trouble()]
    machine.look()
    machine.look(HOUR)
    machine.channels = (file,)
    outcome = machine.look(HOUR)
    assert (len(outcome.book.outbox), outcome.undelivered) == (2, "")
    machine.look(26 * HOUR)
    assert not machine.look(HOUR).findings[1].troubles
    assert machine.look(29 * DAY).book.outbox == ()
    assert machine.look().book.channels == {}


def test_of_reminders_that_could_not_be_sent_only_the_newest_is(machine):
    mail, _ = machine.channels
    machine.troubles = [trouble()]
    machine.look()
    mail.works = False
    for _ in range(3):
        machine.look(timedelta(days=7))
    mail.works = True
    machine.look(HOUR)
    assert mail.events == ["started", "started", "still"]


def test_doctor_shows_it(machine):
    from commands.doctor import doctor

    machine.channels[0].works = False
    machine.troubles = [trouble()]
    machine.look()
    machine.look(10 * MINUTES)
    shown = CliRunner().invoke(doctor).stdout
    assert "NOT WELL  alerts       mail is out of order; mend it; tried 2 times; `pinpoint alerts test`\n" in shown
