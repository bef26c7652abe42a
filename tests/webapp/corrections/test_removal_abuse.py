"""Removal abuse: many removals by one network or in one town hide at most the limit, alert, and are undone by calls."""

from datetime import UTC, datetime

import pytest

from index import settings
from index.alerts.case_check import cases as case_check
from index.alerts.sentences import alert_text
from index.corrections.call_back import call_back
from index.corrections.case_list import open_cases
from index.corrections.case_progress import CallResult
from index.corrections.case_row import all_cases
from index.corrections.intake import take
from index.corrections.message import WaitCause
from index.doctor.finding import TroubleKind
from index.publish.publisher import publish
from index.published.overlay import read_overlay
from tests.index.publish import invented
from tests.webapp.conftest import app_over
from tests.webapp.corrections.sending import HERE, REMOVAL

PEOPLE = 24
ATTACKER, OTHER = "203.0.113", "198.51.100"
WHO = ("Robin", "the desk answered")


@pytest.fixture
def store(store):
    """A town of 24 people, published."""
    invented.settle(store, people=PEOPLE)
    publish(store, settings.current())
    return store


@pytest.fixture
def ask(store):
    """Send removals of people by their numbers, each from an address, through two processes of the site in turn."""
    here = settings.current().model_copy(update={"removals_per_network": 5, "removals_per_town": 8})
    sites = [app_over(here).test_client() for _ in range(2)]

    def send(numbers, network, **changes):
        for number in numbers:
            form = REMOVAL | {"id": invented.provider_id(number)} | changes
            client = sites[number % 2]
            # Six forms a minute are a limit of their own, for one address; an attacker has the whole network.
            address = f"{network}.{number}"
            response = client.post("/remove", data=form, headers=HERE, environ_overrides={"REMOTE_ADDR": address})
            assert response.status_code == 303
        take(store, settings.current())

    return send


def hidden():
    return {int(one.removeprefix("person")) for one in read_overlay(settings.current().generations).suppressed}


def by_listing(store):
    with store.read() as connection:
        return {int(one.provider.removeprefix("person")): one for one in all_cases(connection)}


def on(monkeypatch, day):
    monkeypatch.setenv("PINPOINT_NOW", f"{day}T12:00:00+00:00")


def test_twenty_removals_by_one_network_hide_at_most_the_limit_alert_and_are_undone_by_calls(store, ask, monkeypatch):
    ask(range(20), ATTACKER)
    assert hidden() == {0, 1, 2, 3, 4}
    ask([20], OTHER)  # somebody who really asks, that day, from elsewhere
    assert hidden() == {0, 1, 2, 3, 4, 20}
    assert {one.waits for number, one in by_listing(store).items() if 5 <= number < 20} == {WaitCause.NETWORK}
    (many,) = [one for one in case_check(settings.current()).troubles if one.kind is TroubleKind.REMOVALS_MANY]
    assert (many.subject, many.count, many.codes) == ("", 15, ("network",))
    assert many.since == datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    assert "203.0" not in alert_text(many) + many.note

    on(monkeypatch, "2026-11-24")
    for number, one in by_listing(store).items():
        really = number in {7, 20}
        result = CallResult.ASKED if really else CallResult.NEVER_ASKED
        call_back(store, settings.current().generations, one.number, result, *WHO)
    for day in ("2026-11-24", "2026-11-26", "2026-12-09"):
        on(monkeypatch, day)
        take(store, settings.current())
        assert hidden() == {7, 20}
    with store.read() as connection:
        assert open_cases(connection) == []
    assert case_check(settings.current()).troubles == ()


def test_a_town_is_counted_whatever_networks_ask(store, ask):
    for number in range(12):
        ask([number], f"10.0.{number}")
    assert hidden() == set(range(8))
    assert {by_listing(store)[number].waits for number in range(8, 12)} == {WaitCause.TOWN}


def test_nobody_who_asked_stays_shown_beyond_two_business_days_though_the_operator_is_away(store, ask, monkeypatch):
    ask(range(10), ATTACKER)
    ask([10], OTHER, asker="somebody")
    on(monkeypatch, "2026-11-25")
    take(store, settings.current())
    assert hidden() == set(range(5))
    on(monkeypatch, "2026-11-26")
    take(store, settings.current())
    assert hidden() == set(range(10))  # never the one whom somebody else wants out
    call_back(store, settings.current().generations, by_listing(store)[9].number, CallResult.NEVER_ASKED, *WHO)
    take(store, settings.current())
    assert hidden() == set(range(9))


def test_the_next_day_begins_anew_and_private_fields_are_outside_of_the_count(store, ask, monkeypatch):
    ask(range(6), ATTACKER)
    assert hidden() == set(range(5))
    on(monkeypatch, "2026-11-24")
    ask([6], ATTACKER)
    assert hidden() == {0, 1, 2, 3, 4, 6}
    assert [path.name for path in settings.current().inbox.glob("removals-*")] == ["removals-2026-11-24.counts"]
