"""Exports documents as JSON lines, CSV or GeoJSON; with `content`, equal content gives equal bytes.

GeoJSON is RFC 7946: longitude before latitude, a null geometry without coordinates.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum

from index.published.document import ClaimDocument, ProviderDocument, provider_document
from index.published.spreadsheet import csv_header, csv_line
from index.records import Provider

VOLATILE = frozenset({"id", "read_on", "first_seen", "last_seen", "run"})
"""Names of ids, days of reading and run numbers, at any depth.

An NPI, a license number, a source's own listing id and a date that a source states are content.
"""


def content_document(document: ProviderDocument) -> dict[str, object]:
    """Return the document without ids, days of reading and run numbers, its claims sorted."""
    content = {name: _content(value) for name, value in document.items() if name not in VOLATILE}
    claims = sorted(document["claims"], key=_claim_key)
    return content | {"claims": [_content(claim) for claim in claims]}


def _claim_key(claim: ClaimDocument) -> tuple[str, ...]:
    return claim["field"], claim["value"], claim["source"], claim["source_id"], claim["url"]


def _content(value: object) -> object:
    if isinstance(value, dict):
        return {name: _content(inner) for name, inner in value.items() if name not in VOLATILE}
    if isinstance(value, list):
        return [_content(inner) for inner in value]
    return value


def feature_lines(document: Mapping[str, object]) -> Iterator[str]:
    """Yield one feature for each location of a document, as a line of JSON without a line end.

    The properties are the document's, overridden by those of the location.
    """
    locations = document["locations"]
    provider = {name: value for name, value in document.items() if name != "locations"}
    for location in locations if isinstance(locations, list) else ():
        feature = {"type": "Feature", "geometry": _point(location), "properties": provider | location}
        yield json.dumps(feature, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _point(location: Mapping[str, object]) -> dict[str, object] | None:
    if location["latitude"] is None or location["longitude"] is None:
        return None
    return {"type": "Point", "coordinates": [location["longitude"], location["latitude"]]}


class ExportFormat(StrEnum):
    """The formats of `export`."""

    JSONL = "jsonl"
    CSV = "csv"
    GEOJSON = "geojson"


def export_lines(
    documents: Iterable[ProviderDocument], form: ExportFormat, *, content: bool = False, left_out: bool = False
) -> Iterator[str]:
    """Yield the lines of an export, each with its line end, to be written as UTF-8.

    `content` leaves out ids, days of reading and run numbers and sorts the lines. `left_out`: the documents name what
    was left out (`index.published.document.leaving_document`).
    """
    chosen: Iterable[Mapping[str, object]] = map(content_document, documents) if content else documents
    if form is ExportFormat.CSV:
        yield csv_header(left_out=left_out)
    yield from _WRITERS[form](chosen, sorted if content else iter)


_Order = Callable[[Iterable[str]], Iterable[str]]


def _json_lines(documents: Iterable[Mapping[str, object]], order: _Order) -> Iterator[str]:
    yield from order(json_line(document) + "\n" for document in documents)


def _csv_lines(documents: Iterable[Mapping[str, object]], order: _Order) -> Iterator[str]:
    yield from order(csv_line(document) for document in documents)


def _geojson_lines(documents: Iterable[Mapping[str, object]], order: _Order) -> Iterator[str]:
    yield '{"type":"FeatureCollection","features":[\n'
    before = ""
    for line in order(line for document in documents for line in feature_lines(document)):
        yield before + line
        before = ",\n"
    yield "\n]}\n"


_WRITERS: Mapping[ExportFormat, Callable[[Iterable[Mapping[str, object]], _Order], Iterator[str]]] = {
    ExportFormat.JSONL: _json_lines,
    ExportFormat.CSV: _csv_lines,
    ExportFormat.GEOJSON: _geojson_lines,
}


def json_line(document: Mapping[str, object]) -> str:
    """Return a document in one line of JSON, without a line end."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def content_sha256(providers: Iterable[Provider]) -> str:
    """Return the SHA-256 of `export --format jsonl --content` in hex."""
    digest = hashlib.sha256()
    for line in export_lines(map(provider_document, providers), ExportFormat.JSONL, content=True):
        digest.update(line.encode())
    return digest.hexdigest()
