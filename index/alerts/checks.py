"""Checks of the alerts themselves: whether channels deliver, and whether the clock runs back."""

from datetime import timedelta

from index import clock
from index.alerts.book import read_book
from index.alerts.case_check import cases
from index.doctor.finding import Check, NotWellError, Trouble, TroubleKind
from index.settings import Settings
from index.worker_tick import read_state

TRIES = 2
"""Failures in a row after which a channel is a trouble; one may be a moment without a network."""
NOT_SET_UP = timedelta(days=1)
"""A channel that no look of this long had set up is no trouble any more."""
SLACK = timedelta(hours=1)


def alerts(here: Settings) -> str:
    """Check that the channels deliver what was sent, as the book of alerts has it."""
    book = read_book(here)
    gone = {name for name, seen in book.set_up.items() if book.looked_at and book.looked_at - seen > NOT_SET_UP}
    failing = {name: one for name, one in book.channels.items() if one.tries >= TRIES and name not in gone}
    if failing:
        raise NotWellError.of(
            Trouble(
                kind=TroubleKind.ALERT_CHANNEL,
                subject=name,
                note=f"{one.note}; tried {one.tries} times; `pinpoint alerts test`",
                since=one.since,
                count=one.tries,
            )
            for name, one in failing.items()
        )
    return f"{len(book.open)} alerts are open, {len(book.outbox)} notices wait to be sent"


def home_clock(here: Settings) -> str:
    """Check that neither the worker nor the book of alerts has seen a time that is still to come."""
    state, looked_at = read_state(here.home), read_book(here).looked_at
    seen = [moment for moment in (state.ticked_at if state else None, looked_at) if moment]
    newest = max(seen, default=None)
    if newest and newest > clock.now() + SLACK:
        raise NotWellError(
            TroubleKind.CLOCK,
            f"this home was in use at {newest:%Y-%m-%d %H:%M} UTC, which is still to come: the clock was wrong then or "
            "is now; set it right",
        )
    return f"{clock.now():%Y-%m-%d %H:%M} UTC, and nothing was done later"


CHECKS: dict[str, Check] = {"alerts": alerts, "clock": home_clock, "cases": cases}
