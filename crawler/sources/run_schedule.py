"""Schedule of a source's runs: how often, at what time of day, on which days, in which hours never, and when again.

All of it is pure: a moment in UTC gives a moment in UTC, through the clock of the source's `zone`. Where that clock is
put forward, a time of day that does not exist becomes the same time after the change (02:30 becomes 03:30); where it is
put back, a time that exists twice is the first of the two.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from crawler.sources.parts import Part, Span

_TIME = r"([01]\d|2[0-3]):([0-5]\d)"
_HOURS = re.compile(rf"{_TIME}\s*-\s*(?:{_TIME}|24:00)")
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
MINUTES_OF_A_DAY = 1440
LATE = timedelta(hours=1)
"""A run that begins so long after midnight still counts as one of the day before."""

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _time_of_day(value: object) -> object:
    if value is None or (isinstance(value, str) and re.fullmatch(_TIME, value)):
        return value
    quotes = "; without quotes YAML reads 12:30 as the number 750" if isinstance(value, int) else ""
    raise ValueError(f'{value!r} is no time of day; write hours and minutes in quotes, such as "02:30"{quotes}')


def _list_of_hours(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _hours(value: tuple[str, ...]) -> tuple[str, ...]:
    for span in value:
        if not _HOURS.fullmatch(span):
            raise ValueError(f'{span!r} are no hours; write their beginning and end, such as "22:00-06:00"')
    if len(_quiet_minutes(value)) == MINUTES_OF_A_DAY:
        raise ValueError("cover the whole day, so no run could ever start; leave some hours out")
    return value


def _known_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError) as error:  # KeyError: unknown; ValueError: a path; OSError: a folder
        raise ValueError(f"{value!r} is no time zone; write a name of IANA, such as America/Denver") from error
    return value


def _days(value: tuple[Weekday, ...]) -> tuple[Weekday, ...]:
    if not value:
        raise ValueError("names no day, so no run could ever start; write some of mon … sun, or leave it out")
    return tuple(day for day in WEEKDAYS if day in value)


class Retry(Part):
    """Delay until the next try after runs with one verdict."""

    after: Span = Field(ge=timedelta(minutes=5), description="Time until the next try, such as 6h; at least 5m")
    doubles: bool = Field(default=False, description="Whether that time doubles with each such run in a row")
    most: int | None = Field(
        default=None, ge=0, description="Tries in a row, after which the source waits for its schedule; left out: any"
    )


class RetryPolicy(Part):
    """Delays until the next try after a failed run, by verdict; never later than the schedule says."""

    abandoned: Retry = Field(
        default=Retry(after=timedelta(minutes=10), doubles=True), description="After `abandoned`: 10m, doubles"
    )
    rejected: Retry = Field(
        default=Retry(after=timedelta(days=1), doubles=True), description="After `rejected`: 1d, doubles"
    )
    throttled: Retry = Field(
        default=Retry(after=timedelta(days=1)),
        description="After `throttled`: 1d, never before the site's pause ends",
    )
    unreachable: Retry = Field(default=Retry(after=timedelta(hours=6)), description="After `unreachable`: 6h")


class SourceSchedule(Part):
    """Schedule of the source's runs."""

    every: Span | None = Field(
        default=None, description='Time between two runs, such as "7d" or "12h"; left out: by hand only'
    )
    at: Annotated[str | None, BeforeValidator(_time_of_day)] = Field(
        default=None, description='Time of day at which a run is due, in quotes, such as "02:30"; left out: any'
    )
    zone: Annotated[str, AfterValidator(_known_zone)] = Field(
        default="UTC", description="Time zone of `at`, `days` and `quiet`, as IANA names it, such as America/Denver"
    )
    days: Annotated[tuple[Weekday, ...], AfterValidator(_days)] = Field(
        default=WEEKDAYS, description="Weekdays on which runs may start, such as `[sat, sun]`; left out: all"
    )
    quiet: Annotated[tuple[str, ...], BeforeValidator(_list_of_hours), AfterValidator(_hours)] = Field(
        default=(), description='Hours in which the worker sends no request, such as "08:00-18:00", or a list of such'
    )
    jitter: float = Field(
        default=0.1, ge=0, le=1, description="Share of `every` by which runs are spread out; not used with `at`"
    )
    retry: RetryPolicy = Field(default=RetryPolicy(), description="When to read it again after a run that failed")

    @model_validator(mode="after")
    def _can_run(self) -> Self:
        if self.every is not None and self.every < MINUTE:
            raise ValueError("every: is no time at all; write 1d, or leave it out if it is read by hand only")
        if self.every is None and (self.at is not None or self.days != WEEKDAYS):
            raise ValueError("every: is missing, so no run would ever be due; write it, such as 1d")
        if self.at is None:
            return self
        if self.every is None or self.every % DAY:
            raise ValueError("every: write whole days where `at` names a time of day, such as 1d")
        if _minute(self.at) in _quiet_minutes(self.quiet):
            raise ValueError(f"at: {self.at} lies in the quiet hours, so no run could start then; change one of them")
        return self

    @property
    def days_apart(self) -> timedelta:
        """The longest time between the beginnings of two allowed days."""
        allowed = [number for number, day in enumerate(WEEKDAYS) if day in self.days]
        return max(later - day for day, later in pairwise([*allowed, allowed[0] + len(WEEKDAYS)])) * DAY

    def is_quiet(self, moment: datetime) -> bool:
        """Return whether no request may be sent at a moment."""
        return self._minute_at(moment) in _quiet_minutes(self.quiet)

    def first_allowed(self, moment: datetime) -> datetime:
        """Return the first moment from this one on that is on an allowed day and not in quiet hours.

        On a later day it is the time of day `at`, or the day's beginning.
        """
        while True:
            local_days = {one.astimezone(self._zone).date() for one in (moment, moment - LATE)}
            if not any(map(self._is_allowed, local_days)):
                moment = next(one for one in self._slots(max(local_days)) if one > moment)
            elif self.is_quiet(moment):
                moment = self._end_of_quiet(moment)
            else:
                return moment

    def slot_from(self, target: datetime) -> datetime:
        """Return the first due time of day from a moment on; only with `at`."""
        return next(one for one in self._slots((target - DAY).astimezone(self._zone).date()) if one >= target)

    def slot_near(self, target: datetime, *, after: datetime) -> datetime:
        """Return the due time of day that is nearest to a moment, of those after another; only with `at`."""
        target = max(target, after)
        best: datetime | None = None
        for one in self._slots((target - 8 * DAY).astimezone(self._zone).date()):
            if best and one - target >= abs(best - target):
                return best
            if one > after:
                best = one
        raise AssertionError("days have no end")

    def _slots(self, first: date) -> Iterator[datetime]:
        """Yield the time `at`, or the beginning, of each allowed day from one on that the zone's calendar has."""
        hour, minute = divmod(_minute(self.at or "00:00"), 60)
        while True:
            if self._is_allowed(first):
                slot = datetime.combine(first, time(hour, minute), self._zone).astimezone(UTC)
                if first in {one.astimezone(self._zone).date() for one in (slot, slot - LATE)}:
                    yield slot
            first += DAY

    def _is_allowed(self, day: date) -> bool:
        return WEEKDAYS[day.weekday()] in self.days

    def _end_of_quiet(self, moment: datetime) -> datetime:
        """Return the moment at which quiet hours end; at worst later by what a clock is put forward."""
        quiet = _quiet_minutes(self.quiet)
        minute = self._minute_at(moment)
        wait = next(
            minutes for minutes in range(1, MINUTES_OF_A_DAY) if (minute + minutes) % MINUTES_OF_A_DAY not in quiet
        )
        begin = moment.replace(second=0, microsecond=0)
        ends = (begin + timedelta(minutes=wait + shift) for shift in (-120, -60, -30, 0))
        return next((one for one in ends if one > moment and not self.is_quiet(one)), begin + timedelta(minutes=wait))

    def _minute_at(self, moment: datetime) -> int:
        local = moment.astimezone(self._zone)
        return local.hour * 60 + local.minute

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)


def _minute(time_of_day: str) -> int:
    """Return the minute of the day that a time such as "02:30" begins."""
    hours, _, minutes = time_of_day.partition(":")
    return int(hours) * 60 + int(minutes)


@lru_cache(maxsize=256)
def _quiet_minutes(spans: tuple[str, ...]) -> frozenset[int]:
    """Return the minutes of the day that lie in some hours; hours that end before they begin go past midnight."""
    found: set[int] = set()
    for span in spans:
        begin, _, end = (part.strip() for part in span.partition("-"))
        first, last = _minute(begin), _minute(end)
        found.update(range(first, last) if first < last else [*range(first, MINUTES_OF_A_DAY), *range(last)])
    return frozenset(found)
