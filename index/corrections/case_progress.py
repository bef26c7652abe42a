"""A case as the overlay shows it to the public site: its state and days, none of its content."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CaseState(StrEnum):
    """The states of a case, in their order."""

    RECEIVED = "received"
    ANSWERED = "answered"
    SETTLED = "settled"


class CallResult(StrEnum):
    """The results of a call to the number that a source lists, to ask whether they asked for this."""

    ASKED = "asked"
    NEVER_ASKED = "never_asked"
    NOT_REACHED = "not_reached"


class CaseStage(StrEnum):
    """The effect of an open removal now."""

    NONE = ""
    WAITS = "waits"
    HIDDEN = "hidden"
    UNREACHED = "unreached"
    """The listing is hidden, and nobody answered at the listed number."""


@dataclass(frozen=True, slots=True)
class CaseProgress:
    """A state, the day the case came in, the day it entered this state, and what an open removal does meanwhile."""

    state: CaseState
    received_on: date
    since: date
    stage: CaseStage = CaseStage.NONE


class CaseProgressError(ValueError):
    """The overlay holds a text that `to_text` did not write."""


def to_text(progress: CaseProgress) -> str:
    """Return the text for the overlay, such as "answered 2026-11-23 2026-11-24" or "received … … waits"."""
    return f"{progress.state} {progress.received_on} {progress.since} {progress.stage}".rstrip()


def from_text(text: str) -> CaseProgress:
    """Return the state and days that `to_text` wrote; raises CaseProgressError."""
    try:
        state, received_on, since, *stages = text.split(" ")
        (stage,) = stages or [""]
        return CaseProgress(
            CaseState(state), date.fromisoformat(received_on), date.fromisoformat(since), CaseStage(stage)
        )
    except ValueError as error:
        raise CaseProgressError(f"{text!r} is no state of a case with its two days") from error
