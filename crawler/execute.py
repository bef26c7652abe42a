"""Carries one queued run through: crawl in a child process, normalize, judge, and promote what passed."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from crawler import gates
from crawler.archive.tail import index_tail
from crawler.gates import Crawled, Judgment
from crawler.lease import drop, is_held
from crawler.manners import allow_list
from crawler.source import SourceDefinition
from index.faults import fault_point
from index.normalize.listing import normalize
from index.places.gazetteer import open_gazetteer
from index.places.geocoder import locate
from index.records import Listing
from index.settings import Settings
from index.store import Store, audit, listings, register_entries, runs, sources, staging
from index.store.reading_day import reading_day
from index.store.runs import RunRow, RunState, Verdict

RUNS_COMPARED = 5
STAGED_RUNS_KEPT = 3
SECONDS_TO_STOP = 60
UNREADABLE = ("problem/row/", "problem/page/")  # a strange header or a bad block beside a good one loses nothing
SECONDS_BETWEEN_LOOKS = 0.5

Progress = Callable[[str, int], None]
"""Told (what is being done, how many listings so far)."""


class NotHeldError(RuntimeError):
    """The run is not waiting for a decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """A person's word that a held run may be published."""

    who: str
    reason: str


def execute(
    store: Store, settings: Settings, run_id: int, *, acceptance: Acceptance | None, progress: Progress
) -> RunRow:
    """Crawl a queued run to its verdict and return its row.

    A run that the gates hold is promoted only with an acceptance; a broken one never is.
    """
    _crawl(store, settings, run_id, progress)
    with store.read() as connection:
        collected = runs.get(connection, run_id).state is RunState.COLLECTED
    if not collected:
        _abandon(store, settings, run_id)
    else:
        settle(store, settings, run_id, acceptance=acceptance, progress=progress)
    drop(settings.home, run_id)
    with store.read() as connection:
        return runs.get(connection, run_id)


def settle(store: Store, settings: Settings, run_id: int, *, acceptance: Acceptance | None, progress: Progress) -> None:
    """Normalize and judge a collected run, and promote it if it passed."""
    normalize_run(store, settings, run_id, progress)
    with store.read() as connection:
        run = runs.get(connection, run_id)
        definition = SourceDefinition.model_validate_json(sources.get(connection, run.source).definition)
        judgment = gates.judge(definition.gates, _crawled(connection, run))
    if judgment.verdict is Verdict.PASSED:
        _promote(store, run, judgment)
        return
    with store.write() as connection:
        if judgment.verdict is Verdict.HELD and not run.dry_run:
            runs.hold(connection, run_id, cause=judgment.cause)
        else:
            runs.end(connection, run_id, verdict=judgment.verdict, cause=judgment.cause)
    if judgment.verdict is Verdict.HELD and acceptance is not None and not run.dry_run:
        accept(store, run_id, acceptance)


def accept(store: Store, run_id: int, acceptance: Acceptance) -> None:
    """Promote a held run on a person's word; raises NotHeldError."""
    with store.write() as connection:
        run = runs.get(connection, run_id)
        if run.state is not RunState.HELD:
            raise NotHeldError(f"run {run_id} is {run.verdict or run.state}, so there is nothing to accept")
        note = f"{run.cause} — {acceptance.reason}" if acceptance.reason else run.cause
        audit.record(connection, who=acceptance.who, action="run/accept", subject=str(run_id), note=note)
    _promote(store, run, Judgment(Verdict.PASSED, (f"accepted by {acceptance.who}", run.cause)))


def normalize_run(store: Store, settings: Settings, run_id: int, progress: Progress) -> None:
    """Give each staged raw listing its normalized form; what cannot be read of one is noted, and loses no other."""
    gazetteer = open_gazetteer()
    done = 0
    while True:
        with store.read() as connection:
            batch = staging.not_normalized(connection, run_id)
        if not batch:
            return
        read = [normalize(raw, gazetteer) for raw in batch]
        if settings.geocoder != "off":
            read = [_located(store, settings, listing) for listing in read]
        noted = [
            (problem, f"{listing.source}:{listing.source_id}", listing.url)
            for listing in read
            for problem in listing.problems
        ]
        with store.write() as connection:
            staging.set_normalized(connection, run_id, read)
            staging.note_problems(connection, run_id, noted)
        done += len(batch)
        progress("reading listings", done)
        fault_point("crawl/normalized")


def recover(store: Store, settings: Settings) -> list[int]:
    """Take up the runs of processes that died: settle what was collected, abandon the rest. Returns their numbers."""
    with store.read() as connection:
        dead = [
            run
            for run in runs.active(connection)
            if run.state is not RunState.QUEUED and not is_held(settings.home, run.id)
        ]
    for run in dead:
        if run.state is RunState.COLLECTED:
            settle(store, settings, run.id, acceptance=None, progress=lambda *_: None)
        else:
            _abandon(store, settings, run.id)
        drop(settings.home, run.id)
    return [run.id for run in dead]


def _abandon(store: Store, settings: Settings, run_id: int) -> None:
    """End a run whose process died; what it had archived is found again by the run that takes it up."""
    with store.read() as connection:
        run = runs.get(connection, run_id)
    index_tail(store, settings.archive, run)
    with store.write() as connection:
        runs.end(connection, run_id, verdict=Verdict.ABANDONED, cause="the crawl process died")


def _located(store: Store, settings: Settings, listing: Listing) -> Listing:
    gazetteer = open_gazetteer()
    places = tuple(locate(store, settings, gazetteer, location) for location in listing.locations)
    return replace(listing, locations=places)


def _crawl(store: Store, settings: Settings, run_id: int, progress: Progress) -> None:
    log = settings.home / "logs" / f"run-{run_id:06}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        child = subprocess.Popen(  # noqa: S603  (our own module)
            [sys.executable, "-m", "crawler.child", str(run_id)],
            stdin=subprocess.PIPE,  # its end tells the child that we are gone
            stdout=output,
            stderr=output,
            env=os.environ | {allow_list.SETTING: ",".join(settings.allow_addresses)},
            start_new_session=True,
        )
        try:
            _wait(store, child, run_id, settings.crawl_seconds, progress)
        finally:
            _stop(child)


def _wait(store: Store, child: subprocess.Popen[bytes], run_id: int, seconds: int, progress: Progress) -> None:
    waited = 0.0
    while waited < seconds:
        try:
            child.wait(SECONDS_BETWEEN_LOOKS)
        except subprocess.TimeoutExpired:
            waited += SECONDS_BETWEEN_LOOKS
            with store.read() as connection:
                progress("crawling", staging.count(connection, run_id))
        else:
            return


def _stop(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
    if child.stdin:
        child.stdin.close()


def _crawled(connection: Connection, run: RunRow) -> Crawled:
    earlier = runs.passed(connection, run.source, limit=RUNS_COMPARED)
    return Crawled(
        finish_reason=run.finish_reason,
        stats=run.stats,
        listings=staging.count_in_force(connection, run.id) + register_entries.count_staged(connection, run.id),
        problems=sum(count for name, count in run.stats.items() if name.startswith(UNREADABLE)),
        partial=run.partial,
        earlier=[sum(one.delta.get(part, 0) for part in ("added", "changed", "same")) for one in earlier],
        vanished=sum(
            kept.vanished(connection, run_id=run.id, source=run.source) for kept in (listings, register_entries)
        ),
    )


def _promote(store: Store, run: RunRow, judgment: Judgment) -> None:
    fault_point("crawl/judged")
    with store.write() as connection:
        delta = {}
        if not run.dry_run:
            # A source has either listings or entries of a register; there is nothing to promote of the other.
            read_on = reading_day(connection, run)
            whole = not run.partial and run.replay_of is None  # a replay is no second look at who is missing
            of_run: Any = {"run_id": run.id, "source": run.source, "today": read_on, "whole": whole}
            changed = listings.promote(connection, **of_run) + register_entries.promote(connection, **of_run)
            delta = changed.as_dict()
        runs.end(connection, run.id, verdict=Verdict.PASSED, cause=judgment.cause, delta=delta)
        staging.forget_old(connection, run.source, keep=STAGED_RUNS_KEPT)
    fault_point("crawl/promoted")
