"""The commands about runs, as an operator types them, on an invented directory."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from crawler.runs.decisions import Acceptance
from crawler.runs.run_diff import NothingStagedError
from index.store.runs import runs, staging
from pinpoint import cli
from tests.crawler.gates.directory import SOURCE, at, directory, listing
from tests.store_rows import queue_run

WHO = Acceptance(who="Jo", reason="looked at")
ALL = directory(60)


def printed(*arguments, error=None):
    done = CliRunner().invoke(cli, list(map(str, arguments)))
    if error is None:
        assert done.exit_code == 0, done.output
    else:
        assert isinstance(done.exception, error), done.output
    return done.stdout


def printed_json(*arguments):
    return json.loads(printed(*arguments, "--json"))


@pytest.fixture
def changed(settled):
    """A run that passed, and one that is held: one moved, one renamed, two new, three missing."""
    settled(ALL, WHO)
    moved = at(ALL[0], phone="(720) 555-0150")
    renamed = replace(ALL[1], name="Robin Castell, PT")
    return settled([moved, renamed, *ALL[2:57], listing(90), listing(91)], version="v2")


def test_a_diff_counts_first_and_then_shows_each_field_with_old_and_new(changed):
    lines = printed("diff", changed.id).splitlines()
    assert lines[0] == "run 2 against the listings now: 2 added, 2 changed, 0 back, 3 missing, of 59 staged"
    assert "      locations[0].phone.e164: +13035550100 → +17205550150" in lines
    assert [line[:6] for line in lines if line.startswith("- ")] == ["- n057", "- n058", "- n059"]


def test_a_diff_shows_as_many_examples_as_asked_for(changed):
    some, everything = printed_json("diff", changed.id, "--limit", 1), printed_json("diff", changed.id, "--all")
    assert some["counts"] == everything["counts"] == {"added": 2, "changed": 2, "back": 0, "missing": 3}
    assert [len(found) for found in some["examples"].values()] == [1, 1, 0, 1]
    assert [len(found) for found in everything["examples"].values()] == [2, 2, 0, 3]
    assert some["fields"]["locations.phone.e164"] == 1
    assert "… and 2 more missing" in printed("diff", changed.id, "--limit", 1)


def test_a_diff_shows_what_an_approval_does(changed):
    counts = printed_json("diff", changed.id)["counts"]
    run = printed_json("approve", changed.id, "--reason", "seen", "--who", "Jo")
    assert {name: run["delta"][name] for name in ("added", "changed", "missing")} == {
        name: counts[name] for name in ("added", "changed", "missing")
    }
    assert set(printed_json("diff", changed.id)["counts"].values()) == {0, 3}


def test_what_a_run_changed_is_still_shown_after_newer_runs(changed, settled):
    printed("approve", changed.id, "--reason", "looked at", "--who", "Jo")
    settled(ALL, WHO)
    lines = printed("runs", "changes", changed.id).splitlines()
    assert lines[1:3] == ["+ n090  Avery Esempio", "+ n091  Blake Esempio"]
    assert "      locations[0].phone.e164: +13035550100 → +17205550150" in lines
    assert "      no longer stated: phone +13035550100 (read 2026-11-23 to 2026-11-23)" in lines
    assert [line[:6] for line in lines if line.startswith("? ")] == ["? n057", "? n058", "? n059"]
    found = printed_json("runs", "changes", changed.id, "--limit", 1)
    assert found["counts"] == {"added": 2, "changed": 2, "back": 0, "missing": 3, "withdrawn": 0}
    assert [len(found["examples"][kind]) for kind in found["counts"]] == [1, 1, 0, 1, 0]


def test_a_diff_with_a_partial_run_misses_nobody(settled):
    settled(ALL, WHO)
    part = settled(ALL[:10], partial=True, version="v2")
    assert printed_json("diff", part.id)["counts"]["missing"] == 0


def test_a_run_without_staged_rows_says_how_to_read_it_again(settled):
    empty = settled([], WHO)
    printed("diff", empty.id, error=NothingStagedError)


def test_a_run_is_shown_with_causes_fields_and_what_is_usual(changed):
    text = printed("runs", "show", changed.id)
    assert "cause    reading_changed" in text
    assert "field    phone                100.0%   usual 100.0%" in text
    report = printed_json("runs", "show", changed.id)
    assert [cause["code"] for cause in report["causes"]] == ["reading_changed"]
    assert set(report["causes"][0]) == {"code", "sentence", "measured", "allowed", "about"}
    assert report["fill_rates"]["website"] == pytest.approx(52 / 59)
    assert report["answers"] == {"200": 101}


def test_unread_fields_and_problems_are_shown(store, settled):
    run = settled(ALL, WHO, stats={"unread/fax2": 31, "unread/bio": 60})
    with store.write() as connection:
        staging.note_problems(connection, run.id, [("row/name", "page 3", "a card has no name")] * 5)
    report = printed_json("runs", "show", run.id)
    assert report["unread"] == {"bio": 60, "fax2": 31}
    assert report["problems"] == {"row/name": 5}
    assert printed("runs", "show", run.id).count("page 3: a card has no name") == 3


def test_runs_alone_lists_them(changed):
    assert [run["run"] for run in printed_json("runs")] == [2, 1]
    assert printed("runs", "--limit", 1).startswith("run 2 ")


def test_a_rejection_needs_a_reason_and_is_shown(changed):
    assert CliRunner().invoke(cli, ["reject", "2"]).exit_code == 2
    assert printed("reject", 2, "--reason", "wrong list", "--who", "Jo").startswith("run 2 ")
    assert printed_json("runs")[0]["cause"].startswith("rejected by Jo; first run since")


def test_a_queued_run_is_cancelled(store):
    with store.write() as connection:
        queue_run(connection, SOURCE)
    assert printed_json("cancel", 1, "--who", "Jo")["verdict"] == "cancelled"


def test_a_run_that_nobody_carries_any_more_is_cancelled_at_once(store):
    with store.write() as connection:
        number = queue_run(connection, SOURCE)
        runs.start(connection, number, pid=999_999)
    assert printed_json("cancel", number, "--who", "Jo")["verdict"] == "cancelled"


def test_a_held_run_is_seen_in_the_list_of_sources_and_by_the_doctor(settled):
    settled(ALL)
    assert f"{SOURCE:24} enabled   held (run 1)" in printed("sources", "list")
    checked = json.loads(CliRunner().invoke(cli, ["doctor", "--json"]).stdout)
    (note,) = [one["note"] for one in checked if one["check"] == "held runs"]
    assert note == f"run 1 ({SOURCE}) waits for review; `pinpoint runs show 1`, then approve or reject"


def test_a_warning_is_shown_next_to_the_verdict(settled):
    settled(ALL, WHO)
    settled(ALL, stats={"retry/max_reached": 1})
    assert "[1 pages were not read, so no listing is marked as missing]" in printed("runs", "--limit", 1)
    assert printed_json("runs", "--limit", 1)[0]["warnings"] == ["gaps"]
