"""The review queue: pairs of clusters that may be one. Optional work; nothing waits for it."""

import math
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select, union

from index import clock
from index.resolve.clusters.tiers import Doubt
from index.resolve.compare.features import Key
from index.resolve.compare.vetoes import WORDS as VETO_WORDS
from index.resolve.decisions import Pair, last_verdicts, pair_of
from index.store.database import upsert
from index.store.schema import decision, doubt, membership

APART_FROM_SCRATCH, TOGETHER_FROM_SCRATCH = "apart_from_scratch", "together_from_scratch"
SIDES = ("left", "right")
SHADOW = frozenset({APART_FROM_SCRATCH, TOGETHER_FROM_SCRATCH})
"""Reasons that the shadow resolution gives (index.resolve.review.shadow)."""
WORDS = {
    "close_call": "not joined: the evidence for one person is nearly enough",
    "two_candidates": "not joined: another one fits about as well",
    "not_registered": "not joined: enough for an NPI holder's only candidate, but neither has an NPI",
    "speaks_of_needling": "not joined: a listing that mentions dry needling needs a surer link than this",
    APART_FROM_SCRATCH: "are one provider now, and would be two if resolved from scratch",
    TOGETHER_FROM_SCRATCH: "are two providers now, and would be one if resolved from scratch",
    **{str(veto): f"not joined: {words}" for veto, words in VETO_WORDS.items()},
}


def write_doubts(connection: Connection, doubts: Iterable[Doubt], among: Container[Key] | None = None) -> None:
    """Replace the doubts of the last resolution by new ones; with `among`, only those on some listings.

    The doubts of a shadow resolution stay, and so does the day since when a pair is in doubt.
    """
    since = _since(connection)
    _forget(connection, among)
    known = {(one.left, one.right) for one in _doubts(connection)}
    rows = {pair: _row(pair, one, since) for one in doubts if (pair := pair_of(one.left, one.right)) not in known}
    if rows:
        connection.execute(insert(doubt), [rows[pair] for pair in sorted(rows)])


def write_shadow_doubts(connection: Connection, doubts: Iterable[Doubt]) -> None:
    """Replace the disagreements of the last shadow resolution by those of a new one."""
    since = _since(connection)
    connection.execute(delete(doubt).where(doubt.c.why.in_(SHADOW)))
    rows = {pair: _row(pair, one, since) for one in doubts if (pair := pair_of(one.left, one.right))}
    if rows:
        written = upsert(connection, doubt)
        columns = ["left_source", "left_id", "right_source", "right_id"]
        changed = {"points": written.excluded.points, "why": written.excluded.why}
        connection.execute(
            written.on_conflict_do_update(index_elements=columns, set_=changed), [rows[pair] for pair in sorted(rows)]
        )


def _since(connection: Connection) -> dict[Pair, date | None]:
    found = connection.execute(select(doubt))
    return {((row.left_source, row.left_id), (row.right_source, row.right_id)): row.since for row in found}


def _row(pair: Pair, one: Doubt, since: Mapping[Pair, date | None]) -> dict[str, object]:
    (left_source, left_id), (right_source, right_id) = pair
    return {
        "left_source": left_source,
        "left_id": left_id,
        "right_source": right_source,
        "right_id": right_id,
        "points": one.points,
        "why": str(one.why),
        "since": since.get(pair, clock.today()),
    }


def _forget(connection: Connection, among: Container[Key] | None) -> None:
    of_resolution = doubt.c.why.not_in(SHADOW)
    if among is None:
        connection.execute(delete(doubt).where(of_resolution))
        return
    columns = {"a": doubt.c.left_source, "b": doubt.c.left_id, "c": doubt.c.right_source, "d": doubt.c.right_id}
    rows = connection.execute(select(*columns.values()).where(of_resolution)).all()
    gone = [dict(zip(columns, row, strict=True)) for row in rows if row[:2] in among or row[2:] in among]
    if gone:
        here = and_(*(column == bindparam(name) for name, column in columns.items()))
        connection.execute(delete(doubt).where(here), gone)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A pair that waits for a decision, with the number of listings on both sides.

    `since` is the day from which resolutions have found it; None where that is older than the recorded days.
    """

    doubt: Doubt
    listings: int
    since: date | None = None

    @property
    def weight(self) -> float:
        """Listings times uncertainty, which is 1 at even odds and 0 where the evidence is decisive.

        For a pair that would merge from scratch a high score is no discount.
        """
        odds = math.exp(max(-50.0, min(50.0, self.doubt.points)))
        if self.doubt.why == TOGETHER_FROM_SCRATCH and odds > 1:
            return float(self.listings)
        return self.listings * 4 * odds / (1 + odds) ** 2


def waiting(connection: Connection, without: Container[Key] = frozenset()) -> list[Waiting]:
    """Return the undecided doubts, one pair for each two clusters, those of the most weight first.

    `without`: listings whose pairs are left out.
    """
    providers = _providers(connection)
    sizes: dict[str, int] = {}
    since = _since(connection)
    for provider in providers.values():
        sizes[provider] = sizes.get(provider, 0) + 1
    found = []
    for one in _undecided(connection, providers, without):
        sides = {providers.get(one.left), providers.get(one.right)}
        listings = sum(sizes.get(side, 1) for side in sides if side)
        found.append(Waiting(one, listings, since.get((one.left, one.right))))
    return sorted(found, key=lambda one: (-one.weight, one.doubt.left, one.doubt.right))


def waiting_count(connection: Connection, without: Container[Key] = frozenset()) -> int:
    """Return the number of pairs that wait, but those of some listings.

    Reads only the listings that are in doubt or were decided on.
    """
    pairs = [(table.c[f"{side}_source"], table.c[f"{side}_id"]) for table in (doubt, decision) for side in SIDES]
    columns = membership.c.source, membership.c.source_id, membership.c.provider
    named = [
        select(*columns).join(source.table, and_(membership.c.source == source, membership.c.source_id == source_id))
        for source, source_id in pairs
    ]
    rows = connection.execute(union(*named))
    return len(_undecided(connection, {(row.source, row.source_id): row.provider for row in rows}, without))


def _undecided(connection: Connection, providers: Mapping[Key, str], without: Container[Key]) -> Sequence[Doubt]:
    """Return the doubts that nobody decided and that still hold, the one of most points for each two clusters."""
    decided = last_verdicts(connection)
    quiet = {frozenset((providers.get(left), providers.get(right))) for left, right in decided}
    found: dict[object, Doubt] = {}
    for one in _doubts(connection):
        sides = frozenset((providers.get(one.left), providers.get(one.right)))
        if one.left in without or one.right in without:
            continue
        if (one.left, one.right) in decided or not _still_holds(one, providers, sides in quiet):
            continue
        place = (one.left, one.right) if len(sides) == 1 else sides
        held = found.get(place)
        if held is None or one.points > held.points:
            found[place] = one
    return list(found.values())


def _still_holds(one: Doubt, providers: Mapping[Key, str], decided: bool) -> bool:
    together = one.left in providers and providers.get(one.left) == providers.get(one.right)
    return together if one.why == APART_FROM_SCRATCH else not (together or decided)


def count(connection: Connection) -> int:
    """Return the number of doubts of resolutions, whatever was decided on them."""
    return connection.execute(select(func.count()).where(doubt.c.why.not_in(SHADOW))).scalar_one()


def _doubts(connection: Connection) -> list[Doubt]:
    return [
        Doubt(row.points, (row.left_source, row.left_id), (row.right_source, row.right_id), row.why)
        for row in connection.execute(select(doubt))
    ]


def _providers(connection: Connection) -> dict[Key, str]:
    rows = connection.execute(select(membership.c.source, membership.c.source_id, membership.c.provider))
    return {(row.source, row.source_id): row.provider for row in rows}


def belong_together(connection: Connection, pair: Pair) -> bool:
    """Return whether two listings belong to one provider now."""
    providers = [
        connection.execute(
            select(membership.c.provider).where(membership.c.source == source, membership.c.source_id == source_id)
        ).scalar()
        for source, source_id in pair
    ]
    return providers[0] is not None and providers[0] == providers[1]
