"""The weekly notice: at its day and hour in its zone, once whoever looks, and once after an outage."""

from datetime import UTC, datetime, timedelta

import pytest

from index import settings
from index.alerts.weekly import last_time
from index.doctor.finding import NotWellError, TroubleKind
from index.records import StateRules
from tests.index.alerts.troubled import MINUTES, Machine, trouble

MONDAY_IN_DENVER = datetime(2026, 11, 30, 15, tzinfo=UTC)


@pytest.fixture
def machine(home, monkeypatch):
    monkeypatch.setenv("PINPOINT_ALERTS_ZONE", "America/Denver")
    return Machine(monkeypatch)


def at(machine, moment, process=None):
    return machine.look(moment - machine.now, process)


def test_it_is_sent_on_monday_at_eight_in_the_zone_of_the_setting_by_whoever_looks_first(machine):
    worker, watch = machine.process(), machine.process()
    at(machine, MONDAY_IN_DENVER - 5 * MINUTES, worker)  # the first look of a home only notes the week
    assert machine.events == []
    at(machine, MONDAY_IN_DENVER, worker)
    at(machine, MONDAY_IN_DENVER, watch)
    at(machine, MONDAY_IN_DENVER + timedelta(days=6), worker)
    assert machine.events == ["weekly"]
    at(machine, MONDAY_IN_DENVER + timedelta(days=7), watch)
    assert machine.events == ["weekly", "weekly"]


def test_after_an_outage_of_weeks_it_is_sent_once(machine):
    machine.look()
    at(machine, MONDAY_IN_DENVER + timedelta(days=30))
    machine.look(5 * MINUTES)
    assert machine.events == ["weekly"]


def test_a_channel_that_was_out_of_order_for_weeks_gets_one(machine):
    machine.look()
    machine.channels[0].works = False
    for week in range(4):
        at(machine, MONDAY_IN_DENVER + timedelta(weeks=week))
    machine.channels[0].works = True
    machine.look(timedelta(hours=2))
    assert machine.events == ["weekly"]


@pytest.fixture
def no_rule_is_due(monkeypatch):
    monkeypatch.setattr("index.alerts.to_do.load_state_rules", lambda _: StateRules())


def test_it_says_what_waits_with_minutes(machine, no_rule_is_due):
    machine.look()
    machine.troubles = [trouble()]
    at(machine, MONDAY_IN_DENVER)
    weekly = machine.channels[0].sent[-1]
    assert weekly.title == "Pinpoint: 1 to do, 10 minutes"
    assert weekly.text == (
        " 10 min  A source has not been read well for twice its interval. Source school.\n"
        "         pinpoint diagnose school\n"
        " 10 min in all"
    )


def test_it_remembers_what_a_daily_check_found(machine, no_rule_is_due):
    damaged = [trouble(TroubleKind.STORE_DAMAGED, "")]

    def structure(_here):
        raise NotWellError.of(damaged)

    machine.other = {"store structure": structure}
    at(machine, MONDAY_IN_DENVER - timedelta(hours=2))
    assert machine.events == ["started"]
    assert "store structure" not in [one.check for one in at(machine, MONDAY_IN_DENVER).findings]
    assert machine.channels[0].sent[-1].title == "Pinpoint: 1 to do, 60 minutes"


def test_it_says_all_well(machine, no_rule_is_due):
    machine.look()
    at(machine, MONDAY_IN_DENVER)
    assert [(one.title, one.text) for one in machine.channels[0].sent] == [
        ("Pinpoint: all well", "Nothing waits for a person.")
    ]


def test_none_is_sent_where_the_setting_is_empty(machine, monkeypatch):
    monkeypatch.setenv("PINPOINT_ALERTS_WEEKLY", "")
    machine.look()
    at(machine, MONDAY_IN_DENVER)
    assert machine.events == []


def test_a_clock_that_was_ahead_costs_no_week(machine):
    machine.look()
    at(machine, MONDAY_IN_DENVER + timedelta(days=365))
    at(machine, MONDAY_IN_DENVER)
    at(machine, MONDAY_IN_DENVER + timedelta(days=7))
    assert machine.events == ["weekly", "weekly"]


@pytest.mark.parametrize(
    ("now", "last"),
    [
        ("2026-03-09T13:59:00", "2026-03-02T15:00:00"),  # Monday, the day after clocks went forward
        ("2026-03-09T14:00:00", "2026-03-09T14:00:00"),
        ("2026-11-02T14:59:00", "2026-10-26T14:00:00"),  # the day after they went back
        ("2026-11-02T15:00:00", "2026-11-02T15:00:00"),
    ],
)
def test_eight_in_the_morning_is_eight_on_the_wall_all_year(machine, now, last):
    here = settings.current()
    assert last_time(here, datetime.fromisoformat(f"{now}+00:00")) == datetime.fromisoformat(f"{last}+00:00")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("ALERTS_WEEKLY", "mondays at 8", "write monday 08:00"),
        ("ALERTS_WEEKLY", "monday 24:00", "write monday 08:00"),
        ("ALERTS_ZONE", "America/Salida", "write America/Denver"),
        ("ALERTS_ZONE", "../etc/passwd", "write America/Denver"),
    ],
)
def test_a_day_or_a_zone_that_is_none_is_refused(name, value, words, tmp_path):
    with pytest.raises(settings.SettingError, match=words):
        settings.load({f"PINPOINT_{name}": value}, tmp_path / "none")
