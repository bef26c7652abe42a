"""Cases in the order of their clocks, a page at a time: open ones by their due day, settled ones by their end.

A page takes the same number of statements however many cases there are. Of the cases on other pages only number and
times are read, and nothing that people wrote.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from index.corrections.case_row import CaseRow, cases_numbered, open_rows
from index.corrections.message import WaitCause
from index.store.schema import case


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """An open case without its content: its number, whether it was answered or called back, and the day it is due next.

    `waits` is why a removal on which nobody has decided hides nothing; None for every other case.
    """

    number: str
    is_answered: bool
    received_at: datetime
    due: date
    waits: WaitCause | None = None

    def is_late(self, today: date) -> bool:
        """Return whether the due day has passed."""
        return today > self.due


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCounts:
    """Numbers of cases: open ones to answer and to settle, those of both that are late, and settled ones."""

    to_answer: int
    to_settle: int
    late: int
    settled: int


def open_cases(connection: Connection) -> list[OpenCase]:
    """Return every open case, the next due first, in one statement."""
    return sorted(map(_open, open_rows(connection)), key=lambda one: (one.due, one.received_at, one.number))


def case_counts(connection: Connection, waiting: Iterable[OpenCase], today: date) -> CaseCounts:
    """Return the counts of all cases, of which `waiting` are the open ones."""
    all_open = list(waiting)
    to_settle = sum(one.is_answered for one in all_open)
    settled: int = connection.execute(select(func.count()).where(case.c.settled_at.is_not(None))).scalar_one()
    return CaseCounts(
        to_answer=len(all_open) - to_settle,
        to_settle=to_settle,
        late=sum(one.is_late(today) for one in all_open),
        settled=settled,
    )


def settled_cases(connection: Connection, *, offset: int = 0, limit: int | None = None) -> list[CaseRow]:
    """Return settled cases, the newest end first."""
    order = case.c.settled_at.desc(), case.c.number
    numbers = select(case.c.number).where(case.c.settled_at.is_not(None)).order_by(*order).offset(offset).limit(limit)
    return cases_numbered(connection, connection.execute(numbers).scalars().all())


def _open(one: CaseRow) -> OpenCase:
    by = one.clocks
    due = one.due or by.settle_by
    return OpenCase(
        number=one.number,
        is_answered=due == by.settle_by,
        received_at=one.received_at,
        due=due,
        waits=one.waits if one.is_undecided else None,
    )
