"""Exclusion matches: one after the other, by handle alone; both sides are shown by a recorded step only."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from index.publish.checks.decisions import Decision, DecisionVerdict, check_newest, history, take_back
from index.publish.checks.matches import (
    Match,
    UnknownMatchError,
    compared_of,
    document_of,
    match_of,
    matches,
    settle,
)
from index.store import audit
from index.store.audit import AuditFilter

VERDICT_WORDS = {
    DecisionVerdict.CONFIRMED: "same person",
    DecisionVerdict.DISMISSED: "not the same",
    DecisionVerdict.UNSURE: "not clear",
    DecisionVerdict.UNDONE: "not decided",
}
"""Each verdict as the console says it."""
REVEAL = "exclusion"
"""The kind of the recorded step that shows both sides."""
DECIDED_SHOWN = 10


class NotComparedError(RuntimeError):
    """Whoever decides has not looked at both sides, or they have changed since; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExclusionQueue:
    """The matches that wait, the oldest first, and those decided lately, the newest first."""

    waiting: Sequence[Match]
    decided: Sequence[tuple[Match, Decision]]


def exclusion_queue(connection: Connection) -> ExclusionQueue:
    """Return the queue, in a number of statements that does not grow with it."""
    found = matches(connection)
    decided = [(one, one.decision) for one in found if one.decision and not one.waits]
    return ExclusionQueue(
        waiting=sorted((one for one in found if one.waits), key=lambda one: (one.since, one.handle)),
        decided=sorted(decided, key=lambda one: -one[1].number)[:DECIDED_SHOWN],
    )


def newest_number(connection: Connection, match: Match) -> int:
    """Return the number of the newest decision on a match, 0 without one."""
    past = history(connection, match.key)
    return past[-1].number if past else 0


def decide_match(
    connection: Connection, handle: str, verdict: DecisionVerdict, *, who: str, reason: str, after: int, compared: str
) -> int:
    """Record the decision of a person who looked at both sides, as `compared` says, and return its number.

    Raises UnknownMatchError, NotComparedError, EmptyReasonError and DecidedMeanwhileError.
    """
    match = match_of(connection, handle)
    check_newest(history(connection, match.key), after)
    if not audit.lines(connection, AuditFilter(who=who, action=f"reveal/{REVEAL}", subject=handle), limit=1):
        raise NotComparedError("show both sides first, then decide; nothing was changed")
    if compared != compared_of(match):
        raise NotComparedError("the person or the entry has changed since you looked; show both sides again")
    return settle(connection, match, verdict, who=who, reason=reason, after=after)


def take_back_match(connection: Connection, handle: str, number: int, *, who: str) -> None:
    """Put a match back to where it was before a decision; raises UnknownMatchError and DecidedMeanwhileError."""
    take_back(connection, match_of(connection, handle).key, number, who=who)


__all__ = [
    "REVEAL",
    "VERDICT_WORDS",
    "DecisionVerdict",
    "ExclusionQueue",
    "Match",
    "NotComparedError",
    "UnknownMatchError",
    "compared_of",
    "decide_match",
    "document_of",
    "exclusion_queue",
    "match_of",
    "newest_number",
    "take_back_match",
]
