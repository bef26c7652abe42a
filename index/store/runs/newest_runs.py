"""The newest runs of all sources, each read with one statement, however many sources and runs there are."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, select, true

from index.store.runs.causes import FoundCause, from_text
from index.store.runs.runs import HAS_PASSED, RunRow, Verdict, fetched
from index.store.schema import run, source


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedRun:
    """The outcome of a run that ended or is held: what a schedule needs to know of it."""

    id: int
    source: str
    verdict: Verdict
    cause: str
    causes: tuple[FoundCause, ...]
    finish_reason: str
    queued_at: datetime
    ended_at: datetime


def last_ended(connection: Connection, *, limit: int, only: str | None = None) -> Mapping[str, Sequence[EndedRun]]:
    """Return the newest runs of each source that ended or were held, newest first, at most `limit` of each.

    Without dry runs and replays: replays send no request, so they do not delay the next run. A source without such a
    run is left out; `only` names the one source that is wanted.
    """
    counted = run.alias("counted")
    of_source = and_(counted.c.source == source.c.id, counted.c.ended_at.is_not(None))
    nth = select(counted.c.id).where(of_source, ~counted.c.dry_run, counted.c.replay_of.is_(None))
    nth = nth.order_by(counted.c.id.desc()).offset(limit - 1).limit(1).correlate(source)
    wanted = () if only is None else (source.c.id == only,)
    oldest = (
        select(source.c.id.label("source"), func.coalesce(nth.scalar_subquery(), 0).label("run"))
        .where(*wanted)
        .cte("oldest")
        .prefix_with("MATERIALIZED")  # else SQLite begins with every run, not with the sources
    )
    columns = (run.c[name] for name in EndedRun.__dataclass_fields__)
    query = select(*columns).join(oldest, and_(run.c.source == oldest.c.source, run.c.id >= oldest.c.run))
    query = query.where(run.c.ended_at.is_not(None), ~run.c.dry_run, run.c.replay_of.is_(None))
    found: defaultdict[str, list[EndedRun]] = defaultdict(list)
    for row in connection.execute(query).mappings():
        found[row["source"]].append(
            EndedRun(
                **dict(row)
                | {
                    "verdict": Verdict(row["verdict"]),
                    "causes": from_text(row["causes"]),
                    "queued_at": datetime.fromisoformat(row["queued_at"]),
                    "ended_at": datetime.fromisoformat(row["ended_at"]),
                }
            )
        )
    return {source_id: sorted(ended, key=lambda one: -one.id) for source_id, ended in found.items()}


def newest(connection: Connection, *, only: str | None = None) -> Mapping[str, RunRow]:
    """Return the newest run of each source that has one, whatever its state; with `only`, of one."""
    return _newest(connection, true(), only)


def last_passed(connection: Connection, *, only: str | None = None) -> Mapping[str, RunRow]:
    """Return the newest run of each source that read it well: it passed, and was neither a dry run nor a replay."""
    return _newest(connection, and_(HAS_PASSED, run.c.replay_of.is_(None)), only)


def _newest(connection: Connection, which: ColumnElement[bool], only: str | None) -> dict[str, RunRow]:
    """Return the newest run of each source for which a condition holds: one look into an index for each source."""
    first = select(run.c.id).where(run.c.source == source.c.id, which).order_by(run.c.id.desc()).limit(1)
    ids = select(first.correlate(source).scalar_subquery()).select_from(source)
    if only is not None:
        ids = ids.where(source.c.id == only)
    return {one.source: one for one in fetched(connection, select(run).where(run.c.id.in_(ids)))}
