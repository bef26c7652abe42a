"""People's judgments of readings: of quotes, and of words after names. Append-only; the newest on a subject counts."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from index import clock
from index.store import audit
from index.store.audit import NewestDecision
from index.store.schema import judgment

UNDONE = "undone"
"""The verdict that takes a judgment back, where there was none before it."""


class Queue(StrEnum):
    """The kinds of readings that are judged."""

    QUOTE = "quote"
    CREDENTIAL = "credential"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgment:
    """One judgment. `subject` is a key of its queue; `source` is "" where it counts for all sources.

    `read` is the reading that was judged, or the words as written; `number` counts over both queues, 0 until stored.
    """

    queue: Queue
    subject: str
    source: str
    read: str
    verdict: str
    who: str
    decided_at: str = ""
    number: int = 0


def judge(connection: Connection, one: Judgment, *, after: int | None = None) -> int:
    """Append a judgment and a line of the audit log, and return its number.

    `after` is the number of the subject's newest judgment that the person saw, 0 for none. Raises EmptyReasonError
    without a name, and DecidedMeanwhileError where there is a newer judgment.
    """
    audit.check_reason(one.who, one.verdict, "write who judges (--who); it is recorded")
    _check_newest(_history(connection, one.queue, one.subject), after)
    return _append(connection, one, action=one.verdict, note=f"read as {one.read}; {one.verdict}")


def take_back(connection: Connection, queue: Queue, subject: str, number: int | None, *, who: str) -> int:
    """Put a subject back to where it was before its newest judgment, and return the number of this step.

    Raises DecidedMeanwhileError if `number` is not the newest judgment on it, or if there is none.
    """
    past = _history(connection, queue, subject)
    _check_newest(past, number if past else -1)
    newest = past[-1]
    before = past[-2].verdict if len(past) > 1 else UNDONE
    step = Judgment(queue=queue, subject=subject, source=newest.source, read=newest.read, verdict=before, who=who)
    return _append(
        connection, step, action=UNDONE, note=f"takes back {newest.number}, {newest.verdict}; as before: {before}"
    )


def newest_judgments(connection: Connection, queue: Queue) -> dict[str, Judgment]:
    """Return the newest judgment on each subject of a queue, those taken back included, the oldest first."""
    found = connection.execute(select(judgment).where(judgment.c.queue == queue).order_by(judgment.c.id))
    newest: dict[str, Judgment] = {}
    for one in map(_judgment, found):
        newest.pop(one.subject, None)
        newest[one.subject] = one
    return newest


def _history(connection: Connection, queue: Queue, subject: str) -> list[Judgment]:
    query = select(judgment).where(judgment.c.queue == queue, judgment.c.subject == subject).order_by(judgment.c.id)
    return [_judgment(row) for row in connection.execute(query)]


def _check_newest(past: list[Judgment], seen: int | None) -> None:
    last = past[-1] if past else None
    of = NewestDecision(number=last.number, verdict=last.verdict, who=last.who, at=last.decided_at) if last else None
    audit.check_newest(of, seen)


def _append(connection: Connection, one: Judgment, *, action: str, note: str) -> int:
    row = {
        "queue": one.queue,
        "subject": one.subject,
        "source": one.source,
        "read": one.read,
        "verdict": one.verdict,
        "who": one.who,
        "decided_at": clock.now().isoformat(),
    }
    number = connection.execute(insert(judgment).values(row).returning(judgment.c.id)).scalar_one()
    subject = f"{one.source}:{one.subject}" if one.source else one.subject
    audit.record(connection, who=one.who, action=f"{one.queue}/{action}", subject=subject, note=note)
    return int(number)


def _judgment(row: Row[Any]) -> Judgment:
    return Judgment(
        queue=Queue(row.queue),
        subject=row.subject,
        source=row.source,
        read=row.read,
        verdict=row.verdict,
        who=row.who,
        decided_at=row.decided_at,
        number=row.id,
    )
