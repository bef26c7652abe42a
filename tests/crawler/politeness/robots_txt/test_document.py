import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.politeness.robots_txt import RobotsAnswer, RobotsTxt
from crawler.politeness.robots_txt.lines import LIMIT

WE = "PinpointBot"
ROBOTS = b"User-agent: *\nDisallow: /staff/private/  # of no use to anybody\nCrawl-delay: 4\n"
LINES = st.tuples(
    st.sampled_from([b"User-agent", b"Allow", b"disallow ", b"Crawl-delay", b"request-rate", b"<br />"]),
    st.sampled_from([b":", b" ", b""]),
    st.one_of(st.sampled_from([b"*", b"PinpointBot", b"/", b"/*a*$", b"5", b"1/3", b"/%", b"\xff"]), st.binary()),
).map(b"".join)
BODIES = st.one_of(st.binary(), st.lists(LINES).map(b"\n".join))


def rules_after(padding, rule):
    """Return a file in which a rule begins `padding` octets before the limit."""
    head = b"User-agent: *\n"
    filling = LIMIT - padding - len(head)
    return head + b"#" * (filling - 1) + b"\n" + rule


@given(body=BODIES, url=st.text(), agent=st.text())
def test_any_octets_are_rules_and_any_address_gets_an_answer(body, url, agent):
    answer = RobotsAnswer.of(200, body)
    decision = answer.decide(url, agent)
    assert decision.allowed in {True, False}
    assert decision.rule.isprintable()
    if decision.line:
        assert decision.rule.startswith(f"line {decision.line}: ")
    pace = answer.pace_for(agent)
    assert pace is None or 0 <= pace.seconds <= 1_000_000_000


@given(body=BODIES, path=st.text(alphabet="ab%2f*$/?;é"))
def test_a_disallow_of_everything_next_to_them_forbids_what_no_line_allowed(body, path):
    allowed = RobotsTxt.parse(b"User-agent: x\nDisallow: /\n\n" + body).rule_for(f"https://a.test/{path}", "x")
    assert not allowed.allowed or allowed.line is not None


def test_a_decision_names_the_line_as_it_is_in_the_file():
    decision = RobotsTxt.parse(ROBOTS).rule_for("https://clinic.test/staff/private/1", WE)
    assert (decision.allowed, decision.rule) == (False, "line 2: Disallow: /staff/private/")


def test_a_line_s_control_characters_do_not_reach_a_terminal():
    body = b"User-agent: *\nDisallow: /\x1b[2J\n"
    assert RobotsTxt.parse(body).rule_for("https://a.test/%1B[2Jx", WE).rule == "line 2: Disallow: / [2J"


def test_a_line_of_a_whole_book_is_shown_in_part():
    rule = RobotsTxt.parse(b"User-agent: *\nDisallow: /" + b"*" * 5000).rule_for("https://a.test/", WE).rule
    assert (rule[:22], len(rule) < 250, rule[-1]) == ("line 2: Disallow: /***", True, "…")


@pytest.mark.parametrize(
    ("padding", "rule", "line"),
    [
        (20, b"Disallow: /private\n", 3),  # it and its line end fit
        (18, b"Disallow: /private\n", 3),  # the line end is the first octet beyond
        (17, b"Disallow: /private\n", None),
        (5, b"Disallow: /private\n", None),
        (0, b"Disallow: /private\n", None),
    ],
)
def test_a_rule_that_the_limit_cuts_is_not_half_applied(padding, rule, line):
    body = rules_after(padding, rule) + b"#" * 100
    document = RobotsTxt.parse(body)
    assert (document.cut, document.rule_for("https://a.test/private", WE).line) == (True, line)
    assert document.rule_for("https://a.test/priv", WE).line is None


def test_rules_before_the_limit_hold_in_a_file_beyond_it():
    body = b"User-agent: *\nDisallow: /a\n" + b"# filling\n" * LIMIT + b"Disallow: /b\n"
    document = RobotsTxt.parse(body)
    assert [document.rule_for(f"https://t.test/{path}", WE).line for path in "ab"] == [2, None]


def test_one_line_longer_than_the_limit_says_nothing():
    assert RobotsTxt.parse(b"x" * (LIMIT + 1)).rule_for("https://a.test/", WE).line is None


@pytest.mark.parametrize(
    "body",
    [
        b"User-agent: *\nDisallow: /" + b"*a" * 250_000 + b"b",
        b"User-agent: *\nDisallow: /" + b"*" * 500_000,
        b"User-agent: *\n" + b"Disallow: /*a*a*a*a*b$\n" * 22_000,
        b"User-agent: PinpointBot\n" * 21_000,
        b"User-agent: a\n" * 18_000 + b"Allow: /\n" * 27_000,  # each of many names with each of many rules
        b"User-agent: *\n" + b"<br />" * 85_000,
        b"User-agent: *\n<br" + b" " * 500_000,
        b"User-agent: *\nCrawl-delay: " + b"9" * 500_000,
        b"User-agent: *\nRequest-rate: 1" + b" " * 500_000,
        b"User-agent: *\nDisallow: " + b"%" * 500_000,
    ],
    ids=lambda body: f"{body[14:40]!r}",
)
def test_a_file_that_is_made_to_hold_us_up_does_not(body):
    """An exponential or quadratic reading would not end while anybody waits for the suite."""
    answer = RobotsAnswer.of(200, body)
    assert answer.decide("https://a.test/" + "a" * 2000, WE).rule
    assert len(answer.document.groups) <= 1


@pytest.mark.parametrize("body", [b"<!DOCTYPE html><p>x", b"\xef\xbb\xbf\n <HTML>\n<p>x</p>", b"<head>"])
def test_a_web_page_in_its_place_is_not_taken_for_rules(body):
    assert RobotsTxt.parse(body).html


@pytest.mark.parametrize("body", [b"", b"User-agent: *\n<br />\nAllow: /", b"# <html>", b"<htmlish>"])
def test_rules_are_not_taken_for_a_web_page(body):
    assert not RobotsTxt.parse(body).html


@pytest.mark.parametrize("agent", [WE, "HeronBot", "Nobody"])
def test_what_is_kept_for_one_robot_decides_as_the_whole_file_does(agent):
    body = b"User-agent: *\nDisallow: /a\nCrawl-delay: 2\n\nUser-agent: HeronBot\nDisallow: /b\n" + b"#" * LIMIT
    whole = RobotsTxt.parse(body)
    kept = whole.for_robot(agent)
    for path in ("a", "b", "c"):
        assert kept.rule_for(f"https://t.test/{path}", agent) == whole.rule_for(f"https://t.test/{path}", agent)
    assert (kept.pace_for(agent), kept.cut, len(kept.groups)) == (whole.pace_for(agent), True, 1)
