"""Operators' decisions on matches with a register: appended, never changed; the newest decision counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from index import clock
from index.store import audit
from index.store.schema import check_decision

DecisionKey = tuple[str, str, str]
"""(source, source id, provider)."""


class DecisionVerdict(StrEnum):
    """A decision on a match. `undone`: the match is held again."""

    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
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

    @property
    def key(self) -> DecisionKey:
        """The match that the decision is about."""
        return self.source, self.source_id, self.provider


def decide(connection: Connection, decision: Decision) -> None:
    """Append a decision and an entry of the audit trail; raises EmptyReasonError."""
    audit.check_reason(decision.who, decision.reason)
    values = {name: getattr(decision, name) for name in Decision.__slots__}
    connection.execute(insert(check_decision).values(**values))
    audit.record(
        connection,
        who=decision.who,
        action=f"check/{decision.verdict}",
        subject=f"{decision.source}:{decision.source_id} {decision.provider}",
        note=decision.reason,
    )


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
    values = {name: getattr(row, name) for name in Decision.__slots__}
    return Decision(**{**values, "verdict": DecisionVerdict(row.verdict)})
