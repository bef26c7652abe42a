"""Quotes: what sources' texts were read as, a person's judgment of each, and the precision of each source.

A judgment is of one text of one source, however many listings have it. Texts wait in an order that depends on their
bytes alone, so that those judged are a fair sample, and sources with the fewest judged texts come first.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import Connection, or_, select

from index.normalize.text import without_markup
from index.records import Listing, RawListing, Statement, StatementKind, Subject
from index.records.codec import from_json
from index.review.left_out import recognizer
from index.store.judgments import UNDONE, Judgment, Queue, judge, newest_judgments, take_back
from index.store.runs.staging import STREAM
from index.store.schema import listing

ENOUGH = 20
"""Judged texts of a source below which its precision is too uncertain to be given."""
UNSURE = "unsure"
_KEY = 12  # hex digits
_TEXT_AT_MOST = 600  # characters of a text that is shown whole


class Reading(StrEnum):
    """The meaning of a text about dry needling."""

    YES = "yes"
    NO = "no"
    CLINIC = "clinic"
    ADVERT = "advert"


WORDS = {
    Reading.YES: "this person offers it",
    Reading.NO: "it is not offered",
    Reading.CLINIC: "the practice offers it; of no person",
    Reading.ADVERT: "an advert, course or explanation: no word on who offers it here",
}


class UnknownQuoteError(LookupError):
    """No text in force has that key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadQuote:
    """One text of a source with its reading, one page that has it, and the number of listings that do."""

    key: str
    source: str
    text: str
    reading: Reading
    url: str
    listings: int
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePrecision:
    """Counts of a source: judged texts, and those of them that were read rightly; without texts judged unsure."""

    source: str
    right: int
    judged: int

    @property
    def share(self) -> float | None:
        """The share read rightly, 0 to 1; None where too few were judged."""
        return self.right / self.judged if self.judged >= ENOUGH else None

    def in_words(self) -> str:
        """Return the share with its count, or that there are too few."""
        if self.share is None:
            return f"too few to say: {self.judged} judged, {ENOUGH} are needed"
        return f"{self.right} of {self.judged} read rightly ({self.share:.0%})"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteQueue:
    """All texts in force by key, those that wait in their order, the newest judgments, the precision of each source.

    No text of somebody who asked to be left out is there.
    """

    known: Mapping[str, ReadQuote]
    waiting: Sequence[ReadQuote]
    judged: Mapping[str, Judgment]
    precision: Sequence[SourcePrecision]


def quote_queue(connection: Connection) -> QuoteQueue:
    """Return the queue and the precision of each source, in a constant number of statements."""
    newest = newest_judgments(connection, Queue.QUOTE)
    judged = {key: one for key, one in newest.items() if one.verdict != UNDONE}
    known = _read_quotes(connection)
    done = Counter(one.source for one in judged.values())
    waiting = sorted(
        (one for key, one in known.items() if key not in judged), key=lambda one: (done[one.source], one.key)
    )
    return QuoteQueue(known=known, waiting=waiting, judged=newest, precision=_precision(known, judged))


def quote_of(queue: QuoteQueue, key: str) -> ReadQuote:
    """Return a text by its key; raises UnknownQuoteError."""
    if key not in queue.known:
        raise UnknownQuoteError(f"no text {key} is in force; `pinpoint review quotes` lists those that wait")
    return queue.known[key]


def judgment_of(quote: ReadQuote, verdict: str, *, who: str) -> Judgment:
    """Return a person's judgment of a text as it is read now."""
    return Judgment(
        queue=Queue.QUOTE, subject=quote.key, source=quote.source, read=quote.reading, verdict=verdict, who=who
    )


def _precision(known: Mapping[str, ReadQuote], judged: Mapping[str, Judgment]) -> list[SourcePrecision]:
    """Compare each judgment with the reading of today; of a text that is gone, with the reading that was judged."""
    right: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for key, one in judged.items():
        if one.verdict != UNSURE:
            count[one.source] += 1
            right[one.source] += one.verdict == (known[key].reading if key in known else one.read)
    sources = sorted({*count, *(one.source for one in known.values())})
    return [SourcePrecision(source=name, right=right[name], judged=count[name]) for name in sources]


def _read_quotes(connection: Connection) -> dict[str, ReadQuote]:
    found: defaultdict[str, list[ReadQuote]] = defaultdict(list)
    for one in _stated(connection):
        found[one.key].append(one)
    return {key: _together(every) for key, every in found.items()}


def _together(every: Sequence[ReadQuote]) -> ReadQuote:
    first = min(every, key=lambda one: (one.reading, one.url))
    return ReadQuote(
        key=first.key,
        source=first.source,
        text=first.text,
        reading=first.reading,
        url=first.url,
        listings=len(every),
        since=min(one.since for one in every),
    )


def _stated(connection: Connection) -> Iterator[ReadQuote]:
    has_text = or_(listing.c.listing.contains('"statements":['), listing.c.raw.contains('"statements":['))
    query, is_left_out = select(listing).where(listing.c.withdrawn_on.is_(None), has_text), recognizer(connection)
    for row in connection.execute(query, execution_options=STREAM):
        record = from_json(Listing, row.listing)
        if is_left_out((row.source, row.source_id), record):
            continue
        days = {
            value: first for field, value, first in json.loads(row.claims_since) if field.startswith("dry_needling")
        }
        for text, reading in _readings(record, row.raw):
            yield ReadQuote(
                key=_key(row.source, text),
                source=row.source,
                text=text,
                reading=reading,
                url=record.url,
                listings=1,
                since=date.fromisoformat(days.get(text, row.first_seen.isoformat())),
            )


def _readings(record: Listing, raw: str) -> Iterator[tuple[str, Reading]]:
    if record.statements:
        for one in record.statements:
            if one.kind is not StatementKind.BOARD:  # a register's own record is no text that is read
                yield one.quote, _reading(one)
        return
    for said in from_json(RawListing, raw).statements if '"statements":[' in raw else ():
        if not said.board and (text := " ".join(without_markup(said.text).split())[:_TEXT_AT_MOST]):
            yield text, Reading.ADVERT


def _reading(one: Statement) -> Reading:
    if one.kind is StatementKind.SAYS_NO:
        return Reading.NO
    return Reading.YES if one.about is Subject.PERSON else Reading.CLINIC


def _key(source: str, text: str) -> str:
    return hashlib.sha256(f"{source}\n{text}".encode()).hexdigest()[:_KEY]


__all__ = [
    "ENOUGH",
    "UNSURE",
    "WORDS",
    "Queue",
    "QuoteQueue",
    "ReadQuote",
    "Reading",
    "SourcePrecision",
    "UnknownQuoteError",
    "judge",
    "judgment_of",
    "quote_of",
    "quote_queue",
    "take_back",
]
