"""Summaries of providers for pages of results: a tenth of the document's bytes, read ten times as fast.

One JSON line a provider, in the order of the documents; a list with an entry for each practice location.
"""

import json
import mmap
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import numpy as np

from index.normalize.match_keys import building_key
from index.records import CredentialKind, ListingKind, Phone, Precision, Profession, Provider, Quote, SourcesSay

LINES = "glances-2.jsonl"
OFFSETS = "glances-2.offsets.npy"
"""Named with the edition of the rows: summaries of an earlier edition are not read; the documents answer instead."""

SUMMARIES_CACHED = 8192
"""Summaries cached in memory, about 1 KB each: many searches show one town, and a page shows a summary twice."""
_PROFESSIONS = tuple(Profession)
_PRECISIONS = tuple(Precision)


class ProviderSummary(NamedTuple):
    """A provider at one of its practice locations. Coordinates in degrees (WGS 84), None without any."""

    id: str
    kind: ListingKind
    name: str
    professions: tuple[Profession, ...]
    conditions: tuple[str, ...]
    lists_course: bool
    """True if a course in dry needling is among its credentials; a state's authorization is not one."""
    organization: str
    street: str
    """With its unit; also empty for a withheld street."""
    city: str
    state: str
    zip: str
    building: str
    """The key of street number and ZIP code (`building_key`); "" without a published street."""
    phone: Phone | None
    precision: Precision
    latitude: float | None
    longitude: float | None
    website: str
    quotes: tuple[Quote, ...]
    """The deciding quote; if sources disagree, the first on each side."""


def summary_of(provider: Provider, practice: int) -> ProviderSummary:
    """Return the summary of a provider at the practice location with this index."""
    shown = provider.practices[practice]
    place = replace(shown.location, street="", unit="") if shown.street_withheld else shown.location
    return ProviderSummary(
        provider.id,
        provider.kind,
        provider.name,
        provider.professions,
        provider.conditions,
        any(one.shows_dry_needling and one.kind is CredentialKind.COURSE for one in provider.credentials),
        place.organization,
        f"{place.street} {place.unit}".strip() if place.street else "",
        place.city,
        place.state,
        place.zip,
        building_key(place.street, place.zip, place.city, place.state),
        place.phone,
        place.precision,
        place.latitude,
        place.longitude,
        provider.website,
        _deciding(shown.evidence.answer, shown.evidence.quotes),
    )


def _deciding(answer: SourcesSay, quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    if answer is not SourcesSay.DISAGREE:
        return quotes[:1]
    sides = [next((quote for quote in quotes if quote.says_yes is side), None) for side in (True, False)]
    return tuple(quote for quote in sides if quote is not None)


class SummariesWriter:
    """Writes the summaries of providers one by one, in the order of their documents."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = (folder / LINES).open("wb")
        self._offsets = [0]

    def write(self, provider: Provider) -> None:
        """Write one provider."""
        lines = [_row(summary_of(provider, number)) for number in range(len(provider.practices))]
        line = json.dumps(lines, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        self._offsets.append(self._offsets[-1] + self._file.write(line))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._file.close()
        if error is None:
            np.save(self._folder / OFFSETS, np.array(self._offsets, dtype=np.int64))


class ProviderSummaries:
    """The summaries of a generation. The file is mapped, so that a summary loads only when it is used."""

    def __init__(self, folder: Path) -> None:
        self._offsets = np.load(folder / OFFSETS)
        with (folder / LINES).open("rb") as file:
            size = file.seek(0, 2)
            self._lines = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
        self._cached = lru_cache(SUMMARIES_CACHED)(self._read)

    def summary(self, number: int, provider_id: str, practice: int) -> ProviderSummary:
        """Return the summary at a practice location of the document with this number and id."""
        return self._cached(number, provider_id, practice)

    def _read(self, number: int, provider_id: str, practice: int) -> ProviderSummary:
        first, last = self._offsets[number : number + 2].tolist()
        return _summary(provider_id, json.loads(str(self._lines[first:last], "utf-8"))[practice])


def _row(summary: ProviderSummary) -> list[object]:
    phone = [summary.phone.e164, summary.phone.extension, summary.phone.kind] if summary.phone else None
    return [
        int(summary.kind is ListingKind.CLINIC),
        summary.name,
        [_PROFESSIONS.index(profession) for profession in summary.professions],
        summary.conditions,
        int(summary.lists_course),
        summary.organization,
        summary.street,
        summary.city,
        summary.state,
        summary.zip,
        summary.building,
        phone,
        _PRECISIONS.index(summary.precision),
        summary.latitude,
        summary.longitude,
        summary.website,
        [[q.text, q.source, q.url, q.read_on.toordinal(), int(q.says_yes)] for q in summary.quotes],
    ]


def _summary(provider_id: str, row: list[Any]) -> ProviderSummary:
    (
        kind,
        name,
        held,
        listed,
        course,
        organization,
        street,
        city,
        state,
        zip_code,
        building,
        phone,
        precision,
        lat,
        lon,
        website,
        quotes,
    ) = row
    return ProviderSummary(
        provider_id,
        ListingKind.CLINIC if kind else ListingKind.PERSON,
        name,
        tuple([_PROFESSIONS[place] for place in held]),
        tuple(listed),
        bool(course),
        organization,
        street,
        city,
        state,
        zip_code,
        building,
        Phone(e164=phone[0], extension=phone[1], kind=phone[2]) if phone else None,
        _PRECISIONS[precision],
        lat,
        lon,
        website,
        tuple([_quote(*quote) for quote in quotes]),
    )


def _quote(text: str, source: str, url: str, read_on: int, says_yes: int) -> Quote:
    return Quote(text=text, source=source, url=url, read_on=date.fromordinal(read_on), says_yes=bool(says_yes))
