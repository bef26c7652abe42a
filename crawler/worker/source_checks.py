"""Checks of `pinpoint doctor` on scheduled sources: which are late or failing, and which files cannot be read."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from crawler.runs.source_files import load_sources
from crawler.worker.schedule import (
    Waits,
    bad_in_a_row,
    ended_in_the_future,
    ended_runs,
    is_scheduled,
    last_read_well,
    next_run,
)
from index import clock
from index.doctor.finding import Check, NotWellError, Trouble, TroubleKind
from index.settings import Settings
from index.store import sources
from index.store.database import store_of_home
from index.store.runs.newest_runs import EndedRun
from index.store.runs.runs import Verdict
from index.store.sources import SourceRow


def sources_read(here: Settings) -> str:
    """Report scheduled sources that fail, are late, or wait for a person; a single bad run is not reported."""
    now = clock.now()
    with store_of_home() as opened, opened.read() as connection:
        scheduled = [row for row in sources.all_sources(connection) if is_scheduled(row)]
        ended = ended_runs(connection)
        found = [each for row in scheduled for each in _troubles(row, ended.get(row.id, ()), now, here)]
    if found:
        raise NotWellError.of(found)
    return f"{len(scheduled)} sources have a schedule, and none is late or fails"


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


def _troubles(row: SourceRow, ended: Sequence[EndedRun], now: datetime, here: Settings) -> Iterator[Trouble]:
    following = next_run(row, ended, now)
    if following.waits is Waits.OPERATOR:  # who paused it knows
        return
    bad, well = bad_in_a_row(ended), last_read_well(ended)
    if following.trouble:
        is_clock = ended_in_the_future(ended, now) is not None
        kind = TroubleKind.CLOCK if is_clock else TroubleKind.CANNOT_BEGIN
        yield Trouble(kind=kind, subject=row.id, note=f"{row.id}: {following.trouble}", run=ended[0].id)
        return
    since = f"last read well on {well:%Y-%m-%d}" if well else "never read well"
    again = f", next on {following.at:%Y-%m-%d %H:%M} UTC" if following.at else ""
    if bad >= here.doctor_bad_runs:
        last = next(run for run in ended if run.verdict not in {Verdict.CANCELLED, Verdict.PASSED, Verdict.HELD})
        blocked = last.verdict is Verdict.BLOCKED
        yield Trouble(
            kind=TroubleKind.SOURCE_BLOCKED if blocked else TroubleKind.SOURCE_FAILING,
            subject=row.id,
            note=f"{row.id}: {bad} bad runs in a row, the last {last.verdict} ({last.cause}); {since}{again}",
            since=well,
            run=last.id,
            count=bad,
            codes=(str(last.verdict), *(cause.code for cause in last.causes)),
        )
    elif well and not _is_held(ended) and now - well > here.doctor_late_intervals * timedelta(0, row.interval_seconds):
        note = f"{row.id} is late: {since}{again}; `pinpoint runs --source {row.id}`"
        yield Trouble(kind=TroubleKind.SOURCE_LATE, subject=row.id, note=note, since=well)


def _is_held(ended: Sequence[EndedRun]) -> bool:
    """Return whether the newest run waits for a person; another check reports that."""
    return bool(ended) and ended[0].verdict is Verdict.HELD


CHECKS: dict[str, Check] = {"sources": sources_read, "source files": source_files}
