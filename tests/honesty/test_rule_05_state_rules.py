"""Rule 5: a rule says what was read, when and how surely; only one read and reviewed leaves anybody out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from index.records import Certainty
from tests.webapp.invented import RULES

TODAY = date(2026, 11, 23)
NEVADA = RULES.rule("NV", "physical-therapist")


@pytest.mark.parametrize("address", ["/find?place=81201", "/people/avery", "/states/colorado", "/find?place=Moab, UT"])
def test_a_rule_says_how_it_was_read_when_and_to_check_with_the_board(client, address):
    words = client.get(address).page.words
    assert "summary" in words
    assert "Nov 12, 2026" in words
    assert "Check with the board" in words


def test_a_states_page_says_who_reviewed_a_rule_and_where_it_was_read(client):
    words = client.get("/states/colorado").page.words
    assert "Reviewed by" in words
    assert "rules.test" in words


def test_hours_are_written_only_where_we_read_them_in_the_rule(client):
    assert "46 hours" not in client.get("/find?place=81201").page.words
    assert "46 hours" not in client.get("/states/colorado").page.words
    assert "54 hours" in client.get("/find?place=Goodland, KS").page.words


def test_a_reviewed_rule_leaves_out_and_counts_without_a_name(client):
    words = client.get("/find?place=Elko, NV").page.words
    assert "1 more listing mentions dry needling under a license that the rule does not cover. We are checking" in words
    assert "Pat Quill" not in words
    assert client.get("/people/elko").status_code == 200


def test_a_summary_leaves_nobody_out_and_puts_a_caution_on_the_card(client):
    words = client.get("/find?place=Moab, UT").page.words
    assert "1 listed within 25 miles." in words
    assert "A notice we read says Utah does not allow this" in words


@pytest.mark.parametrize(
    "weaker",
    [
        replace(NEVADA, sure=Certainty.SUMMARY_READ),
        replace(NEVADA, reviewed_by="", reviewed_on=None),
        replace(NEVADA, reviewed_on=TODAY - timedelta(days=400), read_on=TODAY - timedelta(days=400)),
        replace(NEVADA, sure=Certainty.CONFLICT),
    ],
    ids=["summary", "not reviewed", "reviewed too long ago", "conflict"],
)
def test_nothing_weaker_leaves_out_whoever_is_listed(weaker):
    assert NEVADA.leaves_out_listed(TODAY)
    assert not weaker.leaves_out_listed(TODAY)


def test_a_rule_that_nobody_found_is_neither_yes_nor_no(client):
    words = client.get("/find?place=81201").page.words
    assert "We have not found Colorado's rule for chiropractors. That does not mean yes or no." in words
