"""Figures of runs: how long a crawl took and what it cost, how far a running one is, and the trend of a source."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from crawler.formats.file_mark import share_read
from crawler.gates.measuring import FIELDS, Measured
from crawler.politeness import stat_names
from index import clock
from index.store import sources
from index.store.listings import register_entries
from index.store.runs import runs, staging
from index.store.runs.runs import RunRow, RunState

ELAPSED = "elapsed_time_seconds"
"""Scrapy's stat; the end of a run in the ledger may be days later, when a person approved it."""
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCost:
    """The cost of a run: seconds of its crawl so far, requests sent, and bytes received; None where unknown."""

    seconds: int | None
    requests: int | None
    bytes: int | None

    @classmethod
    def of(cls, run: RunRow, now: datetime) -> "RunCost":
        """Return the cost of a run; one from before requests were counted has Scrapy's own counts."""
        known = bool(run.stats)
        return cls(
            seconds=_seconds(run, now),
            requests=int(run.stats.get(stat_names.SENT, run.stats.get(_REQUESTS, 0))) if known else None,
            bytes=int(run.stats.get(stat_names.RECEIVED, run.stats.get(_BYTES, 0))) if known else None,
        )

    def as_dict(self) -> dict[str, int | None]:
        """Return all fields by name, for JSON."""
        return {"seconds": self.seconds, "requests": self.requests, "bytes": self.bytes}

    def in_words(self) -> str:
        """Return what is known of the cost, such as "20 min, 120 requests, 3.1 MB"."""
        took = "" if self.seconds is None else span_in_words(self.seconds)
        requests = "" if self.requests is None else f"{self.requests:,} requests"
        size = "" if self.bytes is None else f"{self.bytes / MEGABYTE:,.1f} MB"
        return ", ".join(part for part in (took, requests, size) if part)


_REQUESTS, _BYTES = "downloader/request_count", "downloader/response_bytes"


def _seconds(run: RunRow, now: datetime) -> int | None:
    if run.started_at is None:
        return None
    if ELAPSED in run.stats:
        return int(run.stats[ELAPSED])
    return max(int(((run.ended_at or now) - run.started_at).total_seconds()), 0)


def span_in_words(seconds: int) -> str:
    """Return a length of time for a person: "45 s", "20 min" or "3 h 5 min"."""
    if seconds < 60:  # noqa: PLR2004  (a minute)
        return f"{seconds} s"
    hours, minutes = divmod(seconds // 60, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunProgress:
    """The progress of a crawl under way. Share and time left are None where the whole is unknown."""

    listings: int
    """Listings and register entries staged so far."""
    share: float | None
    is_estimate: bool
    """True if the share is of the count of the last good run, False if of the file that is read."""
    seconds_left: int | None

    def as_dict(self) -> dict[str, Any]:
        """Return all fields by name, for JSON."""
        return {
            "listings": self.listings,
            "share": self.share,
            "is_estimate": self.is_estimate,
            "seconds_left": self.seconds_left,
        }

    def in_words(self) -> str:
        """Return the progress in one line."""
        if self.share is None:
            return f"{self.listings:,} listings so far"
        how = "estimated from the last good run" if self.is_estimate else "of the file"
        left = "" if self.seconds_left is None else f", about {span_in_words(self.seconds_left)} left"
        return f"{self.listings:,} listings so far, {self.share:.0%} ({how}){left}"


MOST_ESTIMATED = 0.99
"""A crawl that goes beyond the last good count is not over yet."""


def run_progress(connection: Connection, run: RunRow, now: datetime) -> RunProgress | None:
    """Return how far a running crawl is; None for a run in any other state."""
    if run.state is not RunState.RUNNING or run.started_at is None:
        return None
    staged = staging.count(connection, run.id) + register_entries.count_staged(connection, run.id)
    if mark := runs.file_mark(connection, run.id):
        share: float | None = share_read(mark)
    else:
        whole = _expected(connection, run)
        share = min(staged / whole, MOST_ESTIMATED) if whole else None
    left = None
    if share:
        left = round((now - run.started_at).total_seconds() * (1 - share) / share)
    return RunProgress(listings=staged, share=share, is_estimate=not mark and share is not None, seconds_left=left)


def _expected(connection: Connection, run: RunRow) -> int:
    """Return how many listings a run is expected to read; 0 if nobody knows, as with arguments that pick a part."""
    if run.sample is not None:
        return run.sample
    if run.arguments.keys() - {"base_url", "stand_ins"}:
        return 0
    return sum(Measured.of(one.measured).count for one in runs.passed(connection, run.source, limit=1) if one.measured)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """One run of a source in its trend."""

    run: RunRow
    listings: int | None
    """None where it was never measured."""
    fill_rates: Mapping[str, float]
    """The share of its listings that have each field, from 0 to 1."""
    cost: RunCost

    def as_dict(self) -> dict[str, Any]:
        """Return the point for JSON."""
        run = self.run
        return {
            "run": run.id,
            "state": run.state,
            "verdict": run.verdict,
            "partial": run.partial,
            "dry_run": run.dry_run,
            "replay_of": run.replay_of,
            "started_at": run.started_at.isoformat() if run.started_at else None,
            "causes": [cause.code for cause in run.causes],
            "warnings": [cause.code for cause in run.warnings],
            "listings": self.listings,
            "fill_rates": dict(self.fill_rates),
            **self.cost.as_dict(),
        }


def trend(connection: Connection, source_id: str, *, limit: int, before: int | None = None) -> list[TrendPoint]:
    """Return the newest runs of a source, the oldest of them first; `before`: only those with a smaller number.

    Raises UnknownSourceError.
    """
    sources.get(connection, source_id)
    now = clock.now()
    newest = runs.recent(connection, source=source_id, limit=limit, before=before)
    return [_point(run, now) for run in reversed(newest)]


def _point(run: RunRow, now: datetime) -> TrendPoint:
    measured = Measured.of(run.measured) if run.measured else None
    rates = {name: measured.fill_rate(name) for name in FIELDS} if measured and measured.listings else {}
    return TrendPoint(
        run=run, listings=measured.count if measured else None, fill_rates=rates, cost=RunCost.of(run, now)
    )


def trend_lines(points: Sequence[TrendPoint]) -> Iterator[str]:
    """Yield a line for each run, then one for each field that any run has, with its share in each run."""
    for point in points:
        run = point.run
        began = f"{run.started_at:%Y-%m-%d %H:%M}" if run.started_at else "not begun"
        codes = ", ".join(str(cause.code) for cause in (*run.causes, *run.warnings))
        count = "" if point.listings is None else f"{point.listings:,} listings"
        kind = "partial " if run.partial else ""
        details = ", ".join(part for part in (count, point.cost.in_words(), codes) if part)
        yield f"run {run.id:<5} {began:16} {kind}{run.verdict or run.state}: {details}".rstrip(": ")
    for name in FIELDS:
        rates = [point.fill_rates.get(name) for point in points]
        if any(rates):
            yield f"  field    {name:20} " + " ".join("     -" if rate is None else f"{rate:6.1%}" for rate in rates)
