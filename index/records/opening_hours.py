"""Opening hours of a week, as days with up to two spans each: "mo 09:00-12:00 13:00-17:00; tu closed".

A day that is not written is not known. A span that closes before it opens ends on the next day; "24:00" is midnight at
the end of the day.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
CLOSED = "closed"
MOST_SPANS = 2
_DAY = 24 * 60  # minutes
_NOON = 12  # hours
_BEFORE_HALF = re.compile(r"(?<=\d)\s+(?=[ap]\.?\s?m)")
_AROUND = re.compile(r"\s*-\s*")
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:([ap])\.?\s?m\.?)?")


class HoursTrouble(StrEnum):
    """Reasons why hours cannot be read."""

    UNREADABLE = "unreadable"
    HALF = "half"
    SAME = "same"
    OVERLAP = "overlap"
    TOO_MANY = "too_many"


_SENTENCES = {
    HoursTrouble.UNREADABLE: "write each day as `mo 09:00-12:00 13:00-17:00` or `mo closed`, with `;` between days",
    HoursTrouble.HALF: "a span has an opening and a closing time",
    HoursTrouble.SAME: "a span does not open and close at the same time; a whole day is 00:00-24:00",
    HoursTrouble.OVERLAP: "spans may not overlap; the earlier one goes first",
    HoursTrouble.TOO_MANY: "a day has at most two spans",
}


class HoursError(ValueError):
    """Opening hours cannot be read; `day` is the day that is wrong, "" where none can be named."""

    def __init__(self, trouble: HoursTrouble, day: str = "") -> None:
        super().__init__(": ".join(filter(None, (day, _SENTENCES[trouble]))))
        self.trouble = trouble
        self.day = day


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """An opening and a closing time, in minutes since midnight; a closing before the opening is on the next day."""

    opens: int
    closes: int

    @property
    def is_overnight(self) -> bool:
        """Return whether it closes on the next day."""
        return self.closes < self.opens


Week = Mapping[str, tuple[Span, ...]]
"""Spans by day, () for a closed day; days that are not known are missing."""


def read_time(text: str) -> int | None:
    """Return "09:00", "9 am" or "5:30 p.m." in minutes since midnight; None for anything else.

    An hour without minutes or am and pm, such as "9", could be morning or evening and is not read.
    """
    found = _TIME.fullmatch(text.strip().casefold())
    if found is None:
        return None
    hours, minutes, half = int(found[1]), int(found[2] or 0), found[3]
    if half:
        if not 1 <= hours <= _NOON:
            return None
        hours = hours % _NOON + (_NOON if half == "p" else 0)
    elif found[2] is None or len(found[1]) != len("09"):
        return None
    total = hours * 60 + minutes
    return total if minutes < 60 and total <= _DAY else None  # noqa: PLR2004


def check_week(week: Week) -> None:
    """Raise HoursError for a day whose spans overlap each other, or run into the next day's."""
    for day, spans in week.items():
        if len(spans) > MOST_SPANS:
            raise HoursError(HoursTrouble.TOO_MANY, day)
        if any(span.opens in {span.closes, _DAY} for span in spans):
            raise HoursError(HoursTrouble.SAME, day)
        if any(one.is_overnight or other.opens < one.closes for one, other in pairwise(spans)):
            raise HoursError(HoursTrouble.OVERLAP, day)
        after = week.get(DAYS[(DAYS.index(day) + 1) % len(DAYS)], ())
        if spans and spans[-1].is_overnight and after and after[0].opens < spans[-1].closes:
            raise HoursError(HoursTrouble.OVERLAP, day)


def read_hours(text: str) -> Week:
    """Return the week of a text in the form of `hours_text`; raises HoursError."""
    week: dict[str, tuple[Span, ...]] = {}
    plain = _AROUND.sub("-", _BEFORE_HALF.sub("", text.casefold()))
    for part in filter(None, (part.split() for part in plain.split(";"))):
        day, *spans = part
        if day not in DAYS or day in week or not spans:
            raise HoursError(HoursTrouble.UNREADABLE, day if day in DAYS else "")
        week[day] = () if spans == [CLOSED] else tuple(_span(day, span) for span in spans)
    if not week:
        raise HoursError(HoursTrouble.UNREADABLE)
    check_week(week)
    return week


def hours_text(week: Week) -> str:
    """Return the one spelling of a week, its days in order."""
    return "; ".join(f"{day} {_spans_text(week[day])}" for day in DAYS if day in week)


def time_text(minutes: int) -> str:
    """Return "09:00"."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _span(day: str, text: str) -> Span:
    opens, dash, closes = text.partition("-")
    times = read_time(opens), read_time(closes)
    if not dash or times[0] is None or times[1] is None:
        raise HoursError(HoursTrouble.UNREADABLE, day)
    return Span(times[0], times[1])


def _spans_text(spans: Sequence[Span]) -> str:
    return " ".join(f"{time_text(span.opens)}-{time_text(span.closes)}" for span in spans) or CLOSED
