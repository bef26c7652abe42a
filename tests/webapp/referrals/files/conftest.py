"""Ninety invented people and clinics near Salida, CO, and Portland, ME, whose ZIP codes begin with 0."""

import pytest

from index import settings
from index.records import BulkGroup, Precision, Profession, SourcesSay, phone_line
from index.records.claim import address_line
from tests.builders import claim, clinic, license_held, location, phone, practice, practitioner, quote
from tests.webapp.conftest import app_over
from tests.webapp.invented import SALIDA, publish_providers

PORTLAND = (43.6591, -70.2568)
ANSWERS = (
    SourcesSay.PERSON_LISTED,
    SourcesSay.CLINIC_OFFERS,
    SourcesSay.COURSE_LISTED,
    SourcesSay.DISAGREE,
    SourcesSay.BOARD_LISTED,
)
PROFESSIONS = (Profession.PHYSICAL_THERAPIST, Profession.CHIROPRACTOR, Profession.ACUPUNCTURIST)
CONDITIONS = ((), ("neck-pain",), ("low-back-pain",), ("neck-pain", "headache"))
OPEN, CLOSED = "npi_registry", "clinic_sites"
LETS = {OPEN: tuple(BulkGroup)}


def place(number):
    """Return a place; every fourth one is that of its neighbor, so that the page makes a block of both."""
    salida = number < 60
    point = SALIDA if salida else PORTLAND
    house = number - number % 4 // 3
    town = ("Salida", "CO", "81201") if salida else ("Portland", "ME", "04101")
    return location(
        f"{100 + house} Example St",
        *town,
        organization="Upper River Clinic",
        phone=phone(f"{100 + house}"),
        fax=phone("199"),
        latitude=point[0] + house % 13 / 60,
        longitude=point[1] - house % 7 / 50,
        precision=Precision.ADDRESS,
    )


def stated_of(name, at, source):
    said = {
        "name": name,
        "address": address_line(at),
        "phone": phone_line(at.phone),
        "fax": at.fax.e164,
        "organization": at.organization,
    }
    return tuple(claim(field, value, source) for field, value in said.items())


def somebody(number):
    """Return a listing; the even ones are in an open source too, and only a closed one speaks of needling."""
    at = place(number)
    name = f"Jordan Avery{chr(97 + number // 26)}{chr(97 + number % 26)}"
    answer = ANSWERS[number % len(ANSWERS)]
    words = [quote(f"Words {number} on dry needling.")]
    if answer is SourcesSay.DISAGREE:
        words.append(quote("We do not.", says_yes=False))
    claims = stated_of(name, at, CLOSED) + (stated_of(name, at, OPEN) if number % 2 == 0 else ())
    here = practice(at, answer, *words)
    shared = {"id": f"id{number:02d}", "claims": claims, "conditions": CONDITIONS[number % len(CONDITIONS)]}
    if number % 9 == 8:
        return clinic(here, name=f"Clinic {name}", **shared | {"claims": stated_of(f"Clinic {name}", at, CLOSED)})
    held = (PROFESSIONS[number % len(PROFESSIONS)],)
    return practitioner(here, name=name, professions=held, licenses=(license_held(),), **shared)


@pytest.fixture(scope="session")
def files_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PINPOINT_NOW", "2026-11-23T12:00:00+00:00")
        chosen = settings.Settings(home=folder)
        publish_providers(chosen, [somebody(number) for number in range(90)], may_leave=LETS)
    return folder


@pytest.fixture(scope="session")
def opened(files_folder):
    """The one app of all tests here: it reads, and writes nothing."""
    return app_over(settings.Settings(home=files_folder, searches_per_minute=100_000))


@pytest.fixture
def site(home, opened):
    """A site over the ninety, with a limit that sixty searches do not reach; `home` sets the clock."""
    return opened.test_client()
