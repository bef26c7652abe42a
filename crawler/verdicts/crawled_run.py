"""Gathers what the gates are given of one run: its ledger row, its staged rows, and the runs before it."""

from sqlalchemy import Connection

from crawler.platforms import PLATFORMS, spider_class
from crawler.source import SourceDefinition
from crawler.verdicts.judgment import Crawled, Earlier
from crawler.verdicts.measuring import Measured, measure
from crawler.verdicts.state_bounds import StateBounds
from index.places.gazetteer import open_gazetteer
from index.store import absence, findings, listings, register_entries, runs, site_visits, staging
from index.store.runs import RunRow

RUNS_COMPARED = 5


def crawled_run(connection: Connection, run: RunRow, definition: SourceDefinition) -> Crawled:
    """Return what a collected and normalized run left behind; its staged rows are read once, one by one."""
    earlier = earlier_runs(connection, run.source)
    has_passed = findings.has_passed(connection, run.source) if run.partial else bool(earlier)
    return Crawled(
        finish_reason=run.finish_reason,
        stats=run.stats,
        measured=measured_run(connection, run.id),
        partial=run.partial,
        many_hosts=_many_hosts(definition.platform),
        earlier=earlier,
        vanished=_vanished(connection, run),
        first=not has_passed,
        looked_at=findings.code_was_looked_at(connection, run.source, run.code_version),
    )


def _vanished(connection: Connection, run: RunRow) -> int:
    """Count what was not found again: of the whole source, or of the hosts that a run over many sites read well."""
    hosts = site_visits.hosts_read(connection, run.id) if run.partial else None
    if hosts is not None and not hosts:
        return 0
    return sum(
        absence.vanished(connection, kept, run_id=run.id, source=run.source, hosts=hosts)
        for kept in (listings.LISTINGS, register_entries.ENTRIES)
    )


def measured_run(connection: Connection, run_id: int) -> Measured:
    """Measure what a run has staged."""
    rows = staging.raw_and_normalized(connection, run_id)
    entries = register_entries.count_staged(connection, run_id)
    return measure(rows, StateBounds(open_gazetteer()), entries=entries)


def earlier_runs(connection: Connection, source: str) -> list[Earlier]:
    """Return the newest whole runs of a source that passed, newest first."""
    return [_earlier(run) for run in runs.passed(connection, source, limit=RUNS_COMPARED)]


def _earlier(run: RunRow) -> Earlier:
    measured = Measured.of(run.measured) if run.measured else None
    changed = sum(run.delta.get(part, 0) for part in ("added", "changed", "same"))
    return Earlier(listings=measured.count if measured else changed, measured=measured, stats=run.stats)


def _many_hosts(platform: str) -> bool:
    return platform in PLATFORMS and bool(getattr(spider_class(platform), "many_hosts", False))
