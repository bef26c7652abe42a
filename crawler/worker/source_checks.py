"""Checks of `pinpoint doctor` on scheduled sources: which are late or failing, and which files cannot be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from crawler.runs.source_files import load_sources
from crawler.worker.schedule import (
    DAYS_OF_A_BUDGET,
    NextRun,
    Waits,
    bad_in_a_row,
    days_of_a_budget,
    ended_in_the_future,
    ended_runs,
    is_scheduled,
    last_read_well,
    next_run,
    planned_interval,
)
from index import clock
from index.doctor.finding import Check, NotWellError, Trouble, TroubleKind, Well
from index.settings import Settings
from index.store import sources
from index.store.database import store_of_home
from index.store.freeze import current_freeze
from index.store.runs import runs
from index.store.runs.newest_runs import EndedRun
from index.store.runs.runs import Verdict
from index.store.sources import SourceRow
from index.worker_tick import read_state

BETWEEN_TIMERS = timedelta(hours=26)
"""The longest time between two `pinpoint work --once` of a timer that starts it each day."""


def sources_read(here: Settings) -> Well:
    """Report scheduled sources that fail, are late, or wait for a person.

    A single bad run is not reported; a single refusal is well, and a trouble at once: the source is asked less often.
    """
    now = clock.now()
    with store_of_home() as opened, opened.read() as connection:
        scheduled = [row for row in sources.all_sources(connection) if is_scheduled(row)]
        ended = ended_runs(connection)
        queued = {run.source for run in runs.active(connection)}
        is_frozen = current_freeze(connection) is not None
        reports = [
            _SourceReport(row, ended.get(row.id, ()), may_wait=is_frozen or row.id in queued, now=now, here=here)
            for row in scheduled
        ]
    found = [(report, trouble) for report in reports if (trouble := report.trouble())]
    troubles = [trouble for _, trouble in found]
    notes = [trouble.note for report, trouble in found if not report.is_refused_once]
    if notes:
        raise NotWellError.of(troubles, "; ".join(notes))
    return Well(note=f"{len(scheduled)} sources have a schedule, and none is late or fails", troubles=tuple(troubles))


def source_files(here: Settings) -> str:
    """Report source files that cannot be read, and enabled sources whose file is gone."""
    definitions, broken = load_sources(here)
    known = definitions.keys() | {error.source_id for error in broken}
    with store_of_home() as opened, opened.read() as connection:
        gone = [row.id for row in sources.all_sources(connection) if row.enabled and row.id not in known]
    found = [
        *(_of_file(error.source_id, str(error)) for error in broken),
        *(
            _of_file(name, f"{name} has no source file any more; put it back, or `pinpoint sources disable {name}`")
            for name in gone
        ),
    ]
    if found:
        raise NotWellError.of(found)
    return f"{len(definitions)} source files can be read"


def _of_file(source_id: str, note: str) -> Trouble:
    return Trouble(kind=TroubleKind.SOURCE_FILE, subject=source_id, note=note)


@dataclass(frozen=True, slots=True)
class _SourceReport:
    """The newest runs of a scheduled source, judged together."""

    row: SourceRow
    ended: Sequence[EndedRun]
    may_wait: bool
    """True if it has a run that waits or is under way, or if nothing is crawled at all."""
    now: datetime
    here: Settings

    def trouble(self) -> Trouble | None:
        """Return the trouble of the source, one at most, so that one breakage is one alert."""
        if self.following.waits is Waits.OPERATOR:  # who paused it knows
            return None
        if self.following.trouble:
            is_clock = ended_in_the_future(self.ended, self.now) is not None
            kind = TroubleKind.CLOCK if is_clock else TroubleKind.CANNOT_BEGIN
            return self._trouble(
                kind, f"{self.row.id}: {self.following.trouble}", run=self.ended[0].id if self.ended else None
            )
        if self.last_bad and (self.bad >= self.here.doctor_bad_runs or self.is_late or self.is_blocked):
            return self._trouble(
                TroubleKind.SOURCE_BLOCKED if self.is_blocked else TroubleKind.SOURCE_FAILING,
                self._late_note() if self.is_late and self.bad < self.here.doctor_bad_runs else self._bad_note(),
                since=self.well,
                run=self.last_bad.id,
                count=self.bad,
                codes=(str(self.last_bad.verdict), *(cause.code for cause in self.last_bad.causes)),
            )
        if (days := days_of_a_budget(self.ended)) >= DAYS_OF_A_BUDGET:
            note = (
                f"{self.row.id}: its last {days} runs ended at the budget of their day, so it is never read whole; "
                "raise politeness.requests_per_day or megabytes_per_day of its file"
            )
            return self._trouble(TroubleKind.SOURCE_LATE, note, since=self.well, run=self.ended[0].id, count=days)
        if missing_since := self.missing_since:
            note = (
                f"{self.row.id} has been due since {missing_since:%Y-%m-%d %H:%M} UTC, and no run is queued; "
                f"{self._since()}; start `pinpoint work`"
            )
            return self._trouble(
                TroubleKind.RUN_MISSING, self._late_note() if self.is_late else note, since=missing_since
            )
        return self._trouble(TroubleKind.SOURCE_LATE, self._late_note(), since=self.well) if self.is_late else None

    @property
    def following(self) -> NextRun:
        return next_run(self.row, self.ended, self.now)

    @property
    def well(self) -> datetime | None:
        return last_read_well(self.ended)

    @property
    def bad(self) -> int:
        return bad_in_a_row(self.ended)

    @property
    def last_bad(self) -> EndedRun | None:
        """The newest run, if it neither passed nor was held; cancelled runs do not count."""
        if not self.bad:
            return None
        return next(run for run in self.ended if run.verdict not in {Verdict.CANCELLED, Verdict.PASSED, Verdict.HELD})

    @property
    def is_blocked(self) -> bool:
        return self.last_bad is not None and self.last_bad.verdict is Verdict.BLOCKED

    @property
    def is_refused_once(self) -> bool:
        """True for a first refusal, which is no alarm yet."""
        return self.is_blocked and not self.is_late and self.bad < self.here.doctor_bad_runs

    @property
    def is_late(self) -> bool:
        """True if it was not read well for too many intervals; not if its newest run waits for a person."""
        is_held = bool(self.ended) and self.ended[0].verdict is Verdict.HELD
        longest = self.here.doctor_late_intervals * planned_interval(self.row)
        if self.well is None or is_held:
            return False
        return self.now - max(self.well, self.row.skipped_at or self.well) > longest  # skipped by a person: as if read

    @property
    def missing_since(self) -> datetime | None:
        """Since when it is due, if that is too long ago for a run that nobody queued; else None."""
        if self.may_wait or self.following.at is None or self.following.at > self.now:
            return None
        since = self.following.at if self.ended else self._enabled_before()
        state = read_state(self.here.home)
        patience = timedelta(minutes=self.here.doctor_missing_minutes)
        if state and state.is_once:
            patience += BETWEEN_TIMERS
        return since if since and self.now - since > patience else None

    def _enabled_before(self) -> datetime | None:
        """Return the end of the day on which a source without a run was enabled; None where it ships enabled."""
        day = self.row.reviewed_on
        return datetime.combine(day + timedelta(days=1), time.min, UTC) if day else None

    def _bad_note(self) -> str:
        last = self.last_bad
        assert last is not None  # noqa: S101  (the caller has seen it)
        return (
            f"{self.row.id}: {self.bad} bad runs in a row, the last {last.verdict} ({last.cause}); "
            f"{self._since()}{self._again()}"
        )

    def _late_note(self) -> str:
        return f"{self.row.id} is late: {self._since()}{self._again()}; `pinpoint diagnose {self.row.id}`"

    def _since(self) -> str:
        return f"last read well on {self.well:%Y-%m-%d}" if self.well else "never read well"

    def _again(self) -> str:
        return f", next on {self.following.at:%Y-%m-%d %H:%M} UTC" if self.following.at else ""

    def _trouble(
        self,
        kind: TroubleKind,
        note: str,
        *,
        since: datetime | None = None,
        run: int | None = None,
        count: int | None = None,
        codes: tuple[str, ...] = (),
    ) -> Trouble:
        return Trouble(kind=kind, subject=self.row.id, note=note, since=since, run=run, count=count, codes=codes)


CHECKS: dict[str, Check] = {"sources": sources_read, "source files": source_files}
