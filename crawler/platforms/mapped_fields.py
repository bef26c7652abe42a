"""Listings from columns that a source file maps to fields, the joining of rows, and the address among some lines."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Annotated, Any

from pydantic import AfterValidator

from crawler.platforms.base import CommaList, DirectorySpider
from index.places.states import state_code
from index.records import ListingKind, RawListing, RawLocation, Subject

LOCATION_FIELDS = tuple(part.name for part in fields(RawLocation))
FIELDS = ("name", "credentials", "profession", "website", "npi", "text", "url", *LOCATION_FIELDS)
"""The fields that a column can be mapped to."""


def _are_fields(mapping: dict[str, Any]) -> dict[str, Any]:
    for field in mapping:
        if field not in FIELDS:
            raise ValueError(f"{field!r} is no field of a listing; known are {', '.join(FIELDS)}")
    return mapping


ColumnsOf = Annotated[dict[str, CommaList], AfterValidator(_are_fields)]
"""For each field of a listing, the columns that it is read from."""
ValuesOf = Annotated[dict[str, str], AfterValidator(_are_fields)]
"""For each field of a listing, a constant value."""


def mapped(
    values: Mapping[str, str], columns: Mapping[str, Sequence[str]], constants: Mapping[str, str]
) -> dict[str, str]:
    """Return the fields of a row: several columns joined by a blank, a constant if they are empty."""
    read = {field: " ".join(filter(None, map(values.get, names))) for field, names in columns.items()}
    return {**constants, **{field: text for field, text in read.items() if text}}


def mapped_listing(
    spider: DirectorySpider,
    read: Mapping[str, str],
    *,
    source_id: str,
    kind: ListingKind,
    values: Mapping[str, str],
    own: Sequence[str],
    unread: dict[str, str],
) -> RawListing:
    """Return the listing of the fields `read`.

    `values` has the texts of the row by the source's names; `own` are the names of those by which the entry speaks for
    itself.
    """
    location = RawLocation(**{field: read[field] for field in LOCATION_FIELDS if field in read})
    link = read.get("url", "")
    return RawListing(
        source=spider.definition.id,
        source_id=source_id,
        kind=kind,
        url=(spider.addresses.public_of(link) if link else "") or spider.definition.url,
        name=read["name"],
        credentials=read.get("credentials", ""),
        profession=read.get("profession", ""),
        website=read.get("website", ""),
        npi=read.get("npi", ""),
        locations=(location,) if location != RawLocation() else (),
        statements=spider.statements(
            {name: values[name] for name in own if name in values}, Subject(kind), {**values, **unread}
        ),
        text=read.get("text", ""),
        unread=unread,
    )


def joined(listings: Iterable[RawListing]) -> Iterator[RawListing]:
    """Yield one listing for each id, in the order of first appearance; all listings are held in memory.

    Locations, statements and lists of words are collected from all rows of an id; of a single value, such as a name,
    the first that is not empty is taken. A repeated row adds nothing.
    """
    found: dict[str, RawListing] = {}
    for listing in listings:
        before = found.get(listing.source_id)
        found[listing.source_id] = listing if before is None else _both(before, listing)
    yield from found.values()


def _both(first: RawListing, second: RawListing) -> RawListing:
    return replace(
        first,
        name=first.name or second.name,
        website=first.website or second.website,
        npi=first.npi or second.npi,
        credentials=_listed(first.credentials, second.credentials, ", "),
        profession=_listed(first.profession, second.profession, ", "),
        text=_listed(first.text, second.text, " "),
        locations=tuple(dict.fromkeys((*first.locations, *second.locations))),
        statements=tuple(dict.fromkeys((*first.statements, *second.statements))),
        unread=second.unread | first.unread,
    )


def _listed(first: str, second: str, between: str) -> str:
    if second in first.split(between) or second in first:
        return first
    return between.join(filter(None, (first, second)))


_END = re.compile(r"\b(?P<state>[A-Z]{2}|[A-Z][a-z]+(?: [A-Z][a-z]+){0,2})\.?,?\s+\d{5}(?:-\d{4})?(?!\d)")
_BEGIN = re.compile(r"\bP\.?\s?O\.?\s+Box\b|(?<![\d()+.-])\b\d{1,6}[A-Z]?(?:-\d{1,4})?\s+(?=[A-Z0-9])", re.IGNORECASE)
LINES_OF_AN_ADDRESS = 3
"""A street, a unit, and a town with state and ZIP code."""


def address_in(lines: Sequence[str]) -> str:
    """Return the first US address in some lines, from house number or P.O. box to ZIP code on one line; else ""."""
    for number, line in enumerate(lines):
        end = next((found for found in _END.finditer(line) if _is_state(found["state"])), None)
        if end is not None:
            return _from_begin(lines[max(0, number + 1 - LINES_OF_AN_ADDRESS) : number], line[: end.end()])
    return ""


def _is_state(words: str) -> bool:
    # "Salida Colorado 81201": the state is what the last words name
    parts = words.split()
    return any(state_code(" ".join(parts[start:])) for start in range(len(parts)))


def _from_begin(before: Sequence[str], line: str) -> str:
    """Return the address from its house number on, which may be in one of the lines before."""
    address = line
    for earlier in ["", *reversed(before)]:
        address = f"{earlier}, {address}" if earlier else address
        if begin := _BEGIN.search(address[: -len("12345")]):
            return address[begin.start() :].strip()
    return line.strip()
