"""Whatever sequence of runs, verdicts and decisions: who is listed, missing and withdrawn follows from good runs."""

import os
import tempfile
from datetime import date, timedelta
from pathlib import Path

from hypothesis import Phase
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from crawler.runs.decisions import Acceptance, NewerRunPassedError, approve, cancel, reject
from crawler.runs.settle import settle
from index.settings import Settings
from index.store import open_store
from index.store.runs.runs import RunState, Verdict
from index.store.schema import listing as listing_table
from tests.crawler.gates.directory import collected, definition, listing, register, row

PEOPLE = range(6)
GATES = {"minimum_listings": 1, "count_floor": 0.01, "fill_drop": 1.0, "vanished_share": 1.0}
WHO = Acceptance(who="Jo", reason="looked at")
FAILURES = {
    "out of time": ({"ending": "closespider_timeout"}, {}),
    "ended as it went wrong": ({"ending": "going_wrong"}, {"early_end/about": "30 of 40 requests failed"}),
    "challenged": ({"ending": "blocked"}, {"manners/challenge/captcha": 1}),
    "told to slow down": ({"ending": "throttled"}, {}),
    "robots hang": ({}, {"manners/robots_unreachable": 1}),
    "errors everywhere": ({}, {"retry/max_reached": 50}),
}
found_people = st.sets(st.sampled_from(PEOPLE), min_size=1)


class Runs(RuleBasedStateMachine):
    """Runs of an invented source over weeks, compared with a model of who must be listed."""

    @initialize()
    def begin(self):
        self.folder = tempfile.TemporaryDirectory()
        self.settings = Settings(home=Path(self.folder.name))
        self.store = open_store(self.settings.database_url)
        register(self.store, definition(**GATES))
        self.day = date(2026, 11, 23)
        self.held = {}
        self.newest_passed = 0
        self.seen = {}  # person: the day of the newest good reading
        self.misses = {}  # person: days on which good whole runs missed them since
        self.withdrawn = set()
        self._set_clock()

    def teardown(self):
        self.store.close()
        self.folder.cleanup()
        os.environ.pop("PINPOINT_NOW", None)

    @rule(days=st.integers(1, 35))
    def days_pass(self, days):
        self.day += timedelta(days=days)
        self._set_clock()

    @rule(people=found_people, version=st.sampled_from(["v1", "v2"]), accepted=st.booleans())
    def whole_run(self, people, version, accepted):
        self._settle(people, accepted, version=version)

    @rule(people=found_people, accepted=st.booleans())
    def partial_run(self, people, accepted):
        self._settle(people, accepted, partial=True)

    @rule(people=found_people, accepted=st.booleans())
    def run_with_a_gap(self, people, accepted):
        self._settle(people, accepted, stats={"retry/max_reached": 1})

    @rule(people=found_people, how=st.sampled_from(sorted(FAILURES)))
    def failed_run(self, people, how):
        of_run, stats = FAILURES[how]
        run = self._settle(people, accepted=False, stats=stats, **of_run)
        assert run.verdict is not Verdict.PASSED

    @rule(people=found_people)
    def dry_run(self, people):
        self._settle(people, accepted=True, dry_run=True)

    @rule(people=found_people)
    def cancelled_run(self, people):
        number = collected(self.store, map(listing, people))
        cancel(self.store, number, who="Jo", reason="")
        self._settled(number, WHO)
        assert row(self.store, number).verdict is Verdict.CANCELLED

    @precondition(lambda self: self.held)
    @rule(data=st.data(), yes=st.booleans())
    def decide(self, data, yes):
        number = data.draw(st.sampled_from(sorted(self.held)))
        people, day, whole = self.held.pop(number)
        if not yes:
            reject(self.store, number, who="Jo", reason="no")
            return
        try:
            approve(self.store, number, WHO)
        except NewerRunPassedError:
            assert self.newest_passed > number
            reject(self.store, number, who="Jo", reason="too old")
        else:
            assert self.newest_passed < number
            self._promoted(number, people, day, whole=whole)

    @invariant()
    def listed_as_good_runs_have_it(self):
        if not hasattr(self, "store"):
            return
        with self.store.read() as connection:
            rows = connection.execute(listing_table.select()).all()
        numbers = {one.source_id: int(one.source_id[1:]) for one in rows}
        assert set(numbers.values()) == set(self.seen)
        for one in rows:
            person = numbers[one.source_id]
            assert one.last_seen == self.seen[person]
            assert one.missing_since == min(self.misses[person], default=None)
            assert (one.withdrawn_on is not None) == (person in self.withdrawn)

    def _settle(self, people, accepted, *, partial=False, stats=None, dry_run=False, **of_run):
        number = collected(self.store, map(listing, people), partial=partial, stats=stats, dry_run=dry_run, **of_run)
        self._settled(number, WHO if accepted else None)
        run = row(self.store, number)
        whole = not partial and not stats
        if run.state is RunState.HELD:
            self.held[number] = (people, self.day, whole)
        elif run.verdict is Verdict.PASSED and not dry_run:
            self._promoted(number, people, self.day, whole=whole, closes=not partial)
        return run

    def _settled(self, number, acceptance):
        settle(self.store, self.settings, number, acceptance=acceptance, progress=lambda *_: None)

    def _promoted(self, number, people, day, *, whole, closes=None):
        self.newest_passed = number
        for person in people:
            self.seen[person], self.misses[person] = day, set()
        self.withdrawn -= people
        for person in set(self.seen) - people - self.withdrawn if whole else ():
            days = self.misses[person]
            days.add(day)
            if len(days) > 1 or day - min(days) >= timedelta(days=30):
                self.withdrawn.add(person)
        run = row(self.store, number)
        if not run.partial:
            self.held = {older: kept for older, kept in self.held.items() if older > number}

    def _set_clock(self):
        os.environ["PINPOINT_NOW"] = f"{self.day.isoformat()}T12:00:00+00:00"


def test_only_good_whole_runs_on_different_days_withdraw_anybody(soak):
    size = hypothesis_settings(
        max_examples=300 if soak else 15,
        stateful_step_count=30 if soak else 14,
        deadline=None,
        phases=(Phase.explicit, Phase.reuse, Phase.generate),  # each step writes to a disk: shrinking takes minutes
    )
    run_state_machine_as_test(Runs, settings=size)
