"""Rule 4: what was checked, in whose record, when, and what that does not show; no match is never worded as none."""

import re


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
