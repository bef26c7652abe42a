"""Coverage: which sources name people in each county, and when they were read.

It is counted while a generation is written, because the site does not read the store. A county that is not in the file
is one where no page that we read names anybody.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from index.places.counties import County, county_of
from index.places.gazetteer import open_gazetteer
from index.records import LISTED_ANSWERS, Provider

FILE = "coverage.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadThere:
    """One source in one county: the number of people and clinics it names there, and the last day it was read."""

    source: str
    named: int
    listed: int
    """The number of those listed for dry needling there."""
    last_read: date


class CoverageWriter:
    """Counts the places of providers by county and source."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[County, dict[str, list[int | str]]] = {}

    def write(self, provider: Provider) -> None:
        """Count one provider, once for each source that dates a claim of it, in each county of its places."""
        days: dict[str, str] = {}
        for claim in provider.claims:
            days[claim.source] = max(days.get(claim.source, ""), claim.last_seen.isoformat())
        there: dict[tuple[County, str], bool] = {}
        for practice in provider.practices:
            at = practice.location
            county = county_of(open_gazetteer(), at.zip, at.city, at.state)
            if county is None:
                continue
            is_listed = practice.evidence.answer in LISTED_ANSWERS
            for source in days.keys() & set(practice.sources):
                there[county, source] = there.get((county, source), False) or is_listed
        for (county, source), is_listed in there.items():
            counted = self._read.setdefault(county, {}).setdefault(source, [0, 0, ""])
            named, listed, last_read = counted
            self._read[county][source] = [
                int(named) + 1,
                int(listed) + is_listed,
                max(str(last_read), days.get(source, "")),
            ]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if error is None:
            rows = [
                [county.state, county.name, dict(sorted(read.items()))] for county, read in sorted(self._read.items())
            ]
            (self._folder / FILE).write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


class Coverage:
    """The sources that were read, by county."""

    def __init__(self, by_county: Mapping[County, tuple[ReadThere, ...]]) -> None:
        self._by_county = by_county

    @classmethod
    def open(cls, folder: Path) -> "Coverage":
        """Return the coverage of a generation's folder."""
        rows = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return cls({County(state, name): tuple(_read(*one) for one in read.items()) for state, name, read in rows})

    def of(self, county: County) -> tuple[ReadThere, ...]:
        """Return the sources that name somebody in a county, by name; empty without any."""
        return self._by_county.get(county, ())

    def counties(self) -> tuple[County, ...]:
        """Return the counties in which any source names somebody, by state and name."""
        return tuple(self._by_county)


def _read(source: str, counted: tuple[int, int, str]) -> ReadThere:
    named, listed, last_read = counted
    return ReadThere(source=source, named=named, listed=listed, last_read=date.fromisoformat(last_read))
