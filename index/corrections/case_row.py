"""Cases as rows of the store."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Row, literal, select, update

from index import clock
from index.corrections.business_day import Clocks, clocks
from index.corrections.case_progress import CallResult, CaseProgress, CaseStage, CaseState
from index.corrections.message import HIDDEN_AT_ONCE, Message, Request, SentValue, WaitCause, Wrong
from index.store.database import upsert
from index.store.schema import case

_WRITTEN = frozenset({"which", "text", "contact", "note", "confirm_to", "sent_values"})
LISTING = "listing"
"""The whole listing, among what an operator hid because of a case."""


class UnknownCaseError(LookupError):
    """The store has no case of that number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One case. `provider` is the id it is about, "" if only `which` describes the provider in words.

    `hides` are fields, or LISTING, that an operator hid because of it, or time itself did; `claimed_by` works on it, ""
    for nobody. `waits` is why a removal hid nothing at once. `called` is the result of the last call to the listed
    number, at `called_at`. `confirm_to` gets one confirmation by mail, which left at `confirmed_at`.
    """

    number: str
    request: Request
    about: str
    provider: str
    which: str
    text: str
    contact: str
    received_at: datetime
    answered_at: datetime | None
    settled_at: datetime | None
    settled_by: str
    note: str
    shown_again: bool
    language: str
    claimed_by: str
    hides: frozenset[str]
    waits: WaitCause | None
    called: CallResult | None
    called_at: datetime | None
    confirm_to: str
    confirmed_at: datetime | None
    values: tuple[SentValue, ...] = ()
    """Values that the form had fields of their own for."""

    @property
    def progress(self) -> CaseProgress:
        """The case's state, and the days it was received and entered that state."""
        received_on = self.received_at.date()
        if self.settled_at:
            return CaseProgress(CaseState.SETTLED, received_on, self.settled_at.date())
        if self.answered_at:
            return CaseProgress(CaseState.ANSWERED, received_on, self.answered_at.date(), self.stage)
        return CaseProgress(CaseState.RECEIVED, received_on, received_on, self.stage)

    @property
    def stage(self) -> CaseStage:
        """The effect of an open removal now: none yet, or the listing is hidden until the call back."""
        if self.settled_at or self.request is not Request.REMOVE:
            return CaseStage.NONE
        if self.is_undecided:
            return CaseStage.WAITS
        return CaseStage.UNREACHED if self.called is CallResult.NOT_REACHED else CaseStage.HIDDEN

    @property
    def clocks(self) -> Clocks:
        """The days by which the case must be answered and settled."""
        return clocks(self.received_at.date())

    @property
    def due(self) -> date | None:
        """The day by which the next step is due; None for a settled case."""
        if self.settled_at:
            return None
        is_answered = bool(self.answered_at or self.called_at) and not self.is_undecided
        return self.clocks.settle_by if is_answered else self.clocks.answer_by

    @property
    def is_undecided(self) -> bool:
        """True for a removal that hides nothing and on which nobody has decided: that is due as early as an answer."""
        return self.request is Request.REMOVE and self.settled_at is None and not self.hides_listing

    def is_overdue(self, today: date) -> bool:
        """Return whether the day to answer or to settle the case has passed."""
        return self.due is not None and today > self.due

    def is_unreached(self, today: date) -> bool:
        """Return whether nobody answered the call back for 10 business days: now the operator decides alone."""
        is_open = self.settled_at is None and self.called is CallResult.NOT_REACHED
        return is_open and today > self.clocks.settle_by

    @property
    def hides_listing(self) -> bool:
        """True if the case hides the whole listing."""
        return self.asks_to_leave_out and not self.shown_again

    @property
    def asks_to_leave_out(self) -> bool:
        """True if the sender or an operator had the whole listing hidden, even if it is shown again."""
        at_once = self.request is Request.REMOVE and self.waits is None
        return bool(self.provider) and (at_once or LISTING in self.hides)

    @property
    def hidden_fields(self) -> frozenset[str]:
        """The fields that the case hides now."""
        return frozenset() if self.shown_again else self.asked_to_hide

    @property
    def asked_to_hide(self) -> frozenset[str]:
        """The fields that the sender or an operator had hidden, even if they are shown again."""
        if not self.provider:
            return frozenset()
        at_once = HIDDEN_AT_ONCE.get(Wrong(self.about), frozenset()) if self.request is Request.FIX else frozenset()
        return at_once | (self.hides - {LISTING})


def reason_of(number: str) -> str:
    """Return the reason that a suppression made by a case has in the store."""
    return f"case {number}"


def case_reason(reason: str) -> str:
    """Return "case 2026-K7M3QX", which names its case, of a suppression's reason "case 2026-K7M3QX: asked by phone"."""
    return reason.partition(": ")[0]


def put(connection: Connection, message: Message) -> bool:
    """Store a message as a case; return False if the store has its number already."""
    values = {
        "number": message.number,
        "request": str(message.request),
        "about": message.about,
        "provider": message.provider,
        "which": message.which,
        "text": message.text,
        "contact": message.contact,
        "language": message.language,
        "sent_values": _values_text(message.values),
        "waits": str(message.waits or ""),
        "confirm_to": message.confirm_to,
        "received_at": message.received_at.isoformat(),
        "taken_at": clock.now().isoformat(),
    }
    inserted = connection.execute(upsert(connection, case).values(values).on_conflict_do_nothing())
    return bool(inserted.rowcount)


def is_taken_by_another(connection: Connection, message: Message) -> bool:
    """Return whether a case that came at another time has the number of a message."""
    came = connection.execute(select(case.c.received_at).where(case.c.number == message.number)).scalar_one_or_none()
    return came is not None and came != message.received_at.isoformat()


def leave_out(connection: Connection, number: str) -> None:
    """Let a case hide its listing; the caller carries that into the overlay."""
    hides = " ".join(sorted({*get(connection, number).hides, LISTING}))
    connection.execute(update(case).where(case.c.number == number).values(hides=hides))


def get(connection: Connection, number: str) -> CaseRow:
    """Return the case with a number; raises UnknownCaseError."""
    row = connection.execute(select(case).where(case.c.number == number)).one_or_none()
    if row is None:
        raise UnknownCaseError(f"there is no case {number!r}; see `pinpoint cases list --all`")
    return _case(row)


def all_cases(connection: Connection) -> Iterable[CaseRow]:
    """Return all cases, the oldest first."""
    return [_case(row) for row in connection.execute(select(case).order_by(case.c.received_at, case.c.number))]


def open_rows(connection: Connection) -> list[CaseRow]:
    """Return every open case without anything that people wrote, in one statement."""
    columns = [literal("").label(column.name) if column.name in _WRITTEN else column for column in case.c]
    return [_case(row) for row in connection.execute(select(*columns).where(case.c.settled_at.is_(None)))]


def cases_numbered(connection: Connection, numbers: Sequence[str]) -> list[CaseRow]:
    """Return the cases with these numbers, in their order, in one statement; numbers without a case are left out."""
    rows = {row.number: row for row in connection.execute(select(case).where(case.c.number.in_(numbers)))}
    return [_case(rows[number]) for number in numbers if number in rows]


def _case(row: Row[tuple[object, ...]]) -> CaseRow:
    return CaseRow(
        number=row.number,
        request=Request(row.request),
        about=row.about,
        provider=row.provider,
        which=row.which,
        text=row.text,
        contact=row.contact,
        received_at=datetime.fromisoformat(row.received_at),
        answered_at=_moment(row.answered_at),
        settled_at=_moment(row.settled_at),
        settled_by=row.settled_by,
        note=row.note,
        shown_again=row.shown_again,
        language=row.language,
        claimed_by=row.claimed_by,
        hides=frozenset(row.hides.split()),
        values=tuple(SentValue(field=field, value=value) for field, value in json.loads(row.sent_values or "[]")),
        waits=WaitCause(row.waits) if row.waits else None,
        called=CallResult(row.called) if row.called else None,
        called_at=_moment(row.called_at),
        confirm_to=row.confirm_to,
        confirmed_at=_moment(row.confirmed_at),
    )


def _values_text(values: Sequence[SentValue]) -> str:
    return json.dumps([[one.field, one.value] for one in values], ensure_ascii=False) if values else ""


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
