"""Writes documents as JSON lines, a spreadsheet or GeoJSON; with `content`, so that equal content is byte-equal."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum

from index.publish.content import content_document
from index.publish.document import ProviderDocument
from index.publish.geojson import feature_lines
from index.publish.spreadsheet import csv_header, csv_line


class ExportFormat(StrEnum):
    """What `export` can write."""

    JSONL = "jsonl"
    CSV = "csv"
    GEOJSON = "geojson"


def export_lines(documents: Iterable[ProviderDocument], form: ExportFormat, *, content: bool = False) -> Iterator[str]:
    """Yield the pieces of an export, each with its line end, ready to be written as UTF-8.

    `content` leaves out ids, dates and run numbers and sorts the lines.
    """
    chosen: Iterable[Mapping[str, object]] = map(content_document, documents) if content else documents
    yield from _WRITERS[form](chosen, sorted if content else iter)


_Order = Callable[[Iterable[str]], Iterable[str]]


def _json_lines(documents: Iterable[Mapping[str, object]], order: _Order) -> Iterator[str]:
    yield from order(json_line(document) + "\n" for document in documents)


def _csv_lines(documents: Iterable[Mapping[str, object]], order: _Order) -> Iterator[str]:
    yield csv_header()
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
