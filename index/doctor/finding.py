"""Checks of a home and their findings: whether a subject is well, and what was seen or what to do."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

from index import failure_text, process_log
from index.settings import Settings


class TroubleKind(StrEnum):
    """Kinds of things that need a person."""

    # One source; the subject is its id
    RUN_HELD = "run_held"
    SOURCE_FAILING = "source_failing"
    SOURCE_BLOCKED = "source_blocked"
    SOURCE_LATE = "source_late"
    RUN_MISSING = "run_missing"
    CANNOT_BEGIN = "cannot_begin"
    SOURCE_FILE = "source_file"

    # Publishing
    PUBLISH_HELD = "publish_held"
    PUBLISH_FAILING = "publish_failing"
    GENERATION_DAMAGED = "generation_damaged"
    GENERATION_DOUBTED = "generation_doubted"
    """A whole one, signed with a key that is unknown here or was revoked."""
    PINNED = "pinned"
    FROZEN = "frozen"
    SITE_CLOSED = "site_closed"

    # Worker and inbox
    WORKER_SILENT = "worker_silent"
    INBOX_UNREAD = "inbox_unread"

    REMOVALS_MANY = "removals_many"
    """More removals came from one network, or in one town, than act at once; the further ones wait."""

    # One case; the subject is its number
    CASE_WAITING = "case_waiting"
    CASE_LATE = "case_late"

    # Store, disk and machine
    STORE_LOCKED = "store_locked"
    STORE_DAMAGED = "store_damaged"
    STORE_UNREADABLE = "store_unreadable"
    DISK_LOW = "disk_low"
    DISK_FAILING = "disk_failing"
    FILE_MODES = "file_modes"
    PLACES = "places"
    CLOCK = "clock"

    # Safety nets
    BACKUP_OLD = "backup_old"
    BACKUP_OLD_TEXTS = "backup_old_texts"
    """A backup older than the texts of cases may stay, so that it holds deleted ones."""
    REMOVALS_COPY = "removals_copy"
    ALERT_CHANNEL = "alert_channel"

    CHECK_FAILED = "check_failed"
    """A check itself failed, for a reason of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One thing that needs a person.

    `subject` is a source's id, a case's number, or "" for the home; never anything of a person. `note` is for the
    operator at the machine: it says what to do, and may repeat a file's name or a site's answer. So an alert is made of
    the other fields: `since` when it began, `run` its run, `count` how many, `codes` words of our own closed lists.
    """

    kind: TroubleKind
    subject: str
    note: str
    since: datetime | None = None
    run: int | None = None
    count: int | None = None
    codes: tuple[str, ...] = ()


class NotWellError(RuntimeError):
    """Something needs a person; the message says what to do, `troubles` has each thing apart."""

    def __init__(self, kind: TroubleKind, note: str, subject: str = "", since: datetime | None = None) -> None:
        super().__init__(note)
        self.troubles: tuple[Trouble, ...] = (Trouble(kind=kind, subject=subject, note=note, since=since),)

    @classmethod
    def of(cls, troubles: Iterable[Trouble], note: str = "") -> Self:
        """Return one error for one or more troubles; its message is `note`, or else the notes of all of them."""
        first, *others = troubles
        error = cls(first.kind, note or "; ".join(one.note for one in (first, *others)))
        error.troubles = (first, *others)
        return error


@dataclass(frozen=True, slots=True, kw_only=True)
class Well:
    """The result of a check that is well; `troubles` wait for a person, not yet for too long."""

    note: str
    troubles: tuple[Trouble, ...] = ()


Check = Callable[[Settings], str | Well]
"""Checks one subject; returns what it saw in a sentence, raises NotWellError with what to do."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check. `ran` is false where the check itself failed, and so knows nothing of its subject."""

    check: str
    well: bool
    note: str
    troubles: tuple[Trouble, ...] = ()
    ran: bool = True


def look(checks: Mapping[str, Check], here: Settings) -> list[Finding]:
    """Run every check of a home; an exception in a check becomes a finding that is not well."""
    return [_look(name, check, here) for name, check in checks.items()]


def _look(name: str, check: Check, here: Settings) -> Finding:
    try:
        seen = check(here)
    except NotWellError as error:
        return Finding(name, well=False, note=str(error), troubles=error.troubles)
    except Exception as error:  # noqa: BLE001  (a diagnosis reports whatever it meets)
        note = _words(error)
        return Finding(name, well=False, note=note, troubles=(_trouble(name, error, note),), ran=False)
    if isinstance(seen, Well):
        return Finding(name, well=True, note=seen.note, troubles=seen.troubles)
    return Finding(name, well=True, note=seen)


def _words(error: Exception) -> str:
    if type(error).__module__.split(".")[0] in process_log.OUR_ROOMS:
        return str(error)
    return failure_text.failure_text(error) or f"the check itself failed ({type(error).__name__}); please report it"


def _trouble(check: str, error: Exception, note: str) -> Trouble:
    """Return the trouble of a check that could not run; a fault of store or disk is the same for many checks."""
    sentence = failure_text.failure_text(error) or ""
    for ending, kind in _KINDS.items():
        if sentence.endswith(ending):
            return Trouble(kind=kind, subject="", note=note)
    if sentence:
        return Trouble(kind=TroubleKind.STORE_UNREADABLE, subject="", note=note)
    return Trouble(kind=TroubleKind.CHECK_FAILED, subject="", note=note, codes=(check.replace(" ", "_"),))


_KINDS = {
    failure_text.LOCKED: TroubleKind.STORE_LOCKED,
    failure_text.DAMAGED: TroubleKind.STORE_DAMAGED,
    failure_text.NOT_OPENED: TroubleKind.STORE_UNREADABLE,
    failure_text.NO_ROOM: TroubleKind.DISK_LOW,
    failure_text.READ_ONLY: TroubleKind.DISK_FAILING,
    failure_text.BAD_DISK: TroubleKind.DISK_FAILING,
    failure_text.NO_MEMORY: TroubleKind.CHECK_FAILED,
}
