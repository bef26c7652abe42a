"""What operators decided about pairs of listings. Append-only: the last word on a pair counts."""

from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from index.resolve.traits import Key
from index.store.schema import decision

SAME, DIFFERENT, UNSURE = "same", "different", "unsure"


class UnknownVerdictError(ValueError):
    """A decision in the store has a verdict other than same, different or unsure."""


@dataclass(slots=True)
class Decisions:
    """Pairs decided to be the same (lower key first), and for each listing those decided to be somebody else."""

    same: set[tuple[Key, Key]] = field(default_factory=set)
    different: dict[Key, set[Key]] = field(default_factory=dict)


def read_decisions(connection: Connection) -> Decisions:
    """Return the standing decisions of the store; raises UnknownVerdictError naming the row."""
    last: dict[tuple[Key, Key], str] = {}
    for row in connection.execute(select(decision).order_by(decision.c.id)):
        if row.verdict not in {SAME, DIFFERENT, UNSURE}:
            raise UnknownVerdictError(
                f"decision {row.id} says {row.verdict!r}; write {SAME}, {DIFFERENT} or {UNSURE} in its verdict"
            )
        left, right = sorted(((row.left_source, row.left_id), (row.right_source, row.right_id)))
        last[left, right] = row.verdict
    return decided(last)


def decided(verdicts: dict[tuple[Key, Key], str]) -> Decisions:
    """Return the decisions of a mapping from pairs to verdicts."""
    different: defaultdict[Key, set[Key]] = defaultdict(set)
    for (left, right), verdict in verdicts.items():
        if verdict == DIFFERENT:
            different[left].add(right)
            different[right].add(left)
    same = {pair for pair, verdict in verdicts.items() if verdict == SAME}
    return Decisions(same, dict(different))
