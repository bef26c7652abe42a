import json

import pytest

from crawler.politeness.host_budget import HostBudget


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def crawls(home, clock):
    """The budgets of two crawls of one home."""
    return HostBudget(home, clock), HostBudget(home, clock)


def test_two_crawls_together_ask_a_host_no_more_often_than_one(crawls):
    one, other = crawls
    assert [one.take("needling.test", 2), other.take("needling.test", 2), one.take("needling.test", 2)] == [0, 2, 4]


def test_the_longer_of_two_delays_lies_between_their_requests(crawls, clock):
    one, other = crawls
    assert one.take("needling.test", 10) == 0
    clock.now += 3
    assert other.take("needling.test", 2) == 7
    clock.now += 7
    assert one.take("needling.test", 10) == 10


def test_a_host_that_was_left_alone_long_enough_is_asked_at_once(crawls, clock):
    one, other = crawls
    one.take("needling.test", 2)
    clock.now += 2
    assert other.take("needling.test", 2) == 0


def test_each_host_has_its_own_budget(crawls):
    one, other = crawls
    assert [one.take("needling.test", 2), other.take("other.test", 2)] == [0, 0]


@pytest.mark.parametrize(
    "written",
    [
        "",
        "{",
        "[]",
        '{"boot": "BOOT"}',
        '{"boot": "another", "asked_at": 1000, "delay": 5}',
        '{"boot": "BOOT", "asked_at": 1e300, "delay": 5}',
        '{"boot": "BOOT", "asked_at": NaN, "delay": 5}',
        '{"boot": "BOOT", "asked_at": "x", "delay": 5}',
    ],
)
def test_what_no_crawl_of_this_start_of_the_machine_wrote_holds_nobody_up(crawls, written):
    one, _ = crawls
    one.take("needling.test", 2)
    (file,) = one.folder.iterdir()
    file.write_text(written.replace("BOOT", one.boot))
    assert one.take("needling.test", 2) == 0
    assert json.loads(file.read_text()) == {"boot": one.boot, "asked_at": 1000.0, "delay": 2}


@pytest.mark.parametrize("host", ["../../etc/passwd", "..", "", "a" * 300, "[::1]", "bücher.test"])
def test_no_host_leads_out_of_the_folder(crawls, host):
    one, _ = crawls
    one.take(host, 2)
    (file,) = one.folder.iterdir()
    assert len(file.name) < 255
