"""Business days: Monday to Friday without the federal holidays (5 U.S.C. 6103), by which cases are answered."""

from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
from holidays import country_holidays

DAYS_TO_ANSWER = 2
DAYS_TO_SETTLE = 10
"""Business days after the day a case came in (docs/principles.md)."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """The days by which a case is answered and settled."""

    answer_by: date
    settle_by: date


def clocks(received_on: date) -> Clocks:
    """Return both clocks of a case that came in on a day."""
    return Clocks(business_days_after(received_on, DAYS_TO_ANSWER), business_days_after(received_on, DAYS_TO_SETTLE))


def business_days_after(day: date, count: int) -> date:
    """Return the business day that is `count` of them, at most 200, after a day, which need not be one itself."""
    return date.fromisoformat(str(np.busday_offset(day, count, roll="backward", busdaycal=_calendar(day.year))))


@cache
def _calendar(year: int) -> np.busdaycalendar:
    """Return the business days of a year and the next.

    Unlike the mapping of `holidays`, which adds a year when it is first asked for, threads can share a calendar.
    """
    return np.busdaycalendar(holidays=sorted(country_holidays("US", years=(year, year + 1))))
