"""Operators' decisions on matches with a register: appended, never changed; the newest decision counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from index import clock
from index.store import audit
from index.store.audit import NewestDecision
from index.store.schema import check_decision

DecisionKey = tuple[str, str, str]
"""(source, source id, provider)."""


class DecisionVerdict(StrEnum):
    """A decision on a match. `unsure`: it stays held and waits no more; `undone`: it waits again."""

    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    UNSURE = "unsure"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision. `seen` is a hash of what the person compared; the decision holds for exactly that."""

    source: str
    source_id: str
    npi: str
    provider: str
    seen: str
    verdict: DecisionVerdict
    who: str
    reason: str
    decided_at: str
    number: int = 0
    """Decisions are numbered in their order, over all matches; 0 until it is stored."""

    @property
    def key(self) -> DecisionKey:
        """The match that the decision is about."""
        return self.source, self.source_id, self.provider


_COLUMNS = tuple(name for name in Decision.__slots__ if name != "number")


def decide(connection: Connection, decision: Decision, *, after: int | None = None) -> int:
    """Append a decision and an entry of the audit trail, and return the decision's number.

    `after` is the number of the newest decision on the match that the person saw, 0 for none. Raises EmptyReasonError,
    and DecidedMeanwhileError where there is a newer one.
    """
    audit.check_reason(decision.who, decision.reason)
    past = history(connection, decision.key)
    check_newest(past, after)
    return _append(connection, decision, action=decision.verdict)


def take_back(connection: Connection, key: DecisionKey, number: int, *, who: str) -> int:
    """Put a match back to where it was before its newest decision, and return the number of this step.

    Raises DecidedMeanwhileError if `number` is not the newest decision on the match.
    """
    past = history(connection, key)
    check_newest(past, number)
    newest = past[-1]
    before = past[-2] if len(past) > 1 else replace(newest, verdict=DecisionVerdict.UNDONE)
    reason = f"takes back decision {number}, {newest.verdict}; as before: {before.verdict}"
    step = replace(before, who=who, reason=reason, decided_at=now())
    return _append(connection, step, action=DecisionVerdict.UNDONE)


def check_newest(past: Sequence[Decision], seen: int | None) -> None:
    """Raise DecidedMeanwhileError unless the last of some decisions is the one that a person saw."""
    last = past[-1] if past else None
    of = NewestDecision(number=last.number, verdict=last.verdict, who=last.who, at=last.decided_at) if last else None
    audit.check_newest(of, seen)


def _append(connection: Connection, decision: Decision, *, action: str) -> int:
    values = {name: getattr(decision, name) for name in _COLUMNS}
    done = insert(check_decision).values(**values).returning(check_decision.c.id)
    number = connection.execute(done).scalar_one()
    audit.record(
        connection,
        who=decision.who,
        action=f"check/{action}",
        subject=f"{decision.source}:{decision.source_id} {decision.provider}",
        note=decision.reason,
    )
    return int(number)


def now() -> str:
    """Return the current time as an ISO text, for `decided_at`."""
    return clock.now().isoformat()


def latest(connection: Connection) -> Mapping[DecisionKey, Decision]:
    """Return the newest decision on each match."""
    rows = connection.execute(select(check_decision).order_by(check_decision.c.id))
    return {decision.key: decision for decision in map(_decision, rows)}


def history(connection: Connection, key: DecisionKey) -> Sequence[Decision]:
    """Return every decision on a match, the oldest first."""
    source, source_id, provider = key
    of = check_decision.c
    same = (of.source == source) & (of.source_id == source_id) & (of.provider == provider)
    return [_decision(row) for row in connection.execute(select(check_decision).where(same).order_by(of.id))]


def _decision(row: Row[Any]) -> Decision:
    values = {name: getattr(row, name) for name in _COLUMNS}
    return Decision(**{**values, "verdict": DecisionVerdict(row.verdict), "number": row.id})
