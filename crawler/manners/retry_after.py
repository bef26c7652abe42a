"""Retry-After (RFC 9110 section 10.2.3): how long a site asks us to stay away."""

from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST = timedelta(days=30)
"""A site that asks for longer is asked again after that, by a single request."""


def retry_after(value: str, now: datetime) -> timedelta | None:
    """Return the time of a Retry-After, in seconds or as a date, at most `LONGEST`; None for one that is neither."""
    value = value.strip()
    if value.isascii() and value.isdecimal():
        # more digits than this are longer than LONGEST anyway, and a timedelta cannot hold them
        return LONGEST if len(value) > len("9999999") else min(timedelta(seconds=int(value)), LONGEST)
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if until.tzinfo is None:  # "-0000", which RFC 5322 has for an unknown zone
        until = until.replace(tzinfo=now.tzinfo)
    return max(timedelta(), min(until - now, LONGEST))
