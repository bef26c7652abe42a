"""The queues of the review: how much waits in each, and since when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from index.review.credentials import credential_queue
from index.review.exclusions import exclusion_queue
from index.review.merges import merge_queue
from index.review.quotes import quote_queue


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueState:
    """One queue: how many items wait, and the day since when the oldest does (None: nothing waits, or unknown)."""

    name: str
    waiting: int
    oldest: date | None


def queue_states(connection: Connection) -> list[QueueState]:
    """Return all queues, in a number of statements that does not grow with what waits."""
    return [
        _state("merges", (one.since for one in merge_queue(connection).waiting)),
        _state("exclusions", (one.since for one in exclusion_queue(connection).waiting)),
        _state("quotes", (one.since for one in quote_queue(connection).waiting)),
        _state("credentials", (one.since for one in credential_queue(connection).waiting)),
    ]


def _state(name: str, days: Iterable[date | None]) -> QueueState:
    found = list(days)
    return QueueState(name=name, waiting=len(found), oldest=min((day for day in found if day), default=None))
