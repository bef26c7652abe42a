import pytest

from crawler.gates import Crawled, judge
from crawler.source import Gates
from index.store.runs import Verdict

GATES = Gates(minimum_listings=5)


def crawled(**changes):
    values = {"finish_reason": "finished", "stats": {}, "listings": 100, "problems": 0, "partial": False}
    return Crawled(**values | {"earlier": [100, 98, 102]} | changes)


def test_a_run_like_the_earlier_ones_passes():
    judgment = judge(GATES, crawled())
    assert (judgment.verdict, judgment.cause) == (Verdict.PASSED, "")


@pytest.mark.parametrize(
    ("changes", "verdict", "cause"),
    [
        ({"listings": 0}, Verdict.REJECTED, "no listing was found"),
        ({"finish_reason": "closespider_timeout"}, Verdict.REJECTED, "ended early: closespider_timeout"),
        ({"finish_reason": "shutdown"}, Verdict.REJECTED, "ended early: shutdown"),
        ({"finish_reason": ""}, Verdict.REJECTED, "no reason given"),
        ({"finish_reason": "closespider_itemcount"}, Verdict.REJECTED, "ended early"),
        ({"stats": {"manners/robots_unreachable": 1}}, Verdict.UNREACHABLE, "robots.txt could not be read"),
        ({"listings": 0, "stats": {"robotstxt/forbidden": 1}}, Verdict.BLOCKED, "robots.txt does not allow"),
        ({"listings": 0, "stats": {"downloader/response_status_count/403": 2}}, Verdict.BLOCKED, "refused"),
        ({"listings": 0, "stats": {"downloader/response_status_count/429": 1}}, Verdict.THROTTLED, "slow down"),
        ({"listings": 0, "stats": {"downloader/exception_count": 3}}, Verdict.UNREACHABLE, "no request was answered"),
        ({"finish_reason": "blocked", "stats": {"manners/challenge/captcha": 1}}, Verdict.BLOCKED, "captcha"),
        ({"finish_reason": "throttled", "stats": {"manners/retry_after_seconds": 60}}, Verdict.THROTTLED, "60 seconds"),
        ({"finish_reason": "unreachable"}, Verdict.UNREACHABLE, "stopped answering"),
        ({"listings": 0, "stats": {"manners/address_refused": 1}}, Verdict.REJECTED, "not public"),
        ({"listings": 0, "stats": {"manners/contact_missing": 1}}, Verdict.REJECTED, "PINPOINT_CRAWL_CONTACT"),
        ({"listings": 0, "stats": {"manners/redirect_loop": 1}}, Verdict.REJECTED, "on and on"),
        ({"earlier": []}, Verdict.HELD, "first run"),
        ({"listings": 69}, Verdict.HELD, "69 listings, 100 are usual"),
        ({"listings": 4, "earlier": [4]}, Verdict.HELD, "at least 5 expected"),
        ({"vanished": 11}, Verdict.HELD, "11 listings of earlier runs were not found again"),
        ({"problems": 6}, Verdict.HELD, "6 rows or pages could not be read"),
        ({"stats": {"retry/max_reached": 1}}, Verdict.HELD, "1 requests failed for good"),
    ],
)
def test_each_cause_has_its_verdict(changes, verdict, cause):
    judgment = judge(GATES, crawled(**changes))
    assert judgment.verdict is verdict
    assert cause in judgment.cause


def test_a_partial_run_is_not_measured_against_whole_ones():
    judgment = judge(GATES, crawled(partial=True, listings=2, earlier=[], finish_reason="closespider_itemcount"))
    assert judgment.verdict is Verdict.PASSED


def test_a_few_vanished_listings_of_many_are_ordinary():
    assert judge(GATES, crawled(vanished=10)).verdict is Verdict.PASSED
