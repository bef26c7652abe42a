import pytest

from crawler.gates.access_gates import access_judgment
from crawler.gates.judgment import Crawled
from crawler.gates.measuring import Measured
from index.store.runs.runs import Verdict

FORBIDDEN = {"robotstxt/forbidden": 1}


@pytest.mark.parametrize(
    ("stats", "cause"),
    [
        (FORBIDDEN, "robots.txt does not allow 1 of the addresses"),
        (
            FORBIDDEN | {"manners/closed_by_delay": 1},
            "robots.txt does not allow 1 of the addresses: it asks for more than an hour between two requests",
        ),
    ],
)
def test_a_robots_txt_that_keeps_a_run_out_is_named_with_the_reason(stats, cause):
    judgment = access_judgment(Crawled(finish_reason="finished", stats=stats, measured=Measured(listings=0)))
    assert (judgment.verdict, judgment.cause) == (Verdict.BLOCKED, cause)
