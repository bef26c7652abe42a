"""Checks of a home and their findings: whether a subject is well, and what was seen or what to do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from index import process_log
from index.failure_text import failure_text
from index.settings import Settings

Check = Callable[[Settings], str]
"""Checks one subject; returns what it saw in a sentence, raises NotWellError with what to do."""


class NotWellError(RuntimeError):
    """Something needs a person; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check."""

    check: str
    well: bool
    note: str


def look(checks: Mapping[str, Check], here: Settings) -> list[Finding]:
    """Run every check of a home; an exception in a check becomes a finding that is not well."""
    return [_look(name, check, here) for name, check in checks.items()]


def _look(name: str, check: Check, here: Settings) -> Finding:
    try:
        return Finding(name, well=True, note=check(here))
    except Exception as error:  # noqa: BLE001  (a diagnosis reports whatever it meets)
        return Finding(name, well=False, note=_words(error))


def _words(error: Exception) -> str:
    if type(error).__module__.split(".")[0] in process_log.OUR_ROOMS:
        return str(error)
    return failure_text(error) or f"the check itself failed ({type(error).__name__}); please report it"
