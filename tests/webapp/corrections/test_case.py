from dataclasses import replace

import pytest

from index.published.overlay import change_overlay
from tests.webapp.conftest import app_over

NUMBER = "2026-K7M3QX"


def words(settings, progress=None, number=NUMBER):
    if progress:
        change_overlay(settings.generations, lambda overlay: replace(overlay, cases={NUMBER: progress}))
    return app_over(settings).test_client().get(f"/case/{number}").page.words


def test_a_case_that_was_just_sent_and_one_that_never_was_get_the_same_page(published):
    mine, nobodys = words(published), words(published, number="2026-ZZZZZZ")
    assert mine.replace(NUMBER, "") == nobodys.replace("2026-ZZZZZZ", "")
    assert "What is sent today we answer by Nov 25, 2026, and settle by Dec 8, 2026." in mine
    assert "What you wrote is not shown to anyone." in mine


def test_a_case_that_came_in_shows_its_own_clocks(published, monkeypatch):
    monkeypatch.setenv("PINPOINT_NOW", "2026-11-24T12:00:00+00:00")
    shown = words(published, "received 2026-11-23 2026-11-23")
    assert "Case 2026-K7M3QX We received this on Nov 23, 2026." in shown
    assert "We answer by Nov 25, 2026, and settle it by Dec 8, 2026." in shown


def test_an_answered_case_shows_the_clock_that_still_runs(published):
    shown = words(published, "answered 2026-11-20 2026-11-23")
    assert "We answered on Nov 23, 2026. We settle this by Dec 7, 2026." in shown


@pytest.mark.parametrize(
    ("stage", "sentence"),
    [
        ("waits", "Nothing is hidden yet. A person decides by Nov 25, 2026."),
        ("hidden", "The listing is hidden. We call the phone number that our sources list."),
        ("unreached", "It stays hidden until a person decides."),
    ],
)
def test_an_open_removal_says_what_it_does_now(published, stage, sentence):
    assert sentence in words(published, f"received 2026-11-23 2026-11-23 {stage}")


def test_a_settled_case_says_so_and_how_to_tell_us_again(published):
    assert "We settled this on Nov 23, 2026." in words(published, "settled 2026-11-20 2026-11-23")


@pytest.mark.parametrize("number", ["0412", "2026-0412", "2026-k7m3qx", "2026-K7M3Q", "x" * 300, "%00"])
def test_what_is_no_case_number_is_not_found(client, number):
    assert client.get(f"/case/{number}").status_code == 404


def test_a_case_is_kept_out_of_search_engines_and_of_caches(client):
    response = client.get(f"/case/{NUMBER}")
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in response.headers["Cache-Control"]
