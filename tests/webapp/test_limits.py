"""A network that asks too often is asked to wait; it; a network is known by a keyed hash that lives in memory."""

import logging
import threading

import pytest

from index import settings
from tests.webapp.conftest import app_over
from webapp import limits
from webapp.limits import name_of_network

SEARCH = "/find?place=81201"


def app_with(published, **changes):
    return app_over(published.model_copy(update=changes))


def statuses(client, address, times, **options):
    found = []
    for _ in range(times):
        with client.get(address, **options) as response:
            found.append(response.status_code)
    return found


def test_a_network_that_searches_too_often_is_asked_to_wait_a_minute(published):
    client = app_with(published, searches_per_minute=2).test_client()
    assert statuses(client, SEARCH, 2) == [200, 200]
    response = client.get(SEARCH)
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "60"
    assert response.headers["Cache-Control"] == "private, no-store"
    said = "Too many searches from this network in a minute. Wait 60 seconds and try again."
    assert said in response.page.words


def test_whoever_has_to_wait_keeps_the_form_and_reads_the_seconds_that_are_left(published, monkeypatch):
    client = app_with(published, searches_per_minute=1).test_client()
    monkeypatch.setattr(limits.time, "time", lambda: 1_790_000_000.25)
    assert statuses(client, SEARCH, 1) == [200]
    monkeypatch.setattr(limits.time, "time", lambda: 1_790_000_047.5)
    response = client.get("/find?place=Salida%2C+CO&within=50&for=neck")
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "14"
    assert "Wait 14 seconds and try again." in response.page.words
    markup = response.get_data(as_text=True)
    assert 'value="Salida, CO"' in markup
    assert 'value="neck"' in markup
    assert '<option value="50" selected>' in markup


def test_pages_have_four_times_as_many_and_files_and_health_no_end(published):
    client = app_with(published, searches_per_minute=2).test_client()
    assert statuses(client, "/people/avery", 9) == [200] * 8 + [429]
    assert statuses(client, "/healthz", 20) == [200] * 20
    assert statuses(client, "/static/pinpoint.css", 20) == [200] * 20


def test_another_network_is_not_held_up(published):
    client = app_with(published, searches_per_minute=1).test_client()
    here, there = {"REMOTE_ADDR": "192.0.2.1"}, {"REMOTE_ADDR": "192.0.2.2"}
    assert statuses(client, SEARCH, 2, environ_base=here) == [200, 429]
    assert statuses(client, SEARCH, 2, environ_base=there) == [200, 429]


def test_a_header_gives_nobody_a_new_address_unless_a_proxy_is_in_front(published):
    def ask(client):
        return [client.get(SEARCH, headers={"X-Forwarded-For": f"192.0.2.{n}"}).status_code for n in range(3)]

    assert ask(app_with(published, searches_per_minute=1).test_client()) == [200, 429, 429]
    assert ask(app_with(published, searches_per_minute=1, behind_proxy=True).test_client()) == [200, 200, 200]


def test_behind_a_proxy_only_the_address_that_the_proxy_wrote_counts(published):
    client = app_with(published, searches_per_minute=1, behind_proxy=True).test_client()
    forged = [{"X-Forwarded-For": f"198.51.100.{n}, 192.0.2.1"} for n in range(2)]
    assert [client.get(SEARCH, headers=headers).status_code for headers in forged] == [200, 429]


def test_a_limit_that_was_reached_is_not_logged_with_its_address(published, caplog):
    caplog.set_level(logging.DEBUG)
    client = app_with(published, searches_per_minute=1).test_client()
    statuses(client, SEARCH, 3, environ_base={"REMOTE_ADDR": "192.0.2.77"})
    assert "192.0.2.77" not in caplog.text
    assert name_of_network("192.0.2.77", b"") not in caplog.text


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("", "", True),
    ],
)
def test_an_ipv6_network_counts_as_one(one, other, same):
    secret = b"secret"
    assert (name_of_network(one, secret) == name_of_network(other, secret)) is same
    assert one == "" or one not in name_of_network(one, secret)


def test_two_processes_call_the_same_network_by_different_names():
    assert name_of_network("192.0.2.1", b"one") != name_of_network("192.0.2.1", b"two")


def test_counting_starts_no_thread_for_each_request(published, monkeypatch):
    client = app_with(published).test_client()
    statuses(client, "/people/avery", 1)
    started = []
    monkeypatch.setattr(threading.Thread, "start", started.append)
    statuses(client, "/people/avery", 20)
    assert started == []


def test_counts_that_are_over_are_cleared(monkeypatch):
    counts = limits.Counts()
    now = limits.time.time()
    assert [counts.acquire_entry("one", 1, 60) for _ in range(2)] == [True, False]
    monkeypatch.setattr("limits.storage.memory.time.time", lambda: now + 61)
    assert counts.acquire_entry("one", 1, 60)
    counts._next_clearing = 0.0
    counts.acquire_entry("two", 1, 60)
    counts.timer.join()
    assert len(counts.events["one"]) == 1


def test_the_numbers_are_settings():
    assert settings.Settings().searches_per_minute == 60
    assert settings.Settings().behind_proxy is False


FORM = "/find?place=Salida%2C+CO&within=25&text="
"""As a browser sends the form: with fields that are empty, so that it is led to the search's own address."""


def test_a_search_by_the_form_and_its_redirect_count_once(published):
    client = app_with(published, searches_per_minute=3).test_client()
    for _ in range(3):
        with client.get(FORM) as led:
            assert led.status_code == 301
        assert statuses(client, led.headers["Location"], 1) == [200]
    assert statuses(client, led.headers["Location"], 1) == [429]


def test_redirects_alone_are_counted_as_pages(published):
    client = app_with(published, searches_per_minute=2).test_client()
    assert statuses(client, FORM, 9) == [301] * 8 + [429]


def test_reading_takes_away_no_search_and_searching_no_page(published):
    client = app_with(published, searches_per_minute=2).test_client()
    assert statuses(client, "/guide", 8) == [200] * 8
    assert statuses(client, SEARCH, 3) == [200, 200, 429]
    assert statuses(client, "/states", 1) == [200]
    assert statuses(client, "/people/avery", 1) == [200]
