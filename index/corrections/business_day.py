"""Business days: Monday to Friday without the federal holidays (5 U.S.C. 6103), by which cases are answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

DAYS_TO_ANSWER = 2
DAYS_TO_SETTLE = 10
"""Business days after the day a case came in (PRODUCT, honesty rule 10)."""

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
