"""Listings as last read, with first and last seen for each claim. Only `promote` changes them."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, astuple, dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Exists, Row, and_, exists, func, insert, or_, select, update

from index.records import TOLD_US, Claim, Listing, SeenListing, stated
from index.records.codec import from_json
from index.store import absence, changes, listing_changes, site_visits
from index.store.absence import Kept
from index.store.changes import Applied, AppliedKind, Ended
from index.store.field_change import field_changes
from index.store.schema import listing, staged
from index.store.staging import BATCH, STREAM

_NPI = re.compile(r'"npi":"(\d{10})"')
LISTINGS = Kept(listing, staged)


@dataclass(slots=True)
class Delta:
    """What a run changed, in listings."""

    added: int = 0
    changed: int = 0
    same: int = 0
    missing: int = 0
    withdrawn: int = 0

    def __add__(self, other: "Delta") -> "Delta":
        """Return both together."""
        return Delta(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))

    @property
    def empty(self) -> bool:
        """Whether nothing but `last_seen` moved."""
        return not (self.added or self.changed or self.missing or self.withdrawn)

    def as_dict(self) -> dict[str, int]:
        """Return the counts by name."""
        return asdict(self)


def promote(connection: Connection, *, run_id: int, source: str, today: date, whole: bool) -> Delta:
    """Carry a passed run's staged rows into the listings.

    A run that read the `whole` source also marks what it did not find as missing, and withdraws what was
    missing from two whole runs or for 30 days. A partial run does so only for listings of the hosts that it
    read well, if it follows practices' own websites; of no others.
    """
    delta = Delta()
    changes.keep(connection, _returning(connection, run_id, source))
    delta.same = _touch_unchanged(connection, run_id, source, today)
    for row in _changes(connection, run_id, source):
        record = from_json(Listing, row.new)
        if row.old is None and record.deactivated:
            continue  # never listed, so there is nothing to withdraw
        known = {(field, value): first for field, value, first in json.loads(row.claims_since or "[]")}
        claims = [[field, value, known.get((field, value), today.isoformat())] for field, value in stated(record)]
        values = {
            "raw": row.raw,
            "listing": row.new,
            "claims_since": json.dumps(claims, ensure_ascii=False),
            "last_seen": today,
            "missing_since": None,
            "missed_runs": 0,
            "withdrawn_on": today if record.deactivated else None,
        }
        if row.old is None:
            connection.execute(
                insert(listing).values(
                    source=source, source_id=row.source_id, first_seen=today, added_by=run_id, **values
                )
            )
            delta.added += 1
        else:
            changes.keep(connection, [_changed(row, record, run_id, source)])
            connection.execute(
                update(listing).where(listing.c.source == source, listing.c.source_id == row.source_id).values(**values)
            )
            delta.changed += 1
        listing_changes.note(connection, source, row.source_id)
        delta.withdrawn += record.deactivated
    hosts = None if whole else site_visits.hosts_read(connection, run_id)
    if whole or hosts:
        gone = absence.mark_missing(connection, LISTINGS, run_id=run_id, source=source, today=today, hosts=hosts)
        ids = {AppliedKind.MISSING: gone.newly_missing, AppliedKind.WITHDRAWN: gone.newly_withdrawn}
        changes.keep_gone(connection, listing, "listing", run_id=run_id, source=source, ids=ids)
        delta.missing += gone.missing
        delta.withdrawn += gone.withdrawn
        if gone.withdrawn:
            listing_changes.note_withdrawn(connection, source, today)
    return delta


def _changed(row: Any, record: Listing, run_id: int, source: str) -> Applied:
    still = set(stated(record))
    ended = (
        Ended(field=field, value=value, first_seen=date.fromisoformat(first), last_seen=row.last_seen)
        for field, value, first in json.loads(row.claims_since)
        if (field, value) not in still
    )
    kind = AppliedKind.CHANGED if row.withdrawn_on is None else AppliedKind.BACK
    return Applied(
        run=run_id,
        kind=AppliedKind.WITHDRAWN if record.deactivated else kind,
        source=source,
        source_id=row.source_id,
        name=record.name,
        fields=tuple(field_changes(json.loads(row.old), json.loads(row.new))),
        ended=tuple(ended),
    )


def _returning(connection: Connection, run_id: int, source: str) -> list[Applied]:
    """Return the withdrawn listings that a run found again as they were."""
    back = select(listing.c.source_id, listing.c.listing).where(
        _unchanged(run_id, source), listing.c.withdrawn_on.is_not(None), listing.c.missed_runs > 0
    )
    return [
        Applied(
            run=run_id,
            kind=AppliedKind.BACK,
            source=source,
            source_id=row.source_id,
            name=str(json.loads(row.listing).get("name", "")),
        )
        for row in connection.execute(back)
    ]


def seen_listings(connection: Connection) -> Iterator[SeenListing]:
    """Yield every listing that a crawl read and that is not withdrawn, by source and source id, with its claims."""
    query = select(listing).where(listing.c.withdrawn_on.is_(None), listing.c.source != TOLD_US)
    for row in connection.execute(query.order_by(listing.c.source, listing.c.source_id), execution_options=STREAM):
        yield seen_listing_of(row)


def count(connection: Connection) -> int:
    """Return how many listings there are, withdrawn ones and those that we were told among them."""
    return connection.execute(select(func.count()).select_from(listing)).scalar_one()


def in_force(connection: Connection) -> Iterator[str]:
    """Yield every listing that a crawl read and that is not withdrawn, as the JSON that is kept of it, in no order."""
    query = select(listing.c.listing).where(listing.c.withdrawn_on.is_(None), listing.c.source != TOLD_US)
    yield from connection.execute(query, execution_options=STREAM).scalars()


def in_force_of(connection: Connection, keys: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield those of some listings by (source, source id), in no order."""
    ids: defaultdict[str, list[str]] = defaultdict(list)
    for source, source_id in keys:
        ids[source].append(source_id)
    ids.pop(TOLD_US, None)
    for source, of_source in ids.items():
        for start in range(0, len(of_source), BATCH):
            some = listing.c.source_id.in_(of_source[start : start + BATCH])
            query = select(listing.c.listing).where(listing.c.source == source, some, listing.c.withdrawn_on.is_(None))
            yield from connection.execute(query).scalars()


def seen_listing_of(row: Row[Any]) -> SeenListing:
    """Return what a row with the columns of `listing` tells, with its claims."""
    record = from_json(Listing, row.listing)
    claims = tuple(
        Claim(
            field=field,
            value=value,
            source=row.source,
            source_id=row.source_id,
            url=record.url,
            first_seen=date.fromisoformat(first),
            last_seen=row.last_seen,
        )
        for field, value, first in json.loads(row.claims_since)
    )
    return SeenListing(
        listing=record,
        claims=claims,
        first_seen=row.first_seen,
        last_seen=row.last_seen,
        missing_since=row.missing_since,
    )


def _unchanged(run_id: int, source: str) -> Exists:
    return exists().where(
        staged.c.run == run_id,
        staged.c.source_id == listing.c.source_id,
        staged.c.listing == listing.c.listing,
        listing.c.source == source,
    )


def _touch_unchanged(connection: Connection, run_id: int, source: str, today: date) -> int:
    unchanged = _unchanged(run_id, source)
    # A withdrawn listing that is found again comes back, unless its register says that it is not in force.
    back = and_(unchanged, listing.c.withdrawn_on.is_not(None), listing.c.missed_runs > 0)
    listing_changes.note_where(connection, back)
    connection.execute(update(listing).where(back).values(withdrawn_on=None))
    touched = connection.execute(
        update(listing).where(unchanged).values(last_seen=today, missing_since=None, missed_runs=0)
    )
    return touched.rowcount


def _changes(connection: Connection, run_id: int, source: str) -> Iterator[Any]:
    """Yield what differs, a batch at a time: each is read before it is written, and memory does not grow."""
    same_id = (listing.c.source == source) & (listing.c.source_id == staged.c.source_id)
    query = (
        select(
            staged.c.source_id,
            staged.c.raw,
            staged.c.listing.label("new"),
            listing.c.listing.label("old"),
            listing.c.claims_since,
            listing.c.last_seen,
            listing.c.withdrawn_on,
        )
        .select_from(staged.outerjoin(listing, same_id))
        .where(staged.c.run == run_id, staged.c.listing.is_not(None))
        .where(or_(listing.c.listing.is_(None), listing.c.listing != staged.c.listing))
        .order_by(staged.c.source_id)
        .limit(BATCH)
    )
    batch = connection.execute(query).all()
    while batch:
        yield from batch
        batch = connection.execute(query.where(staged.c.source_id > batch[-1].source_id)).all()


def holding_npis(connection: Connection, npis: frozenset[str]) -> set[tuple[str, str]]:
    """Return the (source, source id) of listings in force that state one of some NPIs."""
    found: set[tuple[str, str]] = set()
    query = select(listing.c.source, listing.c.source_id, listing.c.listing).where(listing.c.withdrawn_on.is_(None))
    for source, source_id, text in connection.execute(query, execution_options=STREAM) if npis else ():
        stated_npi = _NPI.search(text)  # quotes within texts are escaped in JSON
        if stated_npi and stated_npi[1] in npis:
            found.add((source, source_id))
    return found
