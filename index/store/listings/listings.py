"""Listings as last read, with first and last seen for each claim. Only a promotion changes them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, astuple, dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, bindparam, case, func, insert, select, update

from index.records import TOLD_US, Claim, Listing, SeenListing, stated
from index.records.codec import from_json
from index.store.listings import listing_changes, missing_listings
from index.store.listings.missing_listings import Batch, TrackedTable
from index.store.runs import changes
from index.store.runs.changes import Applied, AppliedKind, Ended, field_changes
from index.store.runs.staging import BATCH, STREAM
from index.store.schema import listing, staged

LISTINGS = TrackedTable(listing, staged)


@dataclass(slots=True)
class Delta:
    """A run's changes, as numbers of listings."""

    added: int = 0
    changed: int = 0
    same: int = 0
    missing: int = 0
    withdrawn: int = 0

    def __add__(self, other: "Delta") -> "Delta":
        """Return the sums."""
        return Delta(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))

    @property
    def empty(self) -> bool:
        """Return whether nothing but `last_seen` changed."""
        return not (self.added or self.changed or self.missing or self.withdrawn)

    def as_dict(self) -> dict[str, int]:
        """Return the counts by name."""
        return asdict(self)


def take_in(connection: Connection, batch: Batch) -> tuple[Delta, int, str | None]:
    """Move the next batch of a passed run's staged rows into the listings.

    Returns the changes, the number of rows looked at, and their last id, None where there are no more.
    """
    rows = _staged(connection, batch)
    same = [row for row in rows if row.is_same]
    _touch(connection, same, batch)
    delta = Delta(same=len(same))
    new: list[dict[str, Any]] = []
    other: list[dict[str, Any]] = []
    changed: list[Applied] = []
    for row in rows:
        if row.is_same:
            continue
        record = from_json(Listing, row.new)
        if row.old is None and record.deactivated:
            continue  # was never listed, so nothing to withdraw
        values = _values(row, record, batch.day)
        if row.old is None:
            new.append(
                {"source": batch.source, "source_id": row.source_id, "first_seen": batch.day, "added_by": batch.run}
                | values
            )
        else:
            changed.append(_changed(row, record, batch.run, batch.source))
            other.append({"row_id": row.source_id} | values)
        delta.withdrawn += record.deactivated
    if new:
        connection.execute(insert(listing), new)
    changes.keep(connection, changed)
    if other:
        query = update(listing).where(listing.c.source == batch.source, listing.c.source_id == bindparam("row_id"))
        connection.execute(query.values({name: bindparam(name) for name in other[0] if name != "row_id"}), other)
    listing_changes.note(
        connection, batch.source, *(row["source_id"] for row in new), *(row["row_id"] for row in other)
    )
    delta.added, delta.changed = len(new), len(other)
    return delta, len(rows), rows[-1].source_id if len(rows) == batch.limit else None


def miss(connection: Connection, batch: Batch, *, hosts: frozenset[str] | None) -> tuple[Delta, int, str | None]:
    """Mark listings that a whole run did not find as missing; withdraw those missing from two runs or for 30 days.

    With `hosts`, only listings of those: a run over practices' own websites knows nothing of other hosts. Handles one
    batch; returns the changes, the number of rows looked at, and their last id, None where there are no more.
    """
    gone = missing_listings.mark_missing(connection, LISTINGS, batch, hosts=hosts)
    ids = {AppliedKind.MISSING: gone.newly_missing, AppliedKind.WITHDRAWN: gone.newly_withdrawn}
    changes.keep_gone(connection, listing, "listing", run_id=batch.run, source=batch.source, ids=ids)
    listing_changes.note(connection, batch.source, *gone.newly_withdrawn)
    return Delta(missing=gone.missing, withdrawn=gone.withdrawn), gone.seen, gone.last


def _values(row: Any, record: Listing, today: date) -> dict[str, Any]:
    known = {(field, value): first for field, value, first in json.loads(row.claims_since or "[]")}
    claims = [[field, value, known.get((field, value), today.isoformat())] for field, value in stated(record)]
    return {
        "raw": row.raw,
        "listing": row.new,
        "claims_since": json.dumps(claims, ensure_ascii=False),
        "npi": record.npi or None,
        "last_seen": today,
        "missing_since": None,
        "missed_runs": 0,
        "withdrawn_on": today if record.deactivated else None,
    }


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


def seen_listings(connection: Connection) -> Iterator[SeenListing]:
    """Yield every listing that a crawl read and that is not withdrawn, by source and source id, with its claims."""
    query = select(listing).where(listing.c.withdrawn_on.is_(None), listing.c.source != TOLD_US)
    for row in connection.execute(query.order_by(listing.c.source, listing.c.source_id), execution_options=STREAM):
        yield seen_listing_of(row)


def count(connection: Connection) -> int:
    """Return the number of listings, withdrawn ones and corrections included."""
    return connection.execute(select(func.count()).select_from(listing)).scalar_one()


def in_force(connection: Connection) -> Iterator[str]:
    """Yield every listing that a crawl read and that is not withdrawn, as stored JSON, in no order."""
    query = select(listing.c.listing).where(listing.c.withdrawn_on.is_(None), listing.c.source != TOLD_US)
    yield from connection.execute(query, execution_options=STREAM).scalars()


def in_force_of(connection: Connection, keys: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield those of some listings, given by (source, source id), as stored JSON, in no order."""
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
    """Return the listing and claims of a row that has the columns of `listing`."""
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
            changed_on=record.changed_on,
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


def _touch(connection: Connection, same: Sequence[Row[Any]], batch: Batch) -> None:
    """Record that listings were read again unchanged; withdrawn ones come back.

    Not those whose register deactivated them, which have no missed runs.
    """
    back = [row.source_id for row in same if row.withdrawn_on is not None and row.missed_runs > 0]
    changes.keep_gone(
        connection, listing, "listing", run_id=batch.run, source=batch.source, ids={AppliedKind.BACK: back}
    )
    listing_changes.note(connection, batch.source, *back)
    for ids, values in (
        (back, {"withdrawn_on": None}),
        ([row.source_id for row in same], {"last_seen": batch.day, "missing_since": None, "missed_runs": 0}),
    ):
        of_source = (listing.c.source == batch.source) & listing.c.source_id.in_(ids)
        connection.execute(update(listing).where(of_source).values(values))


def _staged(connection: Connection, batch: Batch) -> Sequence[Row[Any]]:
    """Return the next staged rows joined with their listings; without texts where nothing changed."""
    same_id = (listing.c.source == batch.source) & (listing.c.source_id == staged.c.source_id)
    is_same = func.coalesce(listing.c.listing == staged.c.listing, False)
    text = {
        "raw": staged.c.raw,
        "new": staged.c.listing,
        "old": listing.c.listing,
        "claims_since": listing.c.claims_since,
    }
    query = (
        select(
            staged.c.source_id,
            is_same.label("is_same"),
            *(case((is_same, None), else_=column).label(name) for name, column in text.items()),
            listing.c.last_seen,
            listing.c.withdrawn_on,
            listing.c.missed_runs,
        )
        .select_from(staged.outerjoin(listing, same_id))
        .where(staged.c.run == batch.run, staged.c.listing.is_not(None), staged.c.source_id > batch.after)
        .order_by(staged.c.source_id)
        .limit(batch.limit)
    )
    return connection.execute(query).all()
