"""Anything that operators, clocks, sites and kills do to a home, in any order, and what must hold all the same."""

import shutil
import tempfile
from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import update

from crawler.runs.decisions import (
    Acceptance,
    NewerRunPassedError,
    NotHeldError,
    NotUnderWayError,
    approve,
    cancel,
    reject,
)
from crawler.runs.execute import recover
from crawler.worker.run_requests import (
    NothingToSkipError,
    NoWorkerError,
    RunRefusedError,
    request_run,
    skip_next,
)
from crawler.worker.schedule import ended_runs, next_run
from index import clock
from index.published.current import current_number
from index.published.pin import Pin, pinning, remove_pin, write_pin
from index.store import freeze, operator_pauses, sources
from index.store.listings.listings import seen_listings
from index.store.operator_pauses import is_operator_paused
from index.store.runs import run_judgments, runs
from index.store.runs.runs import RunActiveError, RunState, Verdict
from index.store.schema import source as source_table
from tests.crawler.run_life.simulated_home import (
    ANSWERS,
    AT,
    DAILY,
    SOURCES,
    ZONE,
    SimulatedHome,
    run_of,
)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MEMORY = Path("/dev/shm")
REFUSALS = (
    RunActiveError,
    RunRefusedError,
    NoWorkerError,
    NothingToSkipError,
    NotHeldError,
    NewerRunPassedError,
    NotUnderWayError,
    freeze.FrozenError,
    freeze.AlreadyFrozenError,
    freeze.NotFrozenError,
    operator_pauses.PauseError,
    operator_pauses.NotPausedError,
)
ROUNDS_TO_SETTLE = 150
CHANGES = (  # of the clocks of Denver: back, and put forward
    datetime.fromisoformat("2026-11-01T07:10:00+00:00"),
    datetime.fromisoformat("2027-03-14T08:10:00+00:00"),
)
SPANS = st.sampled_from([HOUR / 60, HOUR, 5 * HOUR, 13 * HOUR, DAY, 2 * DAY, 9 * DAY])
a_source = st.sampled_from(SOURCES)


class RunLife(RuleBasedStateMachine):
    """The life of runs in one home."""

    template: Path
    met: ClassVar[Counter[tuple[str, str]]] = Counter()
    """How often a run was seen in a state or with a verdict, by its trigger; of all homes."""

    def __init__(self) -> None:
        super().__init__()
        self.patch = pytest.MonkeyPatch()
        self.folder = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
        shutil.copytree(self.template, self.folder / "home")
        self.home = SimulatedHome(self.folder / "home", self.patch)
        self.store, self.here = self.home.store, self.home.settings
        self.ended: dict[int, object] = {}
        self.wrong: list[str] = []
        self.has_been_calm = False
        self._watch()

    def teardown(self) -> None:
        try:
            self.settle()
        finally:
            self.close()

    def close(self) -> None:
        self.home.close()
        self.patch.undo()
        shutil.rmtree(self.folder)

    # what is watched as it happens

    def _watch(self) -> None:
        claimed, queued = runs.claim, runs.queue

        def claim(connection, run_id, *, by):
            claimed(connection, run_id, by=by)
            run = runs.get(connection, run_id)
            row = sources.get(connection, run.source)
            if freeze.current_freeze(connection):
                self.wrong.append(f"run {run_id} began in a frozen home")
            if run.trigger != "manual" and (is_operator_paused(row, clock.now()) or not row.enabled):
                self.wrong.append(f"run {run_id} of a paused or disabled source began")
            if run.source in self._being_read():
                self.wrong.append(f"run {run_id} began while {run.source} was being read")

        def queue(connection, request):
            if request.trigger == "schedule":
                self._check_due(connection, request.source)
            return queued(connection, request)

        self.patch.setattr(runs, "claim", claim)
        self.patch.setattr(runs, "queue", queue)

    def _being_read(self) -> list[str]:
        with self.store.engine.connect() as connection:
            return [runs.get(connection, number).source for number in self.home.crawling()]

    def _check_due(self, connection, source) -> None:
        """A time of day comes once a day: no scheduled run before the first 02:30 after the last good one."""
        last = next(iter(ended_runs(connection, only=source).get(source, ())), None)
        now = clock.now()
        if source != DAILY or last is None or last.verdict is not Verdict.PASSED or last.ended_at > now + HOUR:
            return
        if not any(last.ended_at < slot <= now for slot in slots(last.ended_at, now)):
            self.wrong.append(f"{source} was queued at {now}, though run {last.id} of {last.ended_at} read it")

    @initialize(answers=st.tuples(*[st.sampled_from(ANSWERS)] * len(SOURCES)))
    def everything_is_due(self, answers) -> None:
        self.home.answers = dict(zip(SOURCES, answers, strict=True))
        self.home.passes(8 * DAY)
        self.home.start_worker()

    # the machine itself

    @precondition(lambda self: self.home.worker is None or self.home.worker.is_over)
    @rule()
    def the_worker_starts(self) -> None:
        self.home.start_worker()

    @precondition(lambda self: self.home.worker and not self.home.worker.is_over)
    @rule(steps=st.integers(1, 6))
    def the_worker_steps(self, steps) -> None:
        for _ in range(steps):
            self.home.processes.go_on(self.home.worker.threads[0], 60, until_idle=True)

    @precondition(lambda self: self.home.worker and not self.home.worker.is_over)
    @rule(steps=st.integers(1, 8), source=a_source, what=st.sampled_from(["pause", "freeze", "disable", "skip"]))
    def somebody_decides_amid_a_step(self, steps, source, what) -> None:
        self.home.processes.go_on(self.home.worker.threads[0], steps)
        {
            "pause": lambda: self.pause(source, None),
            "freeze": lambda: self.freeze_or_unfreeze(True),
            "disable": lambda: self.switch(source, False),
            "skip": lambda: self.skip(source),
        }[what]()
        if not self.home.worker.is_over:
            self.home.processes.go_on(self.home.worker.threads[0], 60, until_idle=True)

    @precondition(lambda self: self.home.processes.threads())
    @rule(which=st.integers(0, 5), steps=st.integers(1, 25))
    def somebody_goes_on(self, which, steps) -> None:
        threads = self.home.processes.threads()
        self.home.processes.go_on(threads[which % len(threads)], steps)

    @precondition(lambda self: self.home.processes.threads())
    @rule(rounds=st.integers(1, 12), steps=st.sampled_from([1, 4, 60]))
    def everybody_goes_on(self, rounds, steps) -> None:
        for _ in range(rounds):
            for thread in self.home.processes.threads():
                self.home.processes.go_on(thread, steps, until_idle=True)

    @precondition(lambda self: self.home.processes.living())
    @rule(which=st.integers(0, 5))
    def somebody_is_killed(self, which) -> None:
        living = self.home.processes.living()
        self.home.kill(living[which % len(living)])

    @precondition(lambda self: self.home.worker and not self.home.worker.is_over)
    @rule()
    def the_worker_is_asked_to_end(self) -> None:
        if self.home.working:
            self.home.working.stop()

    # operators

    @rule(source=a_source, force=st.booleans(), accept=st.booleans())
    def a_person_crawls(self, source, force, accept) -> None:
        self.home.crawl_by_hand(source, force=force, accept=accept)

    @rule(source=a_source)
    def run_now(self, source) -> None:
        with suppress(*REFUSALS):
            request_run(self.store, self.here, source, who="Jo")

    @rule(source=a_source, days=st.sampled_from([None, 1, 3]))
    def pause(self, source, days) -> None:
        with suppress(*REFUSALS), self.store.write() as connection:
            until = clock.now() + days * DAY if days else None
            operator_pauses.pause(connection, source, until=until, who="Jo", reason="They move")

    @rule(source=a_source)
    def resume(self, source) -> None:
        with suppress(*REFUSALS), self.store.write() as connection:
            operator_pauses.resume(connection, source, who="Jo")

    @rule(source=a_source)
    def skip(self, source) -> None:
        with suppress(*REFUSALS):
            skip_next(self.store, source, who="Jo", reason="A holiday")

    @rule(source=a_source, enabled=st.booleans())
    def switch(self, source, enabled) -> None:
        with self.store.write() as connection:
            if enabled:
                sources.enable(connection, source, reviewed_by="Jo", note="read")
            else:
                sources.disable(connection, source, who="Jo", note="they asked")

    @rule(frozen=st.booleans())
    def freeze_or_unfreeze(self, frozen) -> None:
        with suppress(*REFUSALS), self.store.write() as connection:
            if frozen:
                freeze.freeze(connection, who="Jo", reason="moving")
            else:
                freeze.unfreeze(connection, who="Jo")

    @rule(pinned=st.booleans())
    def pin_or_unpin(self, pinned) -> None:
        folder = self.here.generations
        with pinning(folder):
            if pinned and (number := current_number(folder)):
                write_pin(folder, Pin(generation=number, who="Jo", reason="a doubt", at=clock.now()))
            else:
                remove_pin(folder)

    @precondition(lambda self: self._held())
    @rule(which=st.integers(0, 3), approved=st.booleans())
    def a_person_decides(self, which, approved) -> None:
        number = self._held()[which % len(self._held())]
        if approved:
            accepted = Acceptance(who="Jo", reason="seen")
            self.home.processes.start(
                f"approve {number}", lambda: approve(self.store, number, accepted), expects=REFUSALS
            )
        else:
            with suppress(*REFUSALS):
                reject(self.store, number, who="Jo", reason="wrong")

    @rule(which=st.integers(0, 3))
    def cancel(self, which) -> None:
        with self.store.read() as connection:
            active = runs.active(connection)
        if active:
            with suppress(*REFUSALS):
                number = active[which % len(active)].id
                cancel(self.store, number, who="Jo", reason="")
                self.home.processes.start("cancel", lambda: recover(self.store, self.here))

    # sites and clocks

    @rule(source=a_source, answer=st.sampled_from(ANSWERS))
    def a_site_answers(self, source, answer) -> None:
        self.home.answers[source] = answer

    @rule(span=SPANS)
    def time_passes(self, span) -> None:
        self.home.passes(span)

    @rule(hours=st.integers(-50, 50))
    def the_clock_jumps(self, hours) -> None:
        self.home.goes_to(clock.now() + hours * HOUR)

    @rule(moment=st.sampled_from(CHANGES))
    def the_clock_jumps_to_a_change(self, moment) -> None:
        self.home.goes_to(moment)

    # what must hold

    @invariant()
    def nothing_is_wrong(self) -> None:
        assert self.wrong == []
        reading = self._being_read()
        assert len(reading) == len(set(reading)), f"two runs of a source: {reading}"
        with self.store.read() as connection:
            every = {run.id: run for run in runs.recent(connection, limit=None)}
        assert list(every) == list(range(len(every), 0, -1)), "a run is lost"
        for run in every.values():
            self.met[run.verdict or run.state, run.trigger] += 1
        for number, verdict in self.ended.items():
            assert every[number].verdict is verdict, f"run {number} was {verdict}, and is {every[number].verdict}"
        self.ended = {number: run.verdict for number, run in every.items() if run.state is RunState.ENDED}
        for listing, number in self.home.published.items():
            assert self.ended.get(number) is Verdict.PASSED, f"{listing} is of run {number}: {every[number].verdict}"

    @rule()
    def all_calms_down(self) -> None:
        self.settle()

    @precondition(lambda self: not self.has_been_calm)
    @rule(hours=st.integers(20, 30))
    def hours_pass_undisturbed(self, hours) -> None:
        """Each 02:30 has its run, also on the days on which clocks are put back or forward."""
        self.has_been_calm = True
        with self.store.write() as connection:
            connection.execute(update(source_table).values(skipped_at=None))
        self.settle()
        self._wait_for_a_run_on_time()  # after a late one, or another try, the next time may be left out
        begin, before = clock.now(), self._scheduled()
        for _ in range(hours):
            self.home.passes(HOUR)
            self._until(self._is_calm)
        due = [slot for slot in slots(begin, clock.now()) if begin < slot <= clock.now()]
        begun = [run.queued_at for run in self._scheduled() if run not in before]
        late = [began - slot for slot, began in zip(due, begun, strict=False)]
        assert len(begun) == len(due), f"due {due}, begun {begun}"
        assert all(timedelta(0) <= one < HOUR + timedelta(minutes=1) for one in late), f"due {due}, begun {begun}"

    def _wait_for_a_run_on_time(self) -> None:
        for _ in range(5):
            with self.store.read() as connection:
                ended = ended_runs(connection, only=DAILY)[DAILY]
                following = next_run(sources.get(connection, DAILY), ended, clock.now()).at
            self.home.passes(following - clock.now())
            self._until(self._is_calm)
            if following in slots(following, following):
                return
        raise AssertionError(f"{DAILY} never runs at {AT}")

    def _scheduled(self):
        with self.store.read() as connection:
            found = runs.recent(connection, source=DAILY, limit=None)
        return [run for run in reversed(found) if run.trigger == "schedule"]

    def settle(self) -> None:
        """Whatever happened: without further disturbance, every run ends, and what passed is published."""
        for source in SOURCES:
            self.home.answers[source] = "well"
            self.resume(source)
            self.switch(source, True)
        with self.store.write() as connection:  # a run waits as long as its site asks us to stay away
            connection.execute(update(source_table).values(paused_until=None))
        self.freeze_or_unfreeze(False)
        self.pin_or_unpin(False)
        if self.home.worker is None or self.home.worker.is_over or self.home.is_worker_stopping:
            self._until(lambda: self.home.worker is None or self.home.worker.is_over)
            self.home.start_worker()
        self._until(self._is_calm)
        self.nothing_is_wrong()
        with self.store.read() as connection:
            now, ended = clock.now(), ended_runs(connection)
            for row in sources.all_sources(connection):
                following = next_run(row, ended.get(row.id, ()), now)
                assert following.at is None or following.at > now, f"{row.id} is due and does not run"
                assert following.at or following.trouble, f"{row.id} will never run"
            found = {
                f"{one.listing.source}/{one.listing.source_id}": run_of(one.listing)
                for one in seen_listings(connection)
            }
        assert self.home.published == found, "something that passed is not published"

    def _is_calm(self) -> bool:
        with self.store.read() as connection:
            if runs.active(connection):
                return False
        living = self.home.processes.living()
        return (
            living == [self.home.worker]
            and all(t.is_idle for t in self.home.worker.threads if not t.is_done)
            and self._rested()
        )

    def _rested(self) -> bool:
        self.calm = getattr(self, "calm", 0) + 1
        return self.calm > 3

    def _until(self, true) -> None:
        self.calm = 0
        for _ in range(ROUNDS_TO_SETTLE):
            if true():
                return
            for thread in self.home.processes.threads():
                self.home.processes.go_on(thread, 60, until_idle=True)
        with self.store.read() as connection:
            active = [(run.id, run.source, run.trigger, run.state) for run in runs.active(connection)]
        raise AssertionError(f"it never ends: {[one.name for one in self.home.processes.living()]}, {active}")

    def _held(self) -> list[int]:
        with self.store.read() as connection:
            return [number for number, _ in run_judgments.waiting(connection)]


def slots(begin, end):
    """Every 02:30 of Denver, the first where it comes twice, from the day of one moment to that of another."""
    day, zone = begin.astimezone(ZoneInfo(ZONE)).date(), ZoneInfo(ZONE)
    hour, minute = map(int, AT.split(":"))
    while day <= end.astimezone(zone).date():
        yield datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone).astimezone(begin.tzinfo)
        day += DAY
