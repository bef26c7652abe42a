"""Checks of `pinpoint doctor` on scheduled sources: which are late or failing, and which files cannot be read."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from crawler.runs.source_files import load_sources
from crawler.worker.schedule import bad_in_a_row, ended_runs, is_scheduled, last_read_well, next_run
from index import clock
from index.doctor.finding import Check, NotWellError
from index.settings import Settings
from index.store import sources
from index.store.database import store_of_home
from index.store.runs.runs import RunRow, Verdict
from index.store.sources import SourceRow


def sources_read(here: Settings) -> str:
    """Report scheduled sources that fail, are late, or wait for a person; a single bad run is not reported."""
    now = clock.now()
    with store_of_home() as opened, opened.read() as connection:
        scheduled = [row for row in sources.all_sources(connection) if is_scheduled(row)]
        found = [words for row in scheduled for words in _trouble(row, ended_runs(connection, row.id), now, here)]
    if found:
        raise NotWellError("; ".join(found))
    return f"{len(scheduled)} sources have a schedule, and none is late or fails"


def source_files(here: Settings) -> str:
    """Report source files that cannot be read, and enabled sources whose file is gone."""
    definitions, broken = load_sources(here)
    known = definitions.keys() | {error.source_id for error in broken}
    with store_of_home() as opened, opened.read() as connection:
        gone = [row.id for row in sources.all_sources(connection) if row.enabled and row.id not in known]
    found = [
        *map(str, broken),
        *(f"{name} has no source file any more; put it back, or `pinpoint sources disable {name}`" for name in gone),
    ]
    if found:
        raise NotWellError("; ".join(found))
    return f"{len(definitions)} source files can be read"


def _trouble(row: SourceRow, ended: Sequence[RunRow], now: datetime, here: Settings) -> Iterator[str]:
    following = next_run(row, ended, now)
    if following.trouble:
        yield f"{row.id}: {following.trouble}"
        return
    bad, well = bad_in_a_row(ended), last_read_well(ended)
    since = f"last read well on {well:%Y-%m-%d}" if well else "never read well"
    again = f", next on {following.at:%Y-%m-%d %H:%M} UTC" if following.at else ""
    if bad >= here.doctor_bad_runs:
        last = next(run for run in ended if run.verdict not in {Verdict.CANCELLED, Verdict.PASSED, Verdict.HELD})
        yield f"{row.id}: {bad} bad runs in a row, the last {last.verdict} ({last.cause}); {since}{again}"
    elif well and not _is_held(ended) and now - well > here.doctor_late_intervals * timedelta(0, row.interval_seconds):
        yield f"{row.id} is late: {since}{again}; `pinpoint runs --source {row.id}`"


def _is_held(ended: Sequence[RunRow]) -> bool:
    """Return whether the newest run waits for a person; another check reports that."""
    return bool(ended) and ended[0].verdict is Verdict.HELD


CHECKS: dict[str, Check] = {"sources": sources_read, "source files": source_files}
