"""Whatever kills, operators, sites and clocks do, no run is lost, doubled, or published without having passed."""

import sys
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta

import pytest
from hypothesis import Phase
from hypothesis import settings as hypothesis_settings
from hypothesis.stateful import run_state_machine_as_test

from crawler.runs import claim as claim_module
from crawler.runs import execute as execute_module
from crawler.sources.run_schedule import SourceSchedule
from crawler.worker import worker as worker_module
from crawler.worker.worker import Worker
from index import clock
from index.store import promotion
from index.store.runs import run_judgments, runs
from tests.crawler.run_life import simulated_home
from tests.crawler.run_life.machine import CHANGES, RunLife
from tests.crawler.run_life.simulated_home import ANSWERS, DAILY

NO_SHRINK = (Phase.explicit, Phase.reuse, Phase.generate)


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A home whose sources were each read once."""
    patch = pytest.MonkeyPatch()
    home = tmp_path_factory.mktemp("run_life") / "home"
    simulated_home.prepared(home, patch)
    patch.undo()
    return home


@pytest.fixture
def life(template, monkeypatch):
    monkeypatch.setattr(RunLife, "template", template, raising=False)
    monkeypatch.setattr(RunLife, "met", Counter())
    monkeypatch.setenv("PINPOINT_NOW", simulated_home.BEGIN.isoformat())
    return RunLife


def lived(life, *, lives, steps, derandomize=True):
    run_state_machine_as_test(
        life,
        settings=hypothesis_settings(
            max_examples=lives, stateful_step_count=steps, derandomize=derandomize, phases=NO_SHRINK, database=None
        ),
    )


def test_no_run_is_lost_doubled_or_published_without_having_passed(life, soak):
    lived(life, lives=300 if soak else 5, steps=50 if soak else 15, derandomize=not soak)
    sys.stdout.write(f"runs seen: {dict(life.met)}\n")


VERDICTS = {
    "well": "passed",
    "fewer": "held",
    "nothing": "rejected",
    "busy": "throttled",
    "down": "unreachable",
    "broken": "rejected",
}


def test_each_answer_of_a_site_has_its_verdict(life):
    """So the lives meet what they are to meet, three answers at a time."""
    seen = {}
    for three in (ANSWERS[:3], ANSWERS[3:]):
        one = life()
        try:
            one.everything_is_due(three)
            one.everybody_goes_on(rounds=12, steps=60)
            with one.store.read() as connection:
                newest = {run.source: run for run in reversed(runs.recent(connection))}
            seen |= {answer: newest[source].verdict for source, answer in one.home.answers.items()}
        finally:
            one.teardown()
    assert seen == VERDICTS


@contextmanager
def _whole_at_once(store, progress=None):
    with store.read() as connection:
        yield connection


def _by_the_clock(connection, *, unpublished=False):
    passed = "SELECT count(*) FROM run WHERE verdict = 'passed'"
    newest = " AND ended_at > (SELECT coalesce(max(built_at), '') FROM publication)"
    return connection.exec_driver_sql(passed + (newest if unpublished else "")).scalar_one()


BROKEN = {
    "a freeze is overlooked": (claim_module, "refuse_frozen", lambda _: None),
    "a living crawl is taken for a dead one": (execute_module, "take_lease", simulated_home.NoLease),
    "dead runs are left": (Worker, "_take_up_the_dead", lambda _: None),
    "half a promotion is published": (promotion, "whole_promotions", _whole_at_once),
    "clocks say what is published": (run_judgments, "passed_count", _by_the_clock),
    "a day has 24 hours": (SourceSchedule, "slot_near", lambda _, target, *, after: max(target, after)),
    "a pause is overlooked": (worker_module, "is_operator_paused", lambda *_: False),
}


def _crawl_by_hand_in_a_freeze(one):
    one.freeze_or_unfreeze(True)
    one.a_person_crawls(DAILY, force=False, accept=False)
    one.everybody_goes_on(rounds=12, steps=60)


def _kill_a_worker_that_has_begun(one):
    one.the_worker_steps(2)
    one.home.kill(one.home.worker)


def _crawl_by_hand_while_the_worker_crawls(one):
    one.the_worker_steps(2)
    one.everybody_goes_on(rounds=3, steps=1)
    one.a_person_crawls(DAILY, force=True, accept=False)
    one.home.processes.go_on(one.home.processes.threads()[-1], 60)


def _publish_in_a_promotion(one):
    one.settle()
    one.a_person_crawls(DAILY, force=True, accept=False)
    crawling = one.home.processes.living()[-1]
    while not _is_half_promoted(one):
        assert not crawling.is_over
        for process in (crawling, *one.home.processes.living()[2:]):
            for thread in process.threads:
                one.home.processes.go_on(thread)
    publishing = one.home.begin_stage()
    one.home.processes.go_on(publishing.threads[0], 60)


def _is_half_promoted(one):
    with one.store.read() as connection:
        phases = connection.exec_driver_sql("SELECT phase FROM promotion").scalars().all()
    return bool(phases) and phases[0] != promotion.PHASES[0]


def _set_the_clock_back_and_crawl_by_hand(one):
    one.settle()
    one.home.kill(one.home.worker)
    one.home.goes_to(clock.now() - timedelta(minutes=30))
    one.a_person_crawls(DAILY, force=True, accept=False)
    one.everybody_goes_on(rounds=12, steps=60)


def _live_through_the_night_of_a_change(one):
    one.home.goes_to(CHANGES[0] - timedelta(hours=20))
    one.hours_pass_undisturbed(30)


def _pause_a_source_whose_run_waits(one):
    one.settle()
    one.run_now(DAILY)
    one.pause(DAILY, None)
    one.the_worker_steps(3)


SCRIPTS = {
    "a freeze is overlooked": _crawl_by_hand_in_a_freeze,
    "a living crawl is taken for a dead one": _crawl_by_hand_while_the_worker_crawls,
    "dead runs are left": _kill_a_worker_that_has_begun,
    "half a promotion is published": _publish_in_a_promotion,
    "clocks say what is published": _set_the_clock_back_and_crawl_by_hand,
    "a day has 24 hours": _live_through_the_night_of_a_change,
    "a pause is overlooked": _pause_a_source_whose_run_waits,
}


@pytest.mark.parametrize("rule", SCRIPTS)
def test_what_must_hold_is_broken_with_its_rule(rule, life, monkeypatch):
    """In a life that is written down, as chance takes long to come to some of them."""
    assert _lives_well(life, SCRIPTS[rule])
    place, name, broken = BROKEN[rule]
    monkeypatch.setattr(place, name, broken)
    if rule == "a living crawl is taken for a dead one":
        monkeypatch.setattr(worker_module, "is_held", lambda *_: False)
    assert not _lives_well(life, SCRIPTS[rule])


def _lives_well(life, script):
    one = life()
    try:
        one.everything_is_due(("well",) * 3)
        script(one)
        one.nothing_is_wrong()
        one.settle()
    except AssertionError:
        return False
    finally:
        one.close()
    return True
