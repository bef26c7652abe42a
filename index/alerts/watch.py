"""One look at a home: run its checks, note what changed, and send what is due.

The worker looks every few minutes, and `pinpoint watch` from outside it; the lock of the book lets one at a time send.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from index import clock
from index.alerts.book import Book, BookBusyError, BookNotWrittenError, book_lock, read_book, write_book
from index.alerts.changes import Look, changed, with_notices
from index.alerts.missed import with_channels
from index.alerts.notice import Channel, site_name
from index.alerts.outbox import delivered, queued
from index.alerts.to_do import to_do
from index.alerts.weekly import noted_week, weekly_notice
from index.doctor.finding import Check, Finding, Trouble, TroubleKind, look
from index.settings import Settings

COSTLY: Mapping[str, timedelta] = MappingProxyType(
    {"store structure": timedelta(days=1), "published": timedelta(minutes=50), "matches": timedelta(minutes=50)}
)
"""Checks that read much, and how long one result is good for."""
SLACK = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The result of a look. `undelivered` says why a notice could not be sent or noted; "" if none had to wait."""

    at: datetime
    findings: Sequence[Finding]
    book: Book
    undelivered: str = ""
    was_busy: bool = False
    channel_names: tuple[str, ...] = ()

    @property
    def needs_a_person(self) -> bool:
        """True if any check has a trouble, a held run included, or one that was left out had one when it ran."""
        return any(one.troubles or not one.well for one in self.findings) or any(
            one.gone_at is None for one in self.book.open
        )

    @property
    def may_beat(self) -> bool:
        """True if the heartbeat may say that this home is watched: the look ran, and alerts can leave.

        Without any channel the heartbeat is the only alert, so it stops while a check is not well.
        """
        can_tell = not self.undelivered if self.channel_names else all(one.well for one in self.findings)
        return can_tell and not self.was_busy


class Watch:
    """Looks at one home. It remembers its last book, for as long as the disk takes no new one."""

    def __init__(self, here: Settings, checks: Mapping[str, Check], channels: Sequence[Channel]) -> None:
        self._here = here
        self._checks = checks
        self._channels = channels
        self._book: Book | None = None
        self._not_written = ""

    def look(self, *, wait_seconds: float = 0) -> Outcome:
        """Run the checks, then note and send what changed; while another process does so, run the checks only."""
        names = tuple(one.name for one in self._channels)
        try:
            with book_lock(self._here, wait_seconds=wait_seconds):
                return self._look(names)
        except BookBusyError:
            book = read_book(self._here)
            findings, _ = self._findings(book, clock.now())
            return Outcome(
                at=clock.now(), findings=findings, book=book, was_busy=True, channel_names=names,
                undelivered=_undelivered(book, names),
            )  # fmt: skip
        except BookNotWrittenError as error:  # no lock, so no notice
            findings, _ = self._findings(Book(), clock.now())
            return Outcome(at=clock.now(), findings=findings, book=Book(), undelivered=str(error), channel_names=names)

    def _look(self, names: tuple[str, ...]) -> Outcome:
        now = clock.now()
        book = self._newest()
        findings, ran = self._findings(book, now)
        look = Look(
            at=now,
            findings=findings,
            left_out=[name for name in self._checks if name not in {one.check for one in findings}],
            site=site_name(self._here),
            remind_after=timedelta(days=self._here.alerts_remind_days),
        )
        book = replace(changed(book, look), ran={**book.ran, **ran})
        book = self._with_notices(book, look, names)
        self._not_written = ""
        book = self._write(book)
        if self._channels and self._may_send():
            book = delivered(book, self._channels, now, self._write)
        self._book = book
        return Outcome(
            at=now,
            findings=findings,
            book=book,
            undelivered=self._not_written or _undelivered(book, names),
            channel_names=names,
        )

    def _with_notices(self, book: Book, look: Look, names: tuple[str, ...]) -> Book:
        """Return the book with the notices that are due in its outbox; none without a channel."""
        if not names:
            return book
        book, notices = with_notices(with_channels(book, names, look), look)
        book, is_due = noted_week(book, self._here, look.at)
        if is_due:
            findings = [*look.findings, *_left_out(book, look)]
            notices.append(weekly_notice(to_do(self._here, findings, names), look.at, look.site))
        return queued(book, notices, tuple(book.set_up))

    def _findings(self, book: Book, now: datetime) -> tuple[list[Finding], dict[str, datetime]]:
        """Return the findings of all checks but costly ones that ran lately, and the times of those that ran."""
        due = {name: check for name, check in self._checks.items() if _is_due(book.ran.get(name), name, now)}
        return look(due, self._here), {name: now for name in due if name in COSTLY}

    def _newest(self) -> Book:
        stored = read_book(self._here)
        return self._book if self._book and self._book.written > stored.written else stored

    def _write(self, book: Book) -> Book:
        """Write the book; where that fails, count on in memory and note why."""
        try:
            return write_book(self._here, book)
        except BookNotWrittenError as error:
            self._not_written = str(error)
            return replace(book, written=book.written + 1)

    def _may_send(self) -> bool:
        """Return whether sending cannot become a flood: the book is written, or this process remembers it."""
        return not self._not_written or self._book is not None


def _is_due(ran_at: datetime | None, name: str, now: datetime) -> bool:
    return name not in COSTLY or ran_at is None or not ran_at <= now < ran_at + COSTLY[name] - SLACK


def _left_out(book: Book, look: Look) -> list[Finding]:
    """Return the troubles that checks reported which did not run this time."""
    remembered = [one for one in book.open if one.gone_at is None and set(one.checks) <= set(look.left_out)]
    return [
        Finding(
            one.checks[0],
            well=False,
            note=one.text,
            troubles=(Trouble(kind=TroubleKind(one.kind), subject=one.subject, note=one.text, since=one.since),),
        )
        for one in remembered
        if one.kind in set(TroubleKind)
    ]


def _undelivered(book: Book, names: Iterable[str]) -> str:
    """Return which channels do not deliver, with their own sentences."""
    failing = {name: book.channels[name].note.removeprefix(f"{name}: ") for name in names if name in book.channels}
    return "; ".join(f"{name}: {note}" for name, note in failing.items())
