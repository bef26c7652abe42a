"""Cases in the order of their clocks, a page at a time: open ones by their due day, settled ones by their end.

A page takes the same number of statements however many cases there are. Of the cases on other pages only number and
times are read, and nothing that people wrote.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from index.corrections.business_day import clocks
from index.corrections.case_row import CaseRow, cases_numbered
from index.store.schema import case


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """An open case without its content: its number, whether its sender was answered, and the day it is due next."""

    number: str
    is_answered: bool
    received_at: datetime
    due: date

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
    columns = select(case.c.number, case.c.received_at, case.c.answered_at).where(case.c.settled_at.is_(None))
    found = (_open(row.number, row.received_at, row.answered_at) for row in connection.execute(columns))
    return sorted(found, key=lambda one: (one.due, one.received_at, one.number))


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


def _open(number: str, received_at: str, answered_at: str | None) -> OpenCase:
    received, is_answered = datetime.fromisoformat(received_at), bool(answered_at)
    by = clocks(received.date())
    due = by.settle_by if is_answered else by.answer_by
    return OpenCase(number=number, is_answered=is_answered, received_at=received, due=due)
