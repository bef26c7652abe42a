from dataclasses import replace
from datetime import date

import pytest

from index import settings
from index.records import CheckKind, CheckResult
from tests import builders
from tests.webapp.conftest import app_over
from tests.webapp.invented import providers, publish_providers

READ = date(2026, 11, 20)


def check(kind, result, *, held=None, url="https://licenses.example/d/x", on=None):
    stated = builders.claim("status", result, "register", url, first_seen=READ, last_seen=READ)
    return builders.check(result, kind, claim=stated, license=held, on=on)


@pytest.fixture
def shown(home):
    """Publish the invented people, one of them with checks, and return a client."""

    def run(*checks, who="avery", **changes):
        everybody = [
            replace(one, checks=tuple(made(one) for made in checks), **changes) if one.id == who else one
            for one in providers()
        ]
        publish_providers(settings.current(), everybody)
        return app_over(settings.current()).test_client()

    return run


def of_license(result):
    return lambda provider: check(CheckKind.LICENSE, result, held=provider.licenses[0])


def test_a_license_in_force_is_shown_with_file_day_and_what_it_does_not_show(shown):
    page = shown(of_license(CheckResult.ACTIVE)).get("/people/avery").page
    said = "Active in Colorado's file, read Nov 20, 2026. A license does not cover dry needling by itself."
    assert f"License? {said}" in page.words
    assert f"CO PTL.0012345 physical therapist: {said} The file we read" in page.words
    assert "https://licenses.example/d/x" in page.links
    assert "We have not looked this up" not in page.words
    assert "license lookup" not in page.words


def test_no_match_is_shown_with_what_may_be_its_cause_and_that_it_is_no_no(shown):
    words = shown(of_license(CheckResult.NO_RECORD)).get("/people/avery").page.words
    said = (
        "We found no match in Colorado's license file on Nov 20, 2026. A different spelling, a new license or a "
        "multi-state permit can cause this. It does not mean the person has no license."
    )
    assert f"License? {said}" in words
    assert f"No match found {said}" in words
    assert "Colorado physical therapist license lookup" in words


def test_what_the_file_leaves_open_is_handed_to_the_state_s_own_site_without_a_word_on_the_person(shown):
    words = shown(of_license(CheckResult.NOT_SETTLED)).get("/people/avery").page.words
    assert "License? We cannot settle this from Colorado's file, read Nov 20, 2026. To look it up, search for" in words
    assert "not active" not in words.casefold()


def test_in_spanish_too(shown):
    words = shown(of_license(CheckResult.ACTIVE)).get("/es/people/avery").page.words
    assert "Activa en el archivo de Colorado, leído el 20 nov 2026." in words


def test_a_deactivated_number_is_shown_with_both_days_and_that_the_reason_is_not_known(shown):
    deactivated = check(CheckKind.NPI, CheckResult.DEACTIVATED, on=date(2024, 5, 6))
    words = shown(lambda _: deactivated).get("/people/avery").page.words
    assert (
        "NPI number 1234567893: the national registry's list, read Nov 20, 2026, says that it was deactivated on "
        "May 6, 2024. The list does not say why." in words
    )
    assert "a number exists under this name" not in words
