"""Delivery of notices: each channel by itself, in order, tried again after ever longer pauses.

A channel that fails delays no other. The book is written after each delivery, so that a process that is killed repeats
at most the one that was under way; it has the same id, by which a receiver can recognize it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from index.alerts.book import Book, ChannelTrouble, Queued
from index.alerts.notice import Channel, DeliveryError, Event, Notice
from index.process_log import get_logger

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(hours=1)
REFUSALS_AT_ONCE = 2
"""Refusals for good after which a channel is left alone until its pause is over: a wrong password must not lock it."""
_REPLACED = frozenset({Event.WEEKLY, Event.STILL})
"""Events of which only the newest is worth delivering late."""

log = get_logger(__name__)


def queued(book: Book, notices: Iterable[Notice], names: Sequence[str]) -> Book:
    """Return the book with notices that wait for each of the channels."""
    for notice in notices:
        waiting = [one for one in book.outbox if not (notice.event in _REPLACED and one.notice.event is notice.event)]
        book = replace(book, outbox=(*waiting, Queued(notice=notice, waits_for=tuple(names))))
    return book


def delivered(book: Book, channels: Sequence[Channel], now: datetime, write: Callable[[Book], Book]) -> Book:
    """Deliver what waits to every channel whose pause is over; `write` stores the book after each delivery."""
    for channel in channels:
        trouble = book.channels.get(channel.name)
        if trouble and now < trouble.again_at <= now + LONGEST_PAUSE:
            continue
        book = _delivered_by(channel, book, now, write)
    return book


def _delivered_by(channel: Channel, book: Book, now: datetime, write: Callable[[Book], Book]) -> Book:
    """Deliver what waits for one channel.

    A refusal for good may be of one notice alone: it goes behind the others, and the next one is tried too.
    """
    before, failure, refused = book.channels.get(channel.name), None, 0
    for waiting in [one for one in book.outbox if channel.name in one.waits_for]:
        try:
            channel.send(waiting.notice)
        except DeliveryError as error:
            failure = error
            if error.partial:
                book = write(_without(book, waiting, channel.name))
                continue
            if error.temporary:
                break
            book = _behind_the_others(book, waiting)
            refused += 1
            if refused == REFUSALS_AT_ONCE:
                break
        except Exception:  # a fault of one channel stops no other
            log.exception("an alert could not be delivered", channel=channel.name)
            failure = DeliveryError("a fault of the channel itself")
            break
        else:
            book = write(_without(book, waiting, channel.name))
    return write(_failed(book, channel.name, failure, before, now)) if failure else book


def _behind_the_others(book: Book, refused: Queued) -> Book:
    rest = (one for one in book.outbox if one.notice.id != refused.notice.id)
    moved = (one for one in book.outbox if one.notice.id == refused.notice.id)
    return replace(book, outbox=(*rest, *moved))


def _failed(book: Book, name: str, failure: DeliveryError, before: ChannelTrouble | None, now: datetime) -> Book:
    """Return the book with a channel's trouble; one that delivers in part needs no pause."""
    tries = before.tries + 1 if before else 1
    pause = timedelta(0) if failure.partial else min(FIRST_PAUSE * 2 ** min(tries - 1, 10), LONGEST_PAUSE)
    since = before.since if before else now
    trouble = ChannelTrouble(since=since, tries=tries, again_at=now + pause, note=str(failure))
    log.warning("an alert was not delivered", channel=name, tries=tries)
    return replace(book, channels={**book.channels, name: trouble})


def _without(book: Book, waiting: Queued, name: str) -> Book:
    """Return the book after a channel delivered a notice: the channel works."""
    outbox = tuple(
        replace(one, waits_for=tuple(each for each in one.waits_for if each != name))
        if one.notice.id == waiting.notice.id
        else one
        for one in book.outbox
    )
    channels = {each: trouble for each, trouble in book.channels.items() if each != name}
    return replace(book, outbox=tuple(one for one in outbox if one.waits_for), channels=channels)
