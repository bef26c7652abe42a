import pytest

from crawler.politeness.robots_txt import RobotsTxt

WE = "PinpointBot"


def pace(lines, agent=WE):
    return RobotsTxt.parse(lines.encode()).pace_for(agent)


@pytest.mark.parametrize(
    ("line", "seconds"),
    [
        ("Crawl-delay: 10", 10),
        ("crawl-delay:0.5", 0.5),
        ("Crawl-Delay : 1,5", 1.5),
        ("Crawl-delay: .5", 0.5),
        ("Crawl-delay: 3.", 3),
        ("Crawl-delay: 10 s", 10),
        ("Crawl-delay: 10 seconds  # please", 10),
        ("crawldelay: 7", 7),
        ("Crawl-delay: 0", 0),
        ("Crawl-delay: " + "9" * 400, 1_000_000_000),
        ("Request-rate: 1/10", 10),
        ("Request-rate: 5/10", 2),
        ("Request-rate: 1/10s", 10),
        ("Request-rate: 30/1m", 2),
        ("Request-rate: 1 / 1h", 3600),
        ("Request-rate: 1/0", 0),
        ("Request-rate: 1/20s 0600-0845", 20),
        ("Request-rate: 1/20 06:00-08:45", 20),
    ],
)
def test_a_pace_is_seconds_between_two_requests(line, seconds):
    assert pace(f"User-agent: *\n{line}\n").seconds == seconds


@pytest.mark.parametrize(
    "line",
    [
        "Crawl-delay: soon",
        "Crawl-delay:",
        "Crawl-delay: -5",
        "Crawl-delay: .",
        "Crawl-delay: inf",
        "Crawl-delay: nan",
        "Crawl-delay: 1e9",
        "Crawl-delay: 10ms",
        "Request-rate: 10",
        "Request-rate: 0/10",
        "Request-rate: 1/",
        "Request-rate: 1/10d",
    ],
)
def test_what_is_no_pace_is_kept_to_be_counted(line):
    document = RobotsTxt.parse(f"User-agent: *\n{line}\n".encode())
    assert document.pace_for(WE) is None
    assert [unread.number for unread in document.group_for(WE).unread] == [2]


def test_the_slowest_of_several_paces_holds():
    slowest = pace("User-agent: *\nCrawl-delay: 3\nRequest-rate: 1/9\nCrawl-delay: 4\n")
    assert (slowest.seconds, slowest.line.number) == (9, 3)


def test_hours_of_a_rate_are_passed_over_and_reported():
    assert pace("User-agent: *\nRequest-rate: 1/9 0100-0500\n").with_hours
    assert not pace("User-agent: *\nRequest-rate: 1/9\n").with_hours


def test_our_own_pace_goes_before_everybody_s():
    lines = "User-agent: *\nCrawl-delay: 30\n\nUser-agent: PinpointBot\nCrawl-delay: 5\n"
    assert (pace(lines).seconds, pace(lines, "HeronBot").seconds) == (5, 30)


def test_a_pace_holds_for_the_agents_right_above_it_alone():
    lines = "User-agent: a\nUser-agent: b\nCrawl-delay: 9\nUser-agent: c\nCrawl-delay: 5\nUser-agent: d\nDisallow: /x\n"
    assert [getattr(pace(lines, agent), "seconds", None) for agent in "abcd"] == [9, 9, 5, None]


def test_a_pace_below_the_rules_holds_for_the_group():
    assert pace("User-agent: *\nDisallow: /x\nCrawl-delay: 9\nAllow: /y\nRequest-rate: 1/11\n").seconds == 11
