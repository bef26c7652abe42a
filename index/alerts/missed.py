"""Alerts that a channel missed: because another process has it set up, or because it was dead for too long.

Worker and `pinpoint watch` may have different channels, and each delivers through its own. So a notice waits for each
channel that any process had set up lately. A channel that is new here, or that was dead for longer than a notice
waits, is sent what it missed: the alerts that are still open, since when they really are, and a line for each that
ended.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from index.alerts.book import Alert, Book, Queued
from index.alerts.changes import Look, notice_of
from index.alerts.notice import AlertFacts, Event

LONGEST_WAIT = timedelta(days=30)
"""The time that a notice waits for a channel, and that a channel is known which no process has set up any more."""
MOST_ENDED = 50
"""Most ended alerts with a line of their own; earlier ones are counted."""


def with_channels(book: Book, names: Sequence[str], look: Look) -> Book:
    """Return the book with this process's channels noted, and with what each channel missed in its outbox."""
    is_first = not book.set_up  # also the first look after an earlier version, which sent to all of them
    before = {
        name: min(seen, look.at) for name, seen in book.set_up.items() if name in names or look.at - seen < LONGEST_WAIT
    }
    book = replace(book, set_up=before | dict.fromkeys(names, look.at))
    book = _without_forgotten(book)
    new = () if is_first else tuple(name for name in names if name not in before)
    return _with_open_alerts(_with_late_ones_renewed(book, look), new, look)


def _without_forgotten(book: Book) -> Book:
    outbox = (
        replace(one, waits_for=tuple(each for each in one.waits_for if each in book.set_up)) for one in book.outbox
    )
    channels = {name: trouble for name, trouble in book.channels.items() if name in book.set_up}
    return replace(book, outbox=tuple(one for one in outbox if one.waits_for), channels=channels)


def _with_open_alerts(book: Book, names: tuple[str, ...], look: Look) -> Book:
    """Return the book with a notice to new channels of all alerts that the others know."""
    known = [one.facts for one in book.open if one.sent_at is not None]
    if not names or not known:
        return book
    notice = notice_of(Event.STARTED, known, look.at, look.site)
    return replace(book, outbox=(*book.outbox, Queued(notice=notice, waits_for=names)))


def _with_late_ones_renewed(book: Book, look: Look) -> Book:
    """Return the book in which what waited too long is one notice a channel, in front of what came later."""
    late = [one for one in book.outbox if look.at - one.notice.at >= LONGEST_WAIT]
    if not late:
        return book
    names = dict.fromkeys(name for one in late for name in one.waits_for)
    renewed = (_renewed([one for one in late if name in one.waits_for], name, book.open, look) for name in names)
    rest = (one for one in book.outbox if one not in late)
    return replace(book, outbox=(*(one for one in renewed if one), *rest))


def _renewed(late: Sequence[Queued], name: str, alerts: Iterable[Alert], look: Look) -> Queued | None:
    """Return one notice in place of late ones: their alerts that are open, and lines for those that ended.

    None if none is left to be sent: reminders and weekly notices are worth nothing late.
    """
    facts = [fact for one in late if one.notice.event in {Event.STARTED, Event.ENDED} for fact in one.notice.alerts]
    begun = {fact.case for fact in facts if fact.ended is None}
    is_open = [one.facts for one in alerts if one.facts.case in begun]
    ended: list[AlertFacts] = list({fact.case: fact for fact in facts if fact.ended}.values())
    more = sum(one.more for one in late) + max(len(ended) - MOST_ENDED, 0)
    ended = ended[-MOST_ENDED:]
    if not is_open and not ended:
        return None
    counted = f"Ended before these: {more} more." if more else ""
    event = Event.STARTED if is_open else Event.ENDED
    notice = notice_of(event, [*is_open, *ended], look.at, look.site, more=counted)
    return Queued(notice=notice, waits_for=(name,), more=more)
