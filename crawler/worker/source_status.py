"""State of every source for its operator: when it is due and why not, how old its data is, what waits for a person.

`all_statuses` needs the same number of statements for one source and for hundreds, whatever their runs.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection

from crawler.politeness.day_budget import MEGABYTE, DayBudget, DayLimits, DayUse
from crawler.sources.parts import Politeness
from crawler.worker.schedule import NextRun, Waits, ended_runs, is_scheduled, next_run
from index import clock, settings
from index.settings import Settings
from index.store import sources
from index.store.freeze import Freeze, current_freeze
from index.store.operator_pauses import is_operator_paused
from index.store.runs import newest_runs, run_judgments, runs
from index.store.runs.newest_runs import EndedRun
from index.store.runs.runs import RunRow
from index.store.sources import SourceRow


class Due(StrEnum):
    """The reason why a source is read next when it is."""

    SCHEDULED = "scheduled"
    UNDER_WAY = "under_way"
    BY_HAND = "by_hand"
    DISABLED = "disabled"
    PAUSED = "paused"
    ASKED_TO_STAY_AWAY = "asked_to_stay_away"
    WAITS_FOR_PERSON = "waits_for_person"
    FROZEN = "frozen"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStatus:
    """One source at one moment. Times are in UTC."""

    row: SourceRow
    now: datetime
    due: Due
    next_due: datetime | None
    """The time of its next run; None if the worker begins none, or one is under way."""
    why: str
    """The reason for `due` in words; "" while nothing is in the way."""
    newest: RunRow | None
    read_well: RunRow | None
    """The newest run that passed."""
    held_run: int | None
    """The newest run that waits for a person."""
    listings: int
    """Listings and register entries in force after its last promotion."""
    used: DayUse
    """The requests and bytes of today (UTC)."""
    limits: DayLimits

    @property
    def age_days(self) -> int | None:
        """Whole days since the source was last read well; None if it never was."""
        ended = self.read_well.ended_at if self.read_well else None
        return max((self.now - ended).days, 0) if ended else None

    def as_dict(self) -> dict[str, Any]:
        """Return the status for JSON, without the source's row and runs."""
        ended = self.read_well.ended_at if self.read_well else None
        return {
            "due": self.due,
            "next_due": self.next_due.isoformat() if self.next_due else None,
            "why": self.why,
            "last_read_well": ended.isoformat() if ended else None,
            "age_days": self.age_days,
            "held_run": self.held_run,
            "listings": self.listings,
            "pause": self.row.pause_as_dict() if is_operator_paused(self.row, self.now) else None,
            "skipped": self.row.skipped_at.isoformat() if self.row.skipped_at else None,
            "used_today": {
                "day": self.used.day.isoformat(),
                "requests": self.used.requests,
                "bytes": self.used.bytes,
                "most_requests": self.limits.requests or None,
                "most_bytes": self.limits.bytes or None,
            },
        }


def all_statuses(connection: Connection, *, only: str | None = None) -> Iterator[SourceStatus]:
    """Yield the status of each source, by id; with `only`, of one."""
    now = clock.now()
    ended, newest = ended_runs(connection, only=only), newest_runs.newest(connection, only=only)
    read_well = newest_runs.last_passed(connection, only=only)
    held = {source: run for run, source in run_judgments.waiting(connection)}
    busy = {run.source: run for run in runs.active(connection)}
    frozen, here = current_freeze(connection), settings.current()
    for row in sources.all_sources(connection):
        if only not in {None, row.id}:
            continue
        due, at, why = _due(row, ended.get(row.id, ()), busy.get(row.id), frozen, now)
        yield SourceStatus(
            row=row,
            now=now,
            due=due,
            next_due=at,
            why=why,
            newest=newest.get(row.id),
            read_well=read_well.get(row.id),
            held_run=held.get(row.id),
            listings=row.in_force,
            used=(budget := day_budget(row, here)).used(),
            limits=budget.limits,
        )


def day_budget(row: SourceRow, here: Settings) -> DayBudget:
    """Return the budget of a source, with the limits of its file or the settings."""
    politeness = Politeness.model_validate(json.loads(row.definition).get("politeness") or {})
    return DayBudget(here.home, row.id, DayLimits.of(politeness, here))


def _due(
    row: SourceRow, ended: Sequence[EndedRun], active: RunRow | None, frozen: Freeze | None, now: datetime
) -> tuple[Due, datetime | None, str]:
    if still := _not_by_itself(row, active, frozen):
        return still[0], None, still[1]
    following = next_run(row, ended, now)
    return _DUE[following.waits], following.at, _why(row, following)


_DUE = {
    Waits.SCHEDULE: Due.SCHEDULED,
    Waits.OPERATOR: Due.PAUSED,
    Waits.SITE: Due.ASKED_TO_STAY_AWAY,
    Waits.PERSON: Due.WAITS_FOR_PERSON,
}


def _why(row: SourceRow, following: NextRun) -> str:
    if following.waits is Waits.OPERATOR:
        return pause_in_words(row)
    if following.waits is Waits.SITE and row.paused_until:
        return f"the site asked us to stay away until {in_utc(row.paused_until)}"
    return following.trouble


def pause_in_words(row: SourceRow) -> str:
    """Return who paused a source, since when, until when and why."""
    since, until = row.operator_paused_at, row.operator_paused_until
    end = f"until {in_utc(until)}" if until else f"until `pinpoint sources resume {row.id}`"
    began = f"since {in_utc(since)}, " if since else ""
    return f"paused by {row.operator_paused_by} {began}{end}: {row.operator_pause_reason}"


def _not_by_itself(row: SourceRow, active: RunRow | None, frozen: Freeze | None) -> tuple[Due, str] | None:
    """Return why the worker does not begin a run of a source whatever its schedule says; None if it does."""
    if active:
        return Due.UNDER_WAY, f"run {active.id} is {active.state}"
    if not row.enabled:
        return Due.DISABLED, "it is disabled"
    if not is_scheduled(row):
        if is_operator_paused(row, clock.now()):
            return Due.PAUSED, pause_in_words(row)
        return Due.BY_HAND, f"its file has no schedule; `pinpoint crawl {row.id}` reads it"
    return (Due.FROZEN, frozen.sentence) if frozen else None


def status_lines(status: SourceStatus) -> Iterator[str]:
    """Yield when a source is due and why not, then how old its data is, as lines for the terminal."""
    yield "; ".join(part for part in (_due_in_words(status), status.why) if part)
    held = f", run {status.held_run} waits for you" if status.held_run else ""
    yield f"{_read_in_words(status)}, {status.listings:,} listings now{held}{_used_in_words(status)}"


def _due_in_words(status: SourceStatus) -> str:
    at, due = status.next_due, status.due
    if due is Due.UNDER_WAY:
        return "is being read"
    if due is Due.WAITS_FOR_PERSON:
        return "waits for you"
    if at is None:
        return "not due by itself"
    return "due now" if at <= status.now else f"due {in_utc(at)}"


def _used_in_words(status: SourceStatus) -> str:
    used, limits = status.used, status.limits
    if not (used.requests or limits.requests or limits.bytes):
        return ""
    requests = f" of {limits.requests:,}" if limits.requests else ""
    most = f" of {limits.bytes / MEGABYTE:,.0f}" if limits.bytes else ""
    return f"; today {used.requests:,}{requests} requests, {used.bytes / MEGABYTE:,.1f}{most} MB"


def _read_in_words(status: SourceStatus) -> str:
    if status.read_well is None or status.read_well.ended_at is None:
        return "never read well"
    days = {0: "today", 1: "yesterday"}.get(age := status.age_days or 0, f"{age} days ago")
    return f"read well {days} ({status.read_well.ended_at:%Y-%m-%d})"


def in_utc(moment: datetime) -> str:
    """Return a time for a person, to the minute."""
    return f"{moment:%Y-%m-%d %H:%M} UTC"
