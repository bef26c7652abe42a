"""Rule 4: what was checked, in whose record, when, and what that does not show; no match is never worded as none."""

import re
from dataclasses import replace

import pytest

from index import settings
from index.records import CheckResult
from tests.builders import check
from tests.webapp.conftest import app_over
from tests.webapp.invented import providers, publish_providers

UNFAIR = re.compile(r"no license\b(?! number)|unlicensed|license: none|not licensed|not active|expired", re.IGNORECASE)


def test_a_license_that_a_source_typed_is_not_said_to_be_checked(client):
    words = client.get("/people/avery").page.words
    assert "as typed by a source. We have not checked it." in words
    assert "A license does not cover dry needling by itself." in words


def test_the_npi_registry_shows_a_number_and_nothing_of_dry_needling(client):
    words = client.get("/people/avery").page.words
    assert "NPI number 1234567893: a number exists under this name in the national registry." in words
    assert "The rest of that record is typed by the person. It has no field for dry needling." in words


def test_nobody_was_looked_up_so_nobody_is_said_to_have_no_license(client):
    for address in ("/people/avery", "/people/silent", "/people/no"):
        words = client.get(address).page.own_words
        assert "We have not looked this up." in words
        words = words.replace("That does not mean there is no license.", "")
        assert not re.search(r"no license\b(?! number)|unlicensed|license: none|not licensed", words, re.IGNORECASE)


@pytest.mark.parametrize("result", [CheckResult.ACTIVE, CheckResult.NO_RECORD, CheckResult.NOT_SETTLED])
def test_whatever_a_register_gave_its_day_is_shown_and_nobody_is_said_to_have_no_license(home, result):
    looked_up = (check(result),)
    everybody = [replace(one, checks=looked_up) if one.id == "avery" else one for one in providers()]
    publish_providers(settings.current(), everybody)
    words = app_over(settings.current()).test_client().get("/people/avery").page.own_words
    assert re.search(r"(read|on) Nov 12, 2026", words.split("License?")[1].split("Training?")[0])
    words = words.replace("It does not mean the person has no license.", "")
    assert not UNFAIR.search(words)
