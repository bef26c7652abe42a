"""The changes of the book of alerts at one look: troubles that begin, last, come back and end, and their notices.

Pure: a book, the findings of a look and a time in; a book and notices out. Each trouble is sent once when it starts,
rarely while it lasts, and once when it has ended. A trouble has ended when it has been gone for half an hour, or for
longer if it came back before: one that comes and goes is sent a few times, then counts as one that lasts.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from index.alerts.book import Alert, Book
from index.alerts.notice import AlertFacts, Event, Notice
from index.alerts.sentences import alert_text, names_of, sentence_of, subject_of
from index.doctor.finding import Finding, Trouble, TroubleKind

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
GONE_FOR = (30 * MINUTE, 2 * HOUR, 8 * HOUR, DAY)
"""The time for which a trouble must be gone to have ended, by how often it began within REMEMBERED."""
REMEMBERED = timedelta(days=7)
"""The time for which an ended trouble is remembered, so that one that comes back is recognized."""
LASTS_FOR: Mapping[str, timedelta] = MappingProxyType(
    {TroubleKind.STORE_LOCKED: 3 * MINUTE, TroubleKind.RUN_MISSING: 3 * MINUTE, TroubleKind.CHECK_FAILED: 3 * MINUTE}
)
"""Kinds that may be over in a moment: they start when a look this much later meets them too."""
STARTS_AT_ONCE, STARTS_APART = 6, 45 * MINUTE
"""A day's first notices of starts are sent at once, further ones together at this distance: always within the hour."""
ENDS_AT_ONCE, ENDS_APART = 6, 6 * HOUR


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look: its time, its findings, the checks that it left out, and what a notice says of this copy."""

    at: datetime
    findings: Sequence[Finding]
    left_out: Collection[str] = ()
    site: str
    remind_after: timedelta


def changed(book: Book, look: Look) -> Book:
    """Return the book after a look, without any notice."""
    troubles, reported_by = _troubles(look.findings)
    unknown = {one.check for one in look.findings if not one.ran} | set(look.left_out)
    before = _not_of_the_future(book, look.at)
    alerts = [_seen(one, troubles.get(one.key), reported_by, unknown, look.at) for one in before.alerts]
    known = {one.key for one in alerts if one.is_open}
    for key, trouble in troubles.items():
        if key not in known:
            alerts = _begun(alerts, key, trouble, reported_by[key], look.at)
    return replace(before, alerts=tuple(one for one in alerts if not _is_forgotten(one, look.at)), looked_at=look.at)


def with_notices(book: Book, look: Look) -> tuple[Book, list[Notice]]:
    """Return the notices that are due, and the book in which they are noted as sent."""
    notices = []
    starting = [one for one in book.open if one.sent_at is None and not one.gone_at and _lasts(one, look.at)]
    if starting and _is_time(book.starts, STARTS_AT_ONCE, STARTS_APART, look.at):
        book = _noted(book, starting, lambda one: replace(one, sent_at=look.at))
        book = replace(book, starts=_recent((*book.starts, look.at), look.at))
        notices.append(_notice(Event.STARTED, starting, look))
    ending = [one for one in book.alerts if not one.is_open and not one.end_sent]
    if ending and _is_time(book.ends, ENDS_AT_ONCE, ENDS_APART, look.at):
        book = _noted(book, ending, lambda one: replace(one, end_sent=True))
        book = replace(book, ends=_recent((*book.ends, look.at), look.at))
        notices.append(_notice(Event.ENDED, ending, look))
    lasting = [one for one in book.open if one.sent_at is not None and not one.gone_at]
    if any(one.sent_at and look.at - one.sent_at >= look.remind_after for one in lasting):
        book = _noted(book, lasting, lambda one: replace(one, sent_at=look.at))
        notices.append(_notice(Event.STILL, lasting, look))
    return book, notices


def _troubles(
    findings: Iterable[Finding],
) -> tuple[dict[tuple[str, str], Trouble], dict[tuple[str, str], tuple[str, ...]]]:
    """Return each trouble by kind and subject, and the checks that report it; the first of several is taken."""
    troubles: dict[tuple[str, str], Trouble] = {}
    checks: dict[tuple[str, str], tuple[str, ...]] = {}
    for finding in findings:
        for one in finding.troubles:
            key = (str(one.kind), subject_of(one))
            troubles.setdefault(key, one)
            if finding.check not in checks.get(key, ()):
                checks[key] = (*checks.get(key, ()), finding.check)
    return troubles, checks


def _seen(
    alert: Alert,
    trouble: Trouble | None,
    reported_by: Mapping[tuple[str, str], tuple[str, ...]],
    unknown: AbstractSet[str],
    now: datetime,
) -> Alert:
    """Return an alert after a look that met its trouble, did not, or could not know."""
    if trouble is not None:
        if not alert.is_open and alert.end_sent:
            return alert  # a new alert begins
        checks = reported_by[alert.key]
        return replace(alert, text=alert_text(trouble), checks=checks, gone_at=None, ended_at=None)
    if not alert.is_open or not unknown.isdisjoint(alert.checks):
        return alert
    gone_at = alert.gone_at or now
    if now - gone_at < GONE_FOR[min(alert.times, len(GONE_FOR)) - 1]:
        return replace(alert, gone_at=gone_at)
    return replace(alert, gone_at=gone_at, ended_at=gone_at, end_sent=alert.sent_at is None)


def _begun(
    alerts: list[Alert], key: tuple[str, str], trouble: Trouble, checks: tuple[str, ...], now: datetime
) -> list[Alert]:
    """Return the alerts with a new one, in place of earlier ones of its kind and subject."""
    earlier = [one for one in alerts if one.key == key]
    begun = Alert(
        kind=key[0],
        subject=key[1],
        since=min(trouble.since or now, now),
        seen_at=now,
        text=alert_text(trouble),
        checks=checks,
        times=1 + max((one.times for one in earlier), default=0),
    )
    return [*(one for one in alerts if one.key != key), begun]


def _lasts(alert: Alert, now: datetime) -> bool:
    return now - alert.seen_at >= LASTS_FOR.get(alert.kind, timedelta(0))


def _is_time(sent: Sequence[datetime], at_once: int, apart: timedelta, now: datetime) -> bool:
    recent = _recent(sent, now)
    return len(recent) < at_once or now - recent[-1] >= apart


def _recent(sent: Sequence[datetime], now: datetime) -> tuple[datetime, ...]:
    return tuple(one for one in sent if now - one < DAY)


def _noted(book: Book, which: Sequence[Alert], noted: Callable[[Alert], Alert]) -> Book:
    keys = {one.key for one in which}
    return replace(book, alerts=tuple(noted(one) if one.key in keys else one for one in book.alerts))


def _is_forgotten(alert: Alert, now: datetime) -> bool:
    return alert.ended_at is not None and alert.end_sent and now - alert.ended_at > REMEMBERED


def _not_of_the_future(book: Book, now: datetime) -> Book:
    """Return the book without times to come, which a wrong clock left: else nothing would be sent until then."""
    alerts = (
        replace(
            one,
            seen_at=min(one.seen_at, now),
            sent_at=one.sent_at and min(one.sent_at, now),
            gone_at=one.gone_at and min(one.gone_at, now),
            ended_at=one.ended_at and min(one.ended_at, now),
        )
        for one in book.alerts
    )
    return replace(
        book,
        alerts=tuple(alerts),
        starts=tuple(one for one in book.starts if one <= now),
        ends=tuple(one for one in book.ends if one <= now),
    )


def notice_of(event: Event, alerts: Sequence[AlertFacts], at: datetime, site: str, *, more: str = "") -> Notice:
    """Return the notice of some alerts; its title names those that it begins with, `more` is a last line."""
    named = [one for one in alerts if (one.ended is not None) is (event is Event.ENDED)]
    names = names_of(one.kind for one in named)
    subject = f": {named[0].subject}" if len(named) == 1 and named[0].subject else ""
    return Notice(
        event=event,
        at=at,
        title=f"Pinpoint: {_WORDS[event]}{names}{subject}",
        text=_text(event, alerts, more),
        alerts=tuple(alerts),
        site=site,
    )


_WORDS = {Event.STARTED: "", Event.STILL: "still: ", Event.ENDED: "ended: "}


def _notice(event: Event, alerts: Sequence[Alert], look: Look) -> Notice:
    ordered = sorted(alerts, key=lambda one: (sentence_of(one.kind).rank, one.subject))
    return notice_of(event, [one.facts for one in ordered], look.at, look.site)


def _text(event: Event, alerts: Sequence[AlertFacts], more: str) -> str:
    lines = [*map(_line, alerts), *filter(None, [more])]
    if event is not Event.ENDED:
        lines += ["", "`pinpoint today` says what to do about each, and how many minutes it takes."]
    return "\n".join(lines)


def _line(alert: AlertFacts) -> str:
    since = f"since {alert.since:%Y-%m-%d %H:%M} UTC"
    if alert.ended:
        return f"Ended: {sentence_of(alert.kind).name}{_of(alert)}, {since}, until {alert.ended:%Y-%m-%d %H:%M} UTC."
    return f"{alert.text} ({since})"


def _of(alert: AlertFacts) -> str:
    return f" ({alert.subject})" if alert.subject else ""
