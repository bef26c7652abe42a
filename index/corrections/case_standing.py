"""How a case stands, as the overlay tells it to the public site: a state and its days, and nothing of its content."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CaseState(StrEnum):
    """What was done with a case."""

    RECEIVED = "received"
    ANSWERED = "answered"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class CaseStanding:
    """A state, the day the case came in, and the day it came into this state."""

    state: CaseState
    received_on: date
    since: date


class CaseStandingError(ValueError):
    """The overlay holds a state that `to_text` did not write."""


def to_text(standing: CaseStanding) -> str:
    """Return the words of the overlay: "answered 2026-11-23 2026-11-24"."""
    return f"{standing.state} {standing.received_on} {standing.since}"


def from_text(text: str) -> CaseStanding:
    """Return the standing of `to_text`'s words; raises CaseStandingError."""
    try:
        state, received_on, since = text.split(" ")
        return CaseStanding(CaseState(state), date.fromisoformat(received_on), date.fromisoformat(since))
    except ValueError as error:
        raise CaseStandingError(f"{text!r} is no standing of a case") from error
