"""People's decisions on a practitioner or clinic, and runs' changes to its listings, in order of time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from index.resolve import decisions
from index.store.listings import corrections
from index.store.listings.correction_listings import all_corrections, owner_of
from index.store.runs import changes, runs
from index.store.schema import case, check_decision, suppression

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """One decision or change. `who` is "" for a run; `at` is an ISO time."""

    at: str
    what: str
    who: str
    reason: str


def entries_of(connection: Connection, keys: Sequence[Key], provider_ids: frozenset[str]) -> list[HistoryEntry]:
    """Return every decision on a provider's listings (by key) and ids, and every change to them, the oldest first."""
    found = [
        *_pairs(connection, frozenset(keys)),
        *_cases(connection, provider_ids),
        *_corrections(connection, provider_ids),
        *_matches(connection, provider_ids),
        *_removals(connection, provider_ids),
        *(one for key in keys for one in _runs(connection, *key)),
    ]
    return sorted(found, key=lambda one: one.at)


def _pairs(connection: Connection, keys: frozenset[Key]) -> Iterator[HistoryEntry]:
    for one in decisions.history(connection):
        if not keys.isdisjoint(one.pair):
            left, right = ("/".join(key) for key in one.pair)
            yield HistoryEntry(at=one.at, what=f"{left} and {right}: {one.verdict}", who=one.who, reason=one.reason)


def _cases(connection: Connection, provider_ids: frozenset[str]) -> Iterator[HistoryEntry]:
    for row in connection.execute(select(case).where(case.c.provider.in_(provider_ids))):
        about = f"case {row.number} ({row.request} {row.about})"
        yield HistoryEntry(at=row.received_at, what=f"{about} came in", who="", reason="")
        if row.settled_at:
            yield HistoryEntry(at=row.settled_at, what=f"{about} was settled", who=row.settled_by, reason=row.note)


def _corrections(connection: Connection, provider_ids: frozenset[str]) -> Iterator[HistoryEntry]:
    listings = {seen.listing.source_id: seen.listing for seen, _ in all_corrections(connection)}
    of_case = set(connection.execute(select(case.c.number).where(case.c.provider.in_(provider_ids))).scalars())
    for one in corrections.decisions_on(connection):
        correction = listings.get(one.told)
        if one.case in of_case or (correction and owner_of(connection, correction) in provider_ids):
            what = f"correction told_us/{one.told} of case {one.case}: {one.verdict.replace('_', ' ')}"
            yield HistoryEntry(at=one.decided_at, what=what, who=one.who, reason=one.reason)


def _matches(connection: Connection, provider_ids: frozenset[str]) -> Iterator[HistoryEntry]:
    for row in connection.execute(select(check_decision).where(check_decision.c.provider.in_(provider_ids))):
        what = f"match with {row.source}/{row.source_id}: {row.verdict}"
        yield HistoryEntry(at=row.decided_at, what=what, who=row.who, reason=row.reason)


def _removals(connection: Connection, provider_ids: frozenset[str]) -> Iterator[HistoryEntry]:
    for row in connection.execute(select(suppression).where(suppression.c.provider.in_(provider_ids))):
        yield HistoryEntry(at=row.asked_at, what="left out", who=row.who, reason=row.reason)
        if row.lifted_at:
            yield HistoryEntry(at=row.lifted_at, what="shown again", who=row.lifted_by, reason=row.lift_reason)


def _runs(connection: Connection, source: str, source_id: str) -> Iterator[HistoryEntry]:
    for one in changes.of_listing(connection, source, source_id):
        ended = runs.get(connection, one.run).ended_at
        fields = ", ".join(dict.fromkeys(each.field for each in one.fields))
        what = f"{source}/{source_id}: {one.kind} by run {one.run}"
        yield HistoryEntry(at=ended.isoformat() if ended else "", what=what, who="", reason=fields)
