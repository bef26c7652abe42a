"""Hours, new patients and languages on a profile: with who told us and when, and lapsed by the day of the request."""

from datetime import date

import pytest

from index import settings
from tests.builders import claim, practice, practitioner
from tests.webapp.conftest import app_over
from tests.webapp.invented import SALIDA, at, publish_providers

GIVEN = {"source": "told_us", "source_id": "person/x1", "url": ""}
DAY = date(2026, 11, 23)


def given(field, value):
    return claim(field, value, first_seen=DAY, last_seen=DAY, **GIVEN)


@pytest.fixture
def client(home):
    details = (given("hours", "mo 09:00-12:00 13:30-17:00; tu closed; fr 22:00-06:00"), given("new_patients", "yes"))
    here = practice(at(SALIDA, "Salida", "CO", "81201"), details=details)
    person = practitioner(
        here,
        id="avery",
        name="Jordan Avery",
        claims=(claim("name", "Jordan Avery"), *details, given("languages", "en es")),
    )
    publish_providers(settings.current(), [person])
    return app_over(settings.current()).test_client()


def words_on(client, day, monkeypatch, path="/people/avery"):
    monkeypatch.setenv("PINPOINT_NOW", f"{day}T12:00:00+00:00")
    return client.get(path).page.words


def test_each_is_shown_with_who_told_us_and_the_day(client, monkeypatch):
    words = words_on(client, "2026-11-24", monkeypatch)
    assert "Monday: 9:00 AM to 12:00 PM and 1:30 PM to 5:00 PM" in words
    assert "Tuesday: closed" in words
    assert "Friday: 10:00 PM to 6:00 AM the next day" in words
    assert "New patients Takes new patients The person told us, on Nov 23, 2026" in words
    assert "Languages: English, Spanish The person told us, on Nov 23, 2026" in words
    assert "opening hours" not in words
    spanish = words_on(client, "2026-11-24", monkeypatch, "/es/people/avery")
    assert "Acepta pacientes nuevos" in spanish
    assert "Idiomas: inglés, español" in spanish


def test_hours_and_new_patients_are_gone_on_day_91_and_the_page_says_how_to_renew(client, monkeypatch):
    assert "Takes new patients" in words_on(client, "2027-02-21", monkeypatch)  # day 90
    words = words_on(client, "2027-02-22", monkeypatch)
    assert "Takes new patients" not in words
    assert "9:00 AM" not in words
    assert "Hours Not stated by any source we read." in words
    assert "price, opening hours, if new patients are taken" in words
    assert "Hours: they told us on Nov 23, 2026, and that is too long ago. Is it you? Tell us again" in words
    assert "Languages: English, Spanish" in words
    assert "/fix/add?id=avery" in client.get("/people/avery").page.links
