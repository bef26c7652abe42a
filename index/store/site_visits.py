"""The ledger of practices' own websites: which host a run visited, the outcome, and when it may be visited again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, bindparam, insert, select, update

from index.records import Listing
from index.records.codec import from_json
from index.store.runs.runs import Verdict
from index.store.runs.staging import STREAM
from index.store.schema import listing, run, site_visit


class Outcome(StrEnum):
    """The outcome of visiting a host. Only on a host that was `read` can a listing be missing."""

    CHOSEN = "chosen"
    READ = "read"
    PARTLY = "partly"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A host ("fern-pt.example", never with "www.") and the URLs on it that listings give."""

    host: str
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One host in one run. `closed_because` is empty unless the outcome is `closed`; `pages` counts answered pages."""

    host: str
    outcome: Outcome
    closed_because: str = ""
    pages: int = 0
    ended_at: datetime
    next_read: datetime


def websites(connection: Connection) -> list[str]:
    """Return the websites that listings of any source give, each once, sorted; withdrawn listings do not count."""
    query = select(listing.c.listing).where(
        listing.c.withdrawn_on.is_(None),
        listing.c.listing.like('%"website":"%'),  # fields at their default are left out of the JSON
    )
    rows = connection.execute(query, execution_options=STREAM).scalars()
    return sorted({from_json(Listing, row).website for row in rows})


def ledger(connection: Connection) -> Mapping[str, Visit]:
    """Return the newest visit of each host that still counts.

    A `closed` visit counts whatever became of its run. Any other counts only where its listings were or may still be
    promoted: a run that was rejected or died, or a dry one, leaves the host due.
    """
    query = (
        select(site_visit, run.c.verdict, run.c.dry_run)
        .join(run, run.c.id == site_visit.c.run)
        .where(site_visit.c.outcome != Outcome.CHOSEN, run.c.replay_of.is_(None))  # a replay visits no host
        .order_by(site_visit.c.run)
    )
    newest: dict[str, Visit] = {}
    for row in connection.execute(query):
        may_be_promoted = row.verdict in {None, Verdict.PASSED, Verdict.HELD} and not row.dry_run
        if may_be_promoted or row.outcome == Outcome.CLOSED:
            newest[row.host] = Visit(
                host=row.host,
                outcome=Outcome(row.outcome),
                closed_because=row.closed_because,
                pages=row.pages,
                ended_at=datetime.fromisoformat(row.ended_at),
                next_read=datetime.fromisoformat(row.next_read),
            )
    return newest


def choose(connection: Connection, run_id: int, starts: Sequence[Start]) -> None:
    """Record the hosts that a run is going to visit, in their order."""
    rows = [
        {"run": run_id, "host": start.host, "place": place, "addresses": "\n".join(start.addresses)}
        for place, start in enumerate(starts)
    ]
    if rows:
        connection.execute(insert(site_visit), rows)


def chosen(connection: Connection, run_id: int) -> Sequence[Start]:
    """Return the hosts that were chosen for a run, in their order; a resumed run visits the same."""
    query = select(site_visit.c.host, site_visit.c.addresses).where(site_visit.c.run == run_id)
    rows = connection.execute(query.order_by(site_visit.c.place))
    return [Start(host=row.host, addresses=tuple(row.addresses.splitlines())) for row in rows]


def note(connection: Connection, run_id: int, visits: Iterable[Visit]) -> None:
    """Record the outcomes of the hosts of a run."""
    rows = [
        {
            "row_host": visit.host,
            "outcome": visit.outcome,
            "closed_because": visit.closed_because,
            "pages": visit.pages,
            "ended_at": visit.ended_at.isoformat(),
            "next_read": visit.next_read.isoformat(),
        }
        for visit in visits
    ]
    if rows:
        query = update(site_visit).where(site_visit.c.run == run_id, site_visit.c.host == bindparam("row_host"))
        connection.execute(query.values({name: bindparam(name) for name in rows[0] if name != "row_host"}), rows)


def hosts_read(connection: Connection, run_id: int) -> frozenset[str]:
    """Return the hosts that a run read completely, so that a listing it did not find there is missing.

    Empty for a replay, whose pages were read before.
    """
    read = (site_visit.c.run == run_id) & (site_visit.c.outcome == Outcome.READ) & run.c.replay_of.is_(None)
    query = select(site_visit.c.host).join(run, run.c.id == site_visit.c.run).where(read)
    return frozenset(connection.execute(query).scalars())
