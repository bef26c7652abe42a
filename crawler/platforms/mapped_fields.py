"""What sources share whose own columns a source file maps to the fields of a listing."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Annotated, Any

from pydantic import AfterValidator

from crawler.platforms.base import CommaList, DirectorySpider
from index.records import ListingKind, RawListing, RawLocation, Subject

LOCATION_FIELDS = tuple(part.name for part in fields(RawLocation))
FIELDS = ("name", "credentials", "profession", "website", "npi", "text", "url", *LOCATION_FIELDS)
"""What a column can give."""


def _are_fields(mapping: dict[str, Any]) -> dict[str, Any]:
    for field in mapping:
        if field not in FIELDS:
            raise ValueError(f"{field!r} is no field of a listing; known are {', '.join(FIELDS)}")
    return mapping


ColumnsOf = Annotated[dict[str, CommaList], AfterValidator(_are_fields)]
"""The columns that each field of a listing is read from."""
ValuesOf = Annotated[dict[str, str], AfterValidator(_are_fields)]
"""The value that a field of a listing has."""


def mapped(
    values: Mapping[str, str], columns: Mapping[str, Sequence[str]], constants: Mapping[str, str]
) -> dict[str, str]:
    """Return the fields that some values give: several columns joined by a blank, a constant where they are empty."""
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
    """Return the listing of fields that were read.

    `values` are the same by the source's names, among which `own` are the texts by which an entry speaks for itself.
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
