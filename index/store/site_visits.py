"""The ledger of practices' own websites: which host a run asked, what came of it, and when it may be asked again."""

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
    """What came of asking a host. Only of a host that was `read` anything may be said to be gone."""

    CHOSEN = "chosen"
    READ = "read"
    PARTLY = "partly"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A host ("fern-pt.example", never with "www.") and the public addresses on it that listings give."""

    host: str
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One host in one run. `closed_because` is empty unless the outcome is `closed`; `pages` are those answered."""

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

    A closed door counts whatever became of its run. A host that was read counts only where its listings were
    kept or may yet be: a run that was rejected or died, or a dry one, leaves the host as due as it was.
    """
    query = (
        select(site_visit, run.c.verdict, run.c.dry_run)
        .join(run, run.c.id == site_visit.c.run)
        .where(site_visit.c.outcome != Outcome.CHOSEN, run.c.replay_of.is_(None))  # a replay asks nobody
        .order_by(site_visit.c.run)
    )
    newest: dict[str, Visit] = {}
    for row in connection.execute(query):
        kept = row.verdict in {None, Verdict.PASSED, Verdict.HELD} and not row.dry_run
        if kept or row.outcome == Outcome.CLOSED:
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
    """Write down which hosts a run is going to ask, in their order."""
    rows = [
        {"run": run_id, "host": start.host, "place": place, "addresses": "\n".join(start.addresses)}
        for place, start in enumerate(starts)
    ]
    if rows:
        connection.execute(insert(site_visit), rows)


def chosen(connection: Connection, run_id: int) -> Sequence[Start]:
    """Return the hosts that were chosen for a run, in their order; a run that is taken up again asks the same."""
    query = select(site_visit.c.host, site_visit.c.addresses).where(site_visit.c.run == run_id)
    rows = connection.execute(query.order_by(site_visit.c.place))
    return [Start(host=row.host, addresses=tuple(row.addresses.splitlines())) for row in rows]


def note(connection: Connection, run_id: int, visits: Iterable[Visit]) -> None:
    """Write down what came of the hosts of a run."""
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
    """Return the hosts that a run read well, so that a listing of theirs which it did not find is gone.

    A replay read none: its pages were looked at before.
    """
    read = (site_visit.c.run == run_id) & (site_visit.c.outcome == Outcome.READ) & run.c.replay_of.is_(None)
    query = select(site_visit.c.host).join(run, run.c.id == site_visit.c.run).where(read)
    return frozenset(connection.execute(query).scalars())
