"""Cases as the store keeps them: number, state, and the business days by which they are answered and settled.

Business days are Monday to Friday without the federal holidays (5 U.S.C. 6103). A number is the year and six characters
by chance, so that it says nothing of how many there are.
"""

import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, Row, select

from index import clock
from index.corrections.message import HIDDEN_AT_ONCE, Message, Request, Wrong
from index.store.database import upsert
from index.store.schema import case

DAYS_TO_ANSWER = 2
DAYS_TO_SETTLE = 10
"""Business days after the day a case came in (docs/principles.md, rule 10)."""

_SATURDAY, _SUNDAY = 5, 6
_A_DAY = timedelta(days=1)
_FIXED = ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25))
_MONDAY, _THURSDAY = 0, 3
_MOVING = ((1, _MONDAY, 3), (2, _MONDAY, 3), (9, _MONDAY, 1), (10, _MONDAY, 2), (11, _THURSDAY, 4))
"""Month, weekday, and the how-manieth of the month; Memorial Day, the last Monday of May, is apart."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """The days by which a case is answered and settled."""

    answer_by: date
    settle_by: date


def clocks(received_on: date) -> Clocks:
    """Return both clocks of a case that came in on a day."""
    return Clocks(business_days_after(received_on, DAYS_TO_ANSWER), business_days_after(received_on, DAYS_TO_SETTLE))


def business_days_after(day: date, count: int) -> date:
    """Return the business day that many business days after a day, which need not be one itself."""
    while count:
        day += _A_DAY
        count -= is_business_day(day)
    return day


def is_business_day(day: date) -> bool:
    """Tell whether offices are open: no weekend, no federal holiday or the day on which one is kept."""
    # New Year's Day on a Saturday is kept in the year before.
    holidays = (*_holidays(day.year), _kept_on(date(day.year + 1, 1, 1)))
    return day.weekday() < _SATURDAY and day not in holidays


def _holidays(year: int) -> Iterator[date]:
    yield from (_kept_on(date(year, month, day)) for month, day in _FIXED)
    for month, weekday, number in _MOVING:
        first = date(year, month, 1)
        yield first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
    last_of_may = date(year, 5, 31)
    yield last_of_may - timedelta(days=last_of_may.weekday())


def _kept_on(day: date) -> date:
    return day + {_SATURDAY: -_A_DAY, _SUNDAY: _A_DAY}.get(day.weekday(), timedelta())


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


class UnknownCaseError(LookupError):
    """There is no case of that number in the store."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One case. `provider`: the id it was asked for, "" where only `which` says it in words."""

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

    @property
    def standing(self) -> CaseStanding:
        """How it stands today."""
        received_on = self.received_at.date()
        if self.settled_at:
            return CaseStanding(CaseState.SETTLED, received_on, self.settled_at.date())
        if self.answered_at:
            return CaseStanding(CaseState.ANSWERED, received_on, self.answered_at.date())
        return CaseStanding(CaseState.RECEIVED, received_on, received_on)

    @property
    def clocks(self) -> Clocks:
        """The days by which it is to be answered and settled."""
        return clocks(self.received_at.date())

    def is_overdue(self, today: date) -> bool:
        """Tell whether one of its clocks has run out."""
        state = self.standing.state
        late_answer = state is CaseState.RECEIVED and today > self.clocks.answer_by
        return late_answer or (state is not CaseState.SETTLED and today > self.clocks.settle_by)

    @property
    def hides_listing(self) -> bool:
        """Whether the whole listing is hidden because of it."""
        return self.request is Request.REMOVE and bool(self.provider) and not self.shown_again

    @property
    def hidden_fields(self) -> frozenset[str]:
        """The fields that are hidden because of it."""
        return frozenset() if self.shown_again else self.asked_to_hide

    @property
    def asked_to_hide(self) -> frozenset[str]:
        """The fields that it asked to hide, whether they are shown again or not."""
        wrong = Wrong(self.about) if self.request is Request.FIX and self.provider else None
        return HIDDEN_AT_ONCE.get(wrong, frozenset()) if wrong else frozenset()


def put(connection: Connection, message: Message) -> bool:
    """Keep a message as a case; returns False where its number is kept already."""
    values = {
        "number": message.number,
        "request": str(message.request),
        "about": message.about,
        "provider": message.provider,
        "which": message.which,
        "text": message.text,
        "contact": message.contact,
        "received_at": message.received_at.isoformat(),
        "taken_at": clock.now().isoformat(),
    }
    kept = connection.execute(upsert(connection, case).values(values).on_conflict_do_nothing())
    return bool(kept.rowcount)


def get(connection: Connection, number: str) -> CaseRow:
    """Return the case of a number; raises UnknownCaseError."""
    row = connection.execute(select(case).where(case.c.number == number)).one_or_none()
    if row is None:
        raise UnknownCaseError(f"there is no case {number!r}; see `pinpoint cases list --all`")
    return _case(row)


def all_cases(connection: Connection) -> Iterable[CaseRow]:
    """Return all cases, the oldest first."""
    return [_case(row) for row in connection.execute(select(case).order_by(case.c.received_at, case.c.number))]


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
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"
"""No 0, 1, I, L or O, which are read for one another, and no vowel, so that no word comes out."""

LENGTH = 6
_NUMBER = re.compile(rf"[0-9]{{4}}-[{ALPHABET}]{{{LENGTH}}}")


def new_case_number() -> str:
    """Return a number that nobody has: of 387 million a year, "2026-K7M3QX"."""
    return f"{clock.today().year}-{''.join(secrets.choice(ALPHABET) for _ in range(LENGTH))}"


def is_case_number(text: str) -> bool:
    """Tell whether a text has the form of a case number."""
    return _NUMBER.fullmatch(text) is not None
