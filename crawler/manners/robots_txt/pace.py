"""How slowly an owner wants to be read: `Crawl-delay: 10` and `Request-rate: 1/10`, which RFC 9309 leaves open.

Seconds are what most robots take them for. A rate's hours (`1/10s 0600-0845`) are passed over: it holds all day.
"""

import re
from dataclasses import dataclass

from crawler.manners.robots_txt.lines import Field, Line

DELAY = re.compile(rb"([0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)[ \t]*(?:s|secs?|seconds?)?", re.IGNORECASE)
RATE = re.compile(
    rb"([0-9]+)[ \t]*/[ \t]*([0-9]+)[ \t]*([smh]?)(?:[ \t,]+([0-9:]{4,5}[ \t]*-[ \t]*[0-9:]{4,5}))?", re.IGNORECASE
)
SECONDS = {b"": 1, b"s": 1, b"m": 60, b"h": 3600}
LONGEST = 1_000_000_000.0
"""Seconds; what is longer is shortened to it, so that every number can be written down."""


@dataclass(frozen=True, slots=True)
class Pace:
    """What one line asks for: seconds between two requests."""

    seconds: float
    line: Line
    with_hours: bool = False


def pace_of(line: Line) -> Pace | None:
    """Read a Crawl-delay or Request-rate; None if its value is none."""
    if line.field is Field.CRAWL_DELAY:
        found = DELAY.fullmatch(line.value)
        return Pace(_number(found[1]), line) if found else None
    found = RATE.fullmatch(line.value)
    if not found or not _number(found[1]):
        return None
    seconds = _number(found[2]) * SECONDS[found[3].lower()] / _number(found[1])
    return Pace(min(seconds, LONGEST), line, with_hours=found[4] is not None)


def _number(digits: bytes) -> float:
    return min(float(digits.replace(b",", b".")), LONGEST)
