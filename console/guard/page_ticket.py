"""Tickets for the frame of an archived page: only whoever has just revealed a page, in this session, may load it.

A ticket is made of the session's token, which no other page can read, and ends after a few minutes.
"""

import hashlib
import hmac
from datetime import timedelta

from console.guard import visitor
from index import clock

VALID_FOR = timedelta(minutes=10)


def make_ticket(subject: str) -> str:
    """Return a ticket for a subject, such as a page of a run."""
    return _ticket(subject, int((clock.now() + VALID_FOR).timestamp()))


def is_valid(ticket: str, subject: str) -> bool:
    """Return whether a ticket is for a subject and this session, and has not ended."""
    end, _, _ = ticket.partition("-")
    if not (end.isascii() and end.isdigit() and len(end) <= len("9999999999")):
        return False
    left = int(end) - clock.now().timestamp()
    is_in_time = 0 <= left <= VALID_FOR.total_seconds()
    return is_in_time and hmac.compare_digest(ticket.encode(), _ticket(subject, int(end)).encode())


def _ticket(subject: str, end: int) -> str:
    text = f"pinpoint archived page\n{subject}\n{end}"
    return f"{end}-{hmac.digest(visitor.token().encode(), text.encode(), hashlib.sha256).hex()}"
