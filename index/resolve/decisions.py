"""Operators' decisions on pairs of listings. Append-only: the last decision on a pair counts.

A chain of *same* between two listings that were decided *different* is a contradiction; it is found and counted here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, insert, select

from index import clock
from index.resolve.compare.features import Key
from index.store import audit
from index.store.schema import decision

SAME, DIFFERENT, UNSURE, UNDONE = "same", "different", "unsure", "undone"
VERDICTS = frozenset({SAME, DIFFERENT, UNSURE, UNDONE})
"""`undone`: as if the pair had never been decided."""

Pair = tuple[Key, Key]
"""Two listings, the lower key first."""


class UnknownVerdictError(ValueError):
    """A decision in the store has a verdict other than same, different, unsure or undone."""


class UnansweredDecisionError(ValueError):
    """A decision is on one listing twice, or undoes a pair without a decision."""


@dataclass(slots=True)
class Decisions:
    """Pairs decided to be the same (lower key first), and for each listing those decided to be different."""

    same: set[Pair] = field(default_factory=set)
    different: dict[Key, set[Key]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Return whether any pair is decided as same or different."""
        return bool(self.same or self.different)


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision as recorded."""

    pair: Pair
    verdict: str
    who: str
    reason: str
    at: str
    number: int
    """Decisions are numbered in their order, over all pairs."""


def history(connection: Connection) -> list[Decided]:
    """Return all decisions, the oldest first; raises UnknownVerdictError that names the row."""
    found = []
    for row in connection.execute(select(decision).order_by(decision.c.id)):
        if row.verdict not in VERDICTS:
            raise UnknownVerdictError(
                f"decision {row.id} says {row.verdict!r}; write one of {', '.join(sorted(VERDICTS))} in its verdict"
            )
        pair = pair_of((row.left_source, row.left_id), (row.right_source, row.right_id))
        found.append(Decided(pair, row.verdict, row.who, row.reason, str(row.decided_at), row.id))
    return found


def pair_of(left: Key, right: Key) -> Pair:
    """Return two listings as a pair, the lower key first."""
    return (left, right) if left <= right else (right, left)


def last_verdicts(connection: Connection) -> dict[Pair, str]:
    """Return the last verdict of each pair, without undone ones."""
    last = {one.pair: one.verdict for one in history(connection)}
    return {pair: verdict for pair, verdict in last.items() if verdict != UNDONE}


def newest_decision(connection: Connection) -> int:
    """Return the number of the newest decision, 0 for none."""
    return int(connection.execute(select(func.coalesce(func.max(decision.c.id), 0))).scalar_one())


def decided_since(connection: Connection, number: int) -> set[Key]:
    """Return the listings with decisions later than the one of this number."""
    rows = connection.execute(select(decision).where(decision.c.id > number))
    return {key for row in rows for key in ((row.left_source, row.left_id), (row.right_source, row.right_id))}


def read_decisions(connection: Connection) -> Decisions:
    """Return the decisions in force; raises UnknownVerdictError that names the row."""
    return decided(last_verdicts(connection))


def decided(verdicts: Mapping[Pair, str]) -> Decisions:
    """Return decisions, given the verdict of each pair."""
    different: defaultdict[Key, set[Key]] = defaultdict(set)
    for (left, right), verdict in verdicts.items():
        if verdict == DIFFERENT:
            different[left].add(right)
            different[right].add(left)
    same = {pair for pair, verdict in verdicts.items() if verdict == SAME}
    return Decisions(same, dict(different))


def decide(connection: Connection, pair: Pair, verdict: str, *, who: str, reason: str, after: int | None = None) -> int:
    """Append a decision and a line of the audit log; return the decision's number.

    `after` is the number of the pair's newest decision that the person saw, 0 for none. Raises EmptyReasonError,
    UnansweredDecisionError, and DecidedMeanwhileError where there is a newer one.
    """
    audit.check_reason(who, reason)
    if pair[0] == pair[1]:
        raise UnansweredDecisionError(f"{'/'.join(pair[0])} is there twice; name two listings")
    if verdict == UNDONE and pair not in last_verdicts(connection):
        left, right = map("/".join, pair)
        raise UnansweredDecisionError(f"nobody has decided on {left} and {right}; there is nothing to undo")
    _check_newest(newest_of(connection, pair), after)
    return _append(connection, pair, verdict, who=who, reason=reason, action=verdict)


def take_back(connection: Connection, pair: Pair, number: int, *, who: str) -> int:
    """Put a pair back to where it was before its newest decision, and return the number of this step.

    Raises DecidedMeanwhileError if `number` is not the newest decision on the pair.
    """
    of_pair = [one for one in history(connection) if one.pair == pair]
    _check_newest(of_pair[-1] if of_pair else None, number)
    before = of_pair[-2].verdict if len(of_pair) > 1 else UNDONE
    reason = f"takes back decision {number}, {of_pair[-1].verdict}; as before: {before}"
    return _append(connection, pair, before, who=who, reason=reason, action=UNDONE)


def newest_of(connection: Connection, pair: Pair) -> Decided | None:
    """Return the newest decision on a pair; None if there was none."""
    return next((one for one in reversed(history(connection)) if one.pair == pair), None)


def _check_newest(newest: Decided | None, seen: int | None) -> None:
    of = (
        audit.NewestDecision(number=newest.number, verdict=newest.verdict, who=newest.who, at=newest.at)
        if newest
        else None
    )
    audit.check_newest(of, seen)


def _append(connection: Connection, pair: Pair, verdict: str, *, who: str, reason: str, action: str) -> int:
    (left_source, left_id), (right_source, right_id) = pair
    row = {
        "left_source": left_source,
        "left_id": left_id,
        "right_source": right_source,
        "right_id": right_id,
        "verdict": verdict,
        "who": who,
        "reason": reason,
        "decided_at": clock.now().isoformat(),
    }
    number = connection.execute(insert(decision).values(row).returning(decision.c.id)).scalar_one()
    subject = f"{left_source}/{left_id} {right_source}/{right_id}"
    audit.record(connection, who=who, action=f"review/{action}", subject=subject, note=reason)
    return int(number)


def contradicted(verdicts: Mapping[Pair, str], pair: Pair) -> list[Pair]:
    """Return the *different* pairs that a chain of *same* through either listing of a pair connects.

    The *different* wins: the chain breaks at one of its *same*.
    """
    same = [one for one, verdict in verdicts.items() if verdict == SAME]
    chained = [_chain(same, key) for key in pair]
    return sorted(
        one
        for one, verdict in verdicts.items()
        if verdict == DIFFERENT and any(chain.issuperset(one) for chain in chained)
    )


def _chain(same: Iterable[Pair], key: Key) -> set[Key]:
    neighbors: dict[Key, set[Key]] = {}
    for left, right in same:
        neighbors.setdefault(left, set()).add(right)
        neighbors.setdefault(right, set()).add(left)
    chain, found = {key}, [key]
    while found:
        new = neighbors.get(found.pop(), set()) - chain
        chain |= new
        found += new
    return chain
