"""Unknown credentials: words after names that the vocabulary lacks, and what people say each means.

A decision changes no profile by itself: `pinpoint vocabulary decided` lists what is to be written into the
vocabulary, which ships with the program and names a source for each of its rows.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from index.records import Listing
from index.records.codec import from_json
from index.store.judgments import UNDONE, Judgment, Queue, judge, newest_judgments, take_back
from index.store.runs.staging import STREAM
from index.store.schema import listing
from index.vocabulary.credentials import by_letters, credentials, letters_key

CLAIM = "unknown_credential"  # the field under which `index.records.claim` states them
UNSURE, NO_CREDENTIAL, MEANS = "unsure", "no credential", "means "
"""Verdicts; the last is followed by the code of a known credential."""
_WORD = re.compile(r"\w+")


class UnknownWordsError(LookupError):
    """No listing has these words after a name, or there is no such credential; the message says where to look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownCredential:
    """The most common spelling, the number of listings with any spelling, and the sources that have it."""

    key: str
    written: str
    listings: int
    sources: tuple[str, ...]
    example_source: str
    """A source of the most common spelling."""
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialQueue:
    """Unknown credentials, the most common first, those that wait, and the newest judgments of each.

    `in_names` counts those left out as parts of a person's name.
    """

    known: Mapping[str, UnknownCredential]
    waiting: Sequence[UnknownCredential]
    judged: Mapping[str, Judgment]
    in_names: int


def credential_queue(connection: Connection) -> CredentialQueue:
    """Count the unknown credentials of all listings that are not withdrawn, each once a listing, in two statements.

    Spellings that differ only in dots, hyphens and capitals count as one. The result holds no person's name:
    credentials that share a word with the listed name are counted in `in_names` only.
    """
    spellings: dict[str, list[tuple[str, str, date]]] = defaultdict(list)
    in_names = 0
    for source, record, written, since in _stated(connection):
        if _words(written) & _words(record.name):
            in_names += 1
        else:
            spellings[letters_key(written) or written].append((written, source, since))
    found = sorted((_of(key, every) for key, every in spellings.items()), key=lambda one: (-one.listings, one.written))
    judged = newest_judgments(connection, Queue.CREDENTIAL)
    done = {key for key, one in judged.items() if one.verdict != UNDONE}
    return CredentialQueue(
        known={one.key: one for one in found},
        waiting=[one for one in found if one.key not in done],
        judged=judged,
        in_names=in_names,
    )


def verdict_of(code: str) -> str:
    """Return the verdict that words mean a known credential, by its code or a spelling; raises UnknownWordsError."""
    entry = credentials().get(code) or by_letters().get(letters_key(code))
    if entry is None:
        raise UnknownWordsError(
            f"{code!r} is no credential of the vocabulary; write a code of credentials.csv, such as DPT"
        )
    return f"{MEANS}{entry.code}"


def known_codes() -> list[tuple[str, str]]:
    """Return code and name of each credential of the vocabulary, by code."""
    return sorted((entry.code, entry.name) for entry in credentials().values())


def words_with(queue: CredentialQueue, text: str) -> UnknownCredential:
    """Return the unknown credential with a key or spelling; raises UnknownWordsError."""
    found = queue.known.get(text) or queue.known.get(letters_key(text) or text)
    if found is None:
        raise UnknownWordsError(f"no listing has {text!r} after a name; `pinpoint vocabulary unknown` lists the words")
    return found


def judgment_of(words: UnknownCredential, verdict: str, *, who: str) -> Judgment:
    """Return a person's judgment of some words; it counts for all sources."""
    return Judgment(queue=Queue.CREDENTIAL, subject=words.key, source="", read=words.written, verdict=verdict, who=who)


def to_carry(queue: CredentialQueue) -> list[Judgment]:
    """Return the judgments that the vocabulary does not have yet, the oldest first."""
    done = (one for one in queue.judged.values() if one.verdict not in {UNDONE, UNSURE})
    return [one for one in done if one.subject in queue.known]


def carried_to(one: Judgment) -> str:
    """Return where the vocabulary takes a judgment in."""
    if one.verdict.startswith(MEANS):
        return f"credentials.csv, row {one.verdict.removeprefix(MEANS)}, variants: {one.read}"
    return f"name_words.yml, noise: {one.read.casefold()}"


def _stated(connection: Connection) -> Iterator[tuple[str, Listing, str, date]]:
    query = select(listing.c.source, listing.c.listing, listing.c.claims_since).where(
        listing.c.withdrawn_on.is_(None), listing.c.claims_since.contains(f'"{CLAIM}"')
    )
    for row in connection.execute(query, execution_options=STREAM):
        record = from_json(Listing, row.listing)
        for field, value, first in json.loads(row.claims_since):
            if field == CLAIM:
                yield row.source, record, value, date.fromisoformat(first)


def _of(key: str, every: Sequence[tuple[str, str, date]]) -> UnknownCredential:
    counted = Counter((written, source) for written, source, _ in every)
    (written, example), _ = min(counted.items(), key=lambda item: (-item[1], item[0]))
    return UnknownCredential(
        key=key,
        written=written,
        listings=counted.total(),
        sources=tuple(sorted({source for _, source, _ in every})),
        example_source=example,
        since=min(since for _, _, since in every),
    )


def _words(text: str) -> set[str]:
    return {word for word in _WORD.findall(text.casefold()) if len(word) > 1}


__all__ = [
    "MEANS",
    "NO_CREDENTIAL",
    "UNSURE",
    "CredentialQueue",
    "Queue",
    "UnknownCredential",
    "UnknownWordsError",
    "carried_to",
    "credential_queue",
    "judge",
    "judgment_of",
    "known_codes",
    "take_back",
    "to_carry",
    "verdict_of",
    "words_with",
]
