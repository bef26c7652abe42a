"""Merges: pairs of listings that wait for a person, one after the other, and what was decided lately."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from index.resolve.compare.features import Key
from index.resolve.decisions import (
    DIFFERENT,
    SAME,
    UNDONE,
    UNSURE,
    Decided,
    Pair,
    contradicted,
    decide,
    history,
    last_verdicts,
    newest_of,
    take_back,
)
from index.resolve.review.doubts import Waiting, waiting
from index.resolve.review.explanation import explain
from index.resolve.review.pair_view import UnknownListingError, compared_fields, titles_of
from index.review.left_out import left_out_of_pairs

VERDICT_WORDS = {SAME: "one person", DIFFERENT: "two people", UNSURE: "later", UNDONE: "not decided"}
"""Each verdict as the console says it; clinics are decided by the same words."""
WITHDRAWN, LEFT_OUT = "withdrawn", "left out"
DECIDED_SHOWN = 10
_LOOKED_AT = 200  # of the pairs that wait; where one of the listings is withdrawn, the next resolution drops the pair
_HANDLE = 12  # hex digits


class UnknownPairError(LookupError):
    """No pair that waits or was decided has that handle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LatelyDecided:
    """The newest decision on a pair, with the titles of its listings, or "withdrawn" or "left out"."""

    decided: Decided
    handle: str
    titles: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeQueue:
    """The pairs that wait, the most important first, and those decided lately, the newest first."""

    waiting: Sequence[Waiting]
    next: Pair | None
    decided: Sequence[LatelyDecided]


def handle_of(pair: Pair) -> str:
    """Return a short name of a pair for addresses, in hex digits."""
    text = "\n".join(part for key in pair for part in key)
    return hashlib.sha256(text.encode()).hexdigest()[:_HANDLE]


def merge_queue(connection: Connection) -> MergeQueue:
    """Return the queue of merges, in a number of statements that does not grow with it."""
    left_out = left_out_of_pairs(connection)
    found = waiting(connection, left_out)
    newest = {one.pair: one for one in history(connection)}
    last = sorted((one for one in newest.values() if one.verdict != UNDONE), key=lambda one: -one.number)
    shown, pairs = last[:DECIDED_SHOWN], [pair_of_doubt(one) for one in found[:_LOOKED_AT]]
    keys: set[Key] = {key for pair in (*pairs, *(one.pair for one in shown)) for key in pair}
    titles = titles_of(connection, keys)
    return MergeQueue(
        waiting=found,
        next=next((pair for pair in pairs if titles.keys() >= set(pair)), None),
        decided=[
            LatelyDecided(decided=one, handle=handle_of(one.pair), titles=_titles(one.pair, titles, left_out))
            for one in shown
        ],
    )


def shown_titles(connection: Connection, pairs: Collection[Pair]) -> dict[Pair, tuple[str, str]]:
    """Return the titles of the listings of each pair, or "withdrawn" or "left out"."""
    titles, left_out = titles_of(connection, {key for pair in pairs for key in pair}), left_out_of_pairs(connection)
    return {pair: _titles(pair, titles, left_out) for pair in pairs}


def _titles(pair: Pair, titles: Mapping[Key, str], left_out: frozenset[Key]) -> tuple[str, str]:
    if not left_out.isdisjoint(pair):
        return LEFT_OUT, LEFT_OUT  # both, as they may be one person
    return titles.get(pair[0], WITHDRAWN), titles.get(pair[1], WITHDRAWN)


def pair_of_doubt(one: Waiting) -> Pair:
    """Return the two listings of a pair that waits."""
    return one.doubt.left, one.doubt.right


def pair_with(connection: Connection, handle: str) -> Pair:
    """Return the pair with a handle, waiting or decided; raises UnknownPairError."""
    known = (*(one.pair for one in history(connection)), *map(pair_of_doubt, waiting(connection)))
    found = next((pair for pair in known if handle_of(pair) == handle), None)
    if found is None:
        raise UnknownPairError(f"no pair {handle} waits or was decided; `pinpoint review list` lists those that wait")
    return found


def is_in_force(connection: Connection, pair: Pair) -> bool:
    """Return whether both listings of a pair are in force and may be shown, so that it can be decided."""
    return titles_of(connection, pair).keys() == set(pair) and not is_left_out(connection, pair)


def is_left_out(connection: Connection, pair: Pair) -> bool:
    """Return whether either listing of a pair is of somebody who asked to be left out."""
    return not left_out_of_pairs(connection).isdisjoint(pair)


def contradictions(connection: Connection, pair: Pair) -> list[Pair]:
    """Return the pairs decided to be two that decisions of one person, through this pair, connect."""
    return contradicted(last_verdicts(connection), pair)


__all__ = [
    "VERDICT_WORDS",
    "LatelyDecided",
    "MergeQueue",
    "Pair",
    "UnknownListingError",
    "UnknownPairError",
    "compared_fields",
    "contradictions",
    "decide",
    "explain",
    "handle_of",
    "is_in_force",
    "is_left_out",
    "merge_queue",
    "newest_of",
    "pair_with",
    "shown_titles",
    "take_back",
]
