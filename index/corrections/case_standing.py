"""A case as the overlay shows it to the public site: its state and days, none of its content."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CaseState(StrEnum):
    """The states of a case, in their order."""

    RECEIVED = "received"
    ANSWERED = "answered"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class CaseStanding:
    """A state, the day the case came in, and the day it entered this state."""

    state: CaseState
    received_on: date
    since: date


class CaseStandingError(ValueError):
    """The overlay holds a text that `to_text` did not write."""


def to_text(standing: CaseStanding) -> str:
    """Return the text for the overlay, such as "answered 2026-11-23 2026-11-24"."""
    return f"{standing.state} {standing.received_on} {standing.since}"


def from_text(text: str) -> CaseStanding:
    """Return the state and days that `to_text` wrote; raises CaseStandingError."""
    try:
        state, received_on, since = text.split(" ")
        return CaseStanding(CaseState(state), date.fromisoformat(received_on), date.fromisoformat(since))
    except ValueError as error:
        raise CaseStandingError(f"{text!r} is no standing of a case") from error
