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
class CaseProgress:
    """A state, the day the case came in, and the day it entered this state."""

    state: CaseState
    received_on: date
    since: date


class CaseProgressError(ValueError):
    """The overlay holds a text that `to_text` did not write."""


def to_text(progress: CaseProgress) -> str:
    """Return the text for the overlay, such as "answered 2026-11-23 2026-11-24"."""
    return f"{progress.state} {progress.received_on} {progress.since}"


def from_text(text: str) -> CaseProgress:
    """Return the state and days that `to_text` wrote; raises CaseProgressError."""
    try:
        state, received_on, since = text.split(" ")
        return CaseProgress(CaseState(state), date.fromisoformat(received_on), date.fromisoformat(since))
    except ValueError as error:
        raise CaseProgressError(f"{text!r} is no state of a case with its two days") from error
