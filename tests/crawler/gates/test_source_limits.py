"""Runs that end at a limit of their source: what was read is judged as a part; nothing read is no fault."""

import pytest

from crawler.gates.gates import judge
from crawler.gates.judgment import Crawled
from crawler.gates.measuring import Measured
from crawler.sources.definition import Gates
from index.store.runs.causes import Cause
from index.store.runs.runs import Verdict

GATES = Gates(minimum_listings=10)
STATS = {"downloader/exception_count": 4, "manners/budget_spent": "500 requests a day"}
BUDGET = "the source used its budget (500 requests a day), so only a part was read; the next day continues"


def crawled(listings, reason, *, partial=True, **stats):
    read = {"downloader/response_status_count/200": 3} if listings else {}
    return Crawled(
        finish_reason=reason, stats=STATS | read | stats, measured=Measured(listings=listings), partial=partial
    )


def test_what_was_read_until_the_budget_was_spent_passes_as_a_part():
    judgment = judge(GATES, crawled(5, "budget_spent"))
    assert (judgment.verdict, judgment.codes) == (Verdict.PASSED, ())
    assert [(one.code, one.sentence) for one in judgment.warnings] == [(Cause.BUDGET_SPENT, BUDGET)]


@pytest.mark.parametrize("cause", [Cause.BUDGET_SPENT, Cause.QUIET_HOURS])
def test_a_run_that_could_read_nothing_is_cancelled_with_the_limit_as_its_cause(cause):
    judgment = judge(GATES, crawled(0, str(cause)))
    assert (judgment.verdict, judgment.codes) == (Verdict.CANCELLED, (cause,))


def test_a_challenge_before_the_limit_is_still_a_challenge():
    judgment = judge(GATES, crawled(5, "budget_spent", **{"manners/challenge/cloudflare": 1}))
    assert judgment.verdict is Verdict.BLOCKED
