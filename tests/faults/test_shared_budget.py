"""Two sources on one host, crawled side by side by two processes, ask it together no more often than one may."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import yaml

from tests.faults.conftest import crawl, source_file
from tests.faults.hostile_server import LIST, ROBOTS, SECOND

DELAY = 1.0
SLACK = 0.8  # seconds by which the first request may have come late, on a busy machine


@pytest.fixture
def two_sources(hostile, home, monkeypatch):
    hostile.turn({})
    (home / "sources").mkdir(parents=True)
    for name in ("one", "other"):
        described = source_file(name, hostile.address, 20)
        described["politeness"]["delay_seconds"] = DELAY
        (home / "sources" / f"{name}.yml").write_text(yaml.safe_dump(described))
    return "one", "other"


def test_the_requests_of_both_lie_a_delay_apart(hostile, home, two_sources):
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(lambda source: crawl(home, hostile, source), two_sources))
    assert [outcome.run.verdict for outcome in outcomes] == ["held", "held"]  # first runs
    assert sorted(hostile.asked) == sorted(2 * [ROBOTS, LIST, SECOND])
    assert hostile.moments[-1] - hostile.moments[0] > 5 * DELAY - SLACK
