"""One page on a source: what is wrong since when, what changed, which page shows it, and the next step."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import update

from commands.diagnose import diagnose_command
from crawler.gates.advice import ADVICE
from crawler.runs.decisions import Acceptance
from crawler.runs.settle import settle
from crawler.worker.diagnosis import diagnose, diagnosis_lines
from index import settings
from index.store import freeze, sources
from index.store.runs import pages
from index.store.runs.causes import Cause
from index.store.schema import run as run_table
from tests.crawler.gates.directory import SOURCE, at, collected, definition, directory, register

WHO = Acceptance(who="us", reason="looked")
VERDICTS = Path(__file__).parents[2] / "docs" / "verdicts.md"


@pytest.fixture
def source(store):
    register(store, definition())
    return store


@pytest.fixture
def settled(source, monkeypatch):
    """Judge a run that ended on a day of November; returns its number."""

    def run(day, listings, acceptance=None, **of_run):
        monkeypatch.setenv("PINPOINT_NOW", f"{date(2026, 11, day).isoformat()}T12:00:00+00:00")
        number = collected(source, listings, **of_run)
        settle(source, settings.current(), number, acceptance=acceptance, progress=lambda *_: None)
        return number

    return run


def found(store, code_now="v1"):
    with store.read() as connection:
        return diagnose(connection, SOURCE, code_now=code_now, settings=settings.current())


def archived(store, run, *pages_of):
    """Index pages of a run: (path, status)."""
    shared = {"method": "GET", "fingerprint": "", "fetched_at": "", "sha256": "", "etag": None, "last_modified": None}
    rows = [
        pages.Page(
            run=run, sequence=number, url=f"https://school.test{path}", status=status, file="x.warc.gz",
            offset=number * 100, length=100, **shared,
        )
        for number, (path, status) in enumerate(pages_of, 1)
    ]  # fmt: skip
    with store.write() as connection:
        pages.index(connection, rows)


def test_a_source_that_was_never_read_says_how_to_begin(source):
    assert list(diagnosis_lines(found(source))) == [
        "invented_school: no run of it was ever judged",
        "  never read well; 0 listings now",
        "  due       not by itself; its file has no schedule; `pinpoint crawl invented_school` reads it",
        "  next      `pinpoint crawl invented_school` reads it for the first time",
    ]


def test_a_source_that_is_read_well_has_nothing_to_do(settled, source):
    settled(2, directory(), WHO)
    seen = found(source)
    assert (seen.verdict, seen.run, seen.good_run, seen.changed, seen.next_step) == ("passed", 1, 1, (), "")
    assert [one.code for one in seen.causes] == ["accepted", "first_run"]


def test_what_changed_since_the_last_good_run_is_shown_with_the_causes_and_the_page(settled, source):
    settled(2, directory(), WHO)
    gone = {"downloader/response_status_count/200": 21, "downloader/response_status_count/302": 4, "page/read": 20}
    for day in (9, 16):
        broken = settled(
            day, [], stats=gone | {"page/with_listings": 0, "problem/page/empty": 3, "downloader/request_count": 25}
        )
    archived(source, broken, ("/robots.txt", 200), ("/list", 200), ("/list?page=2", 200), ("/old", 404))
    assert list(diagnosis_lines(found(source))) == [
        "invented_school: rejected since 2026-11-09 12:00 UTC, 2 runs in a row; run 3 is the newest",
        "  read well 2026-11-02 (14 days ago); 100 listings now",
        "  cause    zero_results         no listing was found",
        f"{'':32}→ alone: the list is empty, or elsewhere. With `layout_changed`: the pages were there",
        "  cause    layout_changed       the pages look different: 20 were read, and none has a listing",
        "                                → open a page; correct the selectors or the platform",
        "  since run 1, the last good one:",
        "    listings                              100 → 0",
        "    requests                                0 → 25",
        "    pages read                            100 → 20",
        "    answers 200                           101 → 21",
        "    redirects                               0 → 4",
        "    problem page/empty                      0 → 3",
        "    pages with listings                   80% → 0%",
        "  look at   https://school.test/list?page=2 (200)",
        f"            in {settings.current().archive}/x.warc.gz, from byte 300",
        "  due       not by itself; its file has no schedule; `pinpoint crawl invented_school` reads it",
        f"  next      look at the page; if the list moved, correct the source file, then `pinpoint crawl {SOURCE}`",
    ]


def test_fields_that_are_filled_less_often_are_shown_one_by_one(settled, source):
    settled(2, directory(), WHO)
    settled(9, [at(raw, phone="" if number < 40 else "(303) 555-0100") for number, raw in enumerate(directory())])
    shown = {one.what: (one.before, one.now) for one in found(source).changed}
    assert shown == {"filled: phone": ("100%", "60%"), "have the same phone": ("1%", "100%")}


@pytest.mark.parametrize(
    ("stats", "path", "step"),
    [
        (
            {"manners/challenge/cloudflare": 1},
            "/refused",
            "`pinpoint sources disable invented_school --note TEXT`, or ask the publisher",
        ),
        ({"manners/robots_unreachable": 1}, "/robots.txt", "`pinpoint crawl invented_school` reads it again"),
        (
            {"downloader/response_status_count/403": 1},
            "/refused",
            "`pinpoint sources disable invented_school --note TEXT`, or ask the publisher",
        ),
    ],
)
def test_the_page_and_the_next_step_follow_from_the_cause(settled, source, stats, path, step):
    run = settled(2, [], stats={"downloader/response_status_count/200": 0} | stats)
    archived(source, run, ("/robots.txt", 503), ("/refused", 403), ("/last", 200))
    seen = found(source)
    assert (seen.page.url, seen.next_step) == (f"https://school.test{path}", step)


def test_a_held_run_waits_for_a_decision_and_a_frozen_home_for_its_end(settled, source):
    settled(2, directory())
    assert found(source).next_step == "`pinpoint diff 1`, then `pinpoint approve 1 --reason TEXT`, or reject"
    settled(9, directory(), WHO)
    with source.write() as connection:
        connection.execute(sources.source.update().values(interval_seconds=604800))
        freeze.freeze(connection, who="us", reason="wait")
    assert found(source).next_step == "`pinpoint unfreeze`, once what it was frozen for is settled"


def test_it_says_whether_code_or_source_file_changed(settled, source):
    settled(2, directory(), WHO)
    assert found(source).reading_changed == ""
    assert found(source, "v2").reading_changed == (
        "the code or the source file changed since run 1: the next run is held for a look"
    )
    settled(9, directory(), version="v2")
    assert found(source, "v2").reading_changed == (
        "the code or the source file that run 2 was read by is not that of run 1"
    )


def test_replays_and_dry_runs_are_not_what_a_source_is_judged_by(settled, source):
    settled(2, directory(), WHO)
    settled(9, [], dry_run=True)
    assert found(source).run == 1


def test_the_command_prints_the_page_or_json(settled, source):
    settled(2, directory(), WHO)
    printed = CliRunner().invoke(diagnose_command, [SOURCE, "--json"])
    seen = json.loads(printed.stdout)
    assert (seen["source"], seen["verdict"], seen["since"]) == (SOURCE, "passed", "2026-11-02T12:00:00+00:00")
    assert CliRunner().invoke(diagnose_command, [SOURCE]).stdout.startswith(f"{SOURCE}: passed since 2026-11-02")
    assert "no source 'nobody'" in str(CliRunner().invoke(diagnose_command, ["nobody"]).exception)


def test_the_advice_is_that_of_the_page_on_verdicts():
    causes = VERDICTS.read_text(encoding="utf-8").partition("## Causes")[2]
    rows = [line.strip("| ").split(" | ") for line in causes.splitlines() if re.match(r"\| `[a-z_]+` \|", line)]
    told = {Cause(cells[0].strip("`")): cells[2] for cells in rows if len(cells) == 3}
    assert told == dict(ADVICE)


def test_a_run_from_before_measures_were_stored_is_compared_by_its_counts(settled, source):
    settled(2, directory(), WHO)
    settled(9, [])
    with source.write() as connection:
        connection.execute(update(run_table).values(measured="{}"))
    assert "listings" not in [one.what for one in found(source).changed]
