import pytest

from crawler.politeness.robots_txt import RobotsAnswer

WE = "PinpointBot"
URL = "https://clinic.test/staff"
FORBIDS, ALLOWS = b"User-agent: *\nDisallow: /\n", b"User-agent: *\nAllow: /\n"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429, 451, 499])
def test_a_missing_file_allows_all_whatever_its_error_page_says(status):
    decision = RobotsAnswer.of(status, FORBIDS).decide(URL, WE)
    assert (decision.allowed, decision.rule) == (True, f"no robots.txt (answered with {status})")


@pytest.mark.parametrize("status", [100, 301, 304, 399, 500, 502, 503, 504, 599])
def test_an_unreachable_file_forbids_all_whatever_its_error_page_says(status):
    answer = RobotsAnswer.of(status, ALLOWS)
    assert (answer.decide(URL, WE).allowed, answer.is_unreachable) == (False, True)
    assert answer.decide(URL, WE).rule == f"robots.txt is unreachable (answered with {status})"


@pytest.mark.parametrize("status", [200, 203, 206, 299])
def test_an_answer_is_read(status):
    assert not RobotsAnswer.of(status, FORBIDS).decide(URL, WE).allowed
    assert not RobotsAnswer.of(status, FORBIDS).is_unreachable


def test_an_owner_who_wants_more_than_an_hour_between_requests_is_left_alone():
    decision = RobotsAnswer.of(200, b"User-agent: *\nAllow: /\nCrawl-delay: 86400\n").decide(URL, WE)
    assert (decision.allowed, decision.line) == (False, 3)
    assert decision.rule == "line 3: Crawl-delay: 86400 (longer than 3600 seconds, so we stay away)"


def test_an_hour_between_requests_is_kept():
    answer = RobotsAnswer.of(200, b"User-agent: *\nCrawl-delay: 3600\n")
    assert (answer.decide(URL, WE).allowed, answer.pace_for(WE).seconds) == (True, 3600)


def test_what_is_forbidden_anyway_names_the_rule_and_not_the_delay():
    assert RobotsAnswer.of(200, FORBIDS + b"Crawl-delay: 86400\n").decide(URL, WE).line == 2
