"""A source with many hosts: a refusal closes one of them, and the run is judged by the others."""

import pytest

from crawler.gates.gates import judge
from crawler.gates.judgment import Crawled
from crawler.gates.measuring import Measured
from crawler.sources.definition import Gates
from index.store.runs.causes import Cause
from index.store.runs.runs import Verdict

GATES = Gates(minimum_listings=1)
READ = {"downloader/response_status_count/200": 30}


def crawled(listings=20, **stats):
    return Crawled(
        finish_reason="finished",
        stats=READ | stats,
        measured=Measured(listings=listings),
        partial=True,
        many_hosts=True,
    )


@pytest.mark.parametrize(
    "stats",
    [
        {"manners/robots_unreachable": 2},
        {"manners/challenge/cloudflare": 1, "manners/host_closed/blocked": 1},
        {"retry/max_reached": 12},
        {"robotstxt/forbidden": 3},
    ],
)
@pytest.mark.parametrize("listings", [20, 0])
def test_closed_sites_are_reported_and_stop_no_other(stats, listings):
    judgment = judge(GATES, crawled(listings, **stats))
    assert judgment.verdict is Verdict.PASSED
    assert {cause.code for cause in judgment.warnings} > {Cause.PARTIAL}


def test_a_run_that_no_site_answered_read_nothing():
    silent = Crawled(
        finish_reason="finished",
        stats={"downloader/exception_count": 9},
        measured=Measured(),
        partial=True,
        many_hosts=True,
    )
    assert judge(GATES, silent).verdict is Verdict.UNREACHABLE


def test_many_gone_at_the_sites_that_were_read_is_looked_at():
    from dataclasses import replace

    judgment = judge(GATES, replace(crawled(), vanished=15))
    assert (judgment.verdict, judgment.codes) == (Verdict.HELD, (Cause.VANISHED,))
    assert judge(GATES, replace(crawled(), vanished=9)).verdict is Verdict.PASSED
