"""Corrections as listings of the source `told_us`: a person accepts, renews or takes back each, with a reason.

No run reads this source, so none changes or withdraws its listings. Such a listing has no membership of its own: it
follows the listing that it corrects, through every merge and split.
"""

import json
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from index import clock
from index.records import TOLD_US, Listing, RawListing, SeenListing, stated
from index.records.codec import to_json
from index.store import audit, sources
from index.store.listings.correction_listings import corrections_in_force
from index.store.schema import correction, listing

_DESCRIPTION = {
    "name": "What listed people told us",
    "publisher": "Pinpoint",
    "coverage": "Corrections that a person or clinic sent us, and that we accepted after we reached them",
    "kind": TOLD_US,
}


class CorrectionVerdict(StrEnum):
    """A person's decision on a correction."""

    ACCEPTED = "accepted"
    RENEWED = "renewed"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One decision on a correction; append-only. `told` is the source id of the correction's listing."""

    told: str
    case: str
    verdict: CorrectionVerdict
    who: str
    reason: str
    decided_at: str


class NoCorrectionInForceError(LookupError):
    """The case has no correction in force."""


def accept(
    connection: Connection,
    raw: RawListing,
    told: Listing,
    decided: Decided,
    replaces: AbstractSet[str] | None = None,
) -> None:
    """Store a correction as a listing of `told_us`; take back those accepted earlier in the same case.

    `replaces`: the source ids of which alone some are taken back; None for all.
    """
    for earlier in in_force_of_case(connection, decided.case):
        if replaces is not None and earlier.told not in replaces:
            continue
        take_back(connection, earlier, who=decided.who, reason=decided.reason)
    sources.register(
        connection,
        source_id=TOLD_US,
        host_key=TOLD_US,
        definition=json.dumps(_DESCRIPTION),
        interval_seconds=0,
        enabled=False,
    )
    today = clock.today()
    claims = [[field, value, today.isoformat()] for field, value in stated(told)]
    connection.execute(
        insert(listing).values(
            source=TOLD_US,
            source_id=told.source_id,
            raw=to_json(raw),
            listing=to_json(told),
            npi=told.npi or None,
            claims_since=json.dumps(claims, ensure_ascii=False),
            first_seen=today,
            last_seen=today,
        )
    )
    _append(connection, decided)


def renew(connection: Connection, told: Decided, *, who: str, reason: str) -> None:
    """Record that somebody asked again and the correction still holds, as of today."""
    _change(connection, told.told, last_seen=clock.today())
    _append(connection, decision(told.told, told.case, CorrectionVerdict.RENEWED, who, reason))


def take_back(connection: Connection, told: Decided, *, who: str, reason: str) -> None:
    """Withdraw a correction; its row and every decision on it stay."""
    _change(connection, told.told, withdrawn_on=clock.today())
    _append(connection, decision(told.told, told.case, CorrectionVerdict.TAKEN_BACK, who, reason))


def decision(told: str, case: str, verdict: CorrectionVerdict, who: str, reason: str) -> Decided:
    """Return a decision with the present time."""
    return Decided(told=told, case=case, verdict=verdict, who=who, reason=reason, decided_at=clock.now().isoformat())


def decisions_on(connection: Connection, *, case: str | None = None, told: str | None = None) -> Sequence[Decided]:
    """Return the decisions on a case's corrections, on one correction, or on all; the oldest first."""
    query = select(correction).order_by(correction.c.id)
    if case is not None:
        query = query.where(correction.c.case == case)
    if told is not None:
        query = query.where(correction.c.told == told)
    return [_decided(row) for row in connection.execute(query).mappings()]


def decided_count(connection: Connection, *, unpublished: bool = False) -> int:
    """Return the number of decisions; with `unpublished`, only those that no generation contains yet."""
    query = select(func.count()).select_from(correction)
    if unpublished:
        query = query.where(correction.c.published_in.is_(None))
    return connection.execute(query).scalar_one()


def in_force_of_case(connection: Connection, case: str) -> Sequence[Decided]:
    """Return the newest decision on each correction of a case that is in force."""
    return [
        one for one in _newest(decisions_on(connection, case=case)) if one.verdict is not CorrectionVerdict.TAKEN_BACK
    ]


def in_force(connection: Connection) -> Sequence[tuple[str, SeenListing]]:
    """Return each correction in force as (case, listing), the one accepted or renewed longest ago first."""
    cases = {one.told: one.case for one in decisions_on(connection)}
    return [(cases[seen.listing.source_id], seen) for seen in corrections_in_force(connection)]


def _newest(decided: Sequence[Decided]) -> Sequence[Decided]:
    return list({one.told: one for one in decided}.values())


def _change(connection: Connection, told: str, **values: date) -> None:
    connection.execute(update(listing).where(listing.c.source == TOLD_US, listing.c.source_id == told).values(**values))


def _append(connection: Connection, decided: Decided) -> None:
    connection.execute(insert(correction).values({name: getattr(decided, name) for name in Decided.__slots__}))
    words = decided.verdict.replace("_", " ")
    audit.record(connection, who=decided.who, action=f"correction {words}", subject=decided.case, note=decided.reason)


def _decided(row: RowMapping) -> Decided:
    values = {name: row[name] for name in Decided.__slots__}
    return Decided(**{**values, "verdict": CorrectionVerdict(row["verdict"])})
