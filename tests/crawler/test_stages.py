"""Resolve and publish during the worker's loop, with fake commands in their place."""

import sys
import time

import pytest

from crawler.worker import stages as stages_module
from crawler.worker.stages import Stages

WELL = "import sys; print('{}')"
FAILS = "import sys; sys.exit(1 if sys.argv[1] == 'publish' else 0)"
SAYS = "import sys; print('line one\\nError: the disk is full', file=sys.stderr); sys.exit(1)"
HANGS = "import time; time.sleep(600)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
LOUD = "import sys; sys.stderr.write('x' * 3_000_000); sys.stdout.write('y' * 3_000_000)"


def stages(code):
    return Stages((sys.executable, "-c", code))


def ended(one):
    """Go on with a round until it ends, without ever waiting long."""
    one.begin()
    end = time.monotonic() + 120
    while (status := one.poll()) is None:
        assert time.monotonic() < end, "the round does not end"
        time.sleep(0.02)
    assert not one.under_way
    return status


def test_a_round_is_resolve_and_then_publish():
    one = stages(WELL)
    assert ended(one)
    assert [(verb, of.exit_code, of.failed) for verb, of in one.outcomes.items()] == [
        ("resolve", 0, 0),
        ("publish", 0, 0),
    ]
    assert one.failures == []


def test_nothing_is_published_after_a_resolve_that_failed():
    one = stages(SAYS)
    assert not ended(one)
    assert list(one.outcomes) == ["resolve"]
    assert one.failures == ["resolve failed: the disk is full"]


def test_a_stage_that_fails_is_tried_again_ever_later(monkeypatch):
    monkeypatch.setattr(time, "monotonic", lambda: 1000.0)
    one, pauses = stages(FAILS), []
    for _ in range(8):
        one.begin()
        while one.poll() is None:
            time.sleep(0.01)
        pauses.append(one._again_at - 1000.0)
        assert not one.may_begin()
    assert pauses == [60, 120, 240, 480, 960, 1920, 3600, 3600]
    assert one.outcomes["publish"].failed == 8


def test_a_held_publication_waits_for_a_person_and_is_tried_once_an_hour(monkeypatch):
    monkeypatch.setattr(time, "monotonic", lambda: 1000.0)
    one = stages("import sys; sys.exit(3 if sys.argv[1] == 'publish' else 0)")
    one.begin()
    while one.poll() is None:
        time.sleep(0.01)
    assert one._again_at - 1000.0 == 3600
    assert one.failures == ["publish failed: it is held back; `pinpoint doctor` says why"]


@pytest.mark.parametrize("code", [HANGS, STUBBORN])
def test_a_stage_that_takes_too_long_is_ended_and_noted(code, monkeypatch):
    monkeypatch.setattr(stages_module, "SECONDS_FOR_A_STAGE", 0.5)
    monkeypatch.setattr(stages_module, "SECONDS_TO_END", 0.5)
    one = stages(code)
    assert not ended(one)
    assert (one.outcomes["resolve"].exit_code, one.outcomes["resolve"].failed) == (None, 1)
    assert one.failures == ["resolve failed: it took more than 0:00:00.500000 and was ended"]


def test_a_stage_that_writes_much_is_not_held_up():
    assert ended(stages(LOUD))


def test_looking_at_a_stage_that_runs_keeps_nobody():
    one = stages(HANGS)
    one.begin()
    assert [one.poll() for _ in range(1000)] == [None] * 1000
    assert one.under_way
    one.close()
    assert not one.under_way
