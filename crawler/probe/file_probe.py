"""A probe of a table in a local file: the meaning of its columns, a source file, and a fixture without people."""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from crawler.formats.delimited import TableError
from crawler.platforms.base import Recognized
from crawler.platforms.csv_file.csv_file import CsvFileSpider
from crawler.platforms.csv_file.csv_layout import Layout
from crawler.platforms.csv_file.csv_options import CsvFileOptions
from crawler.probe.draft import bare_definition
from crawler.probe.fixture import FILE, accept, dumped, first_things
from crawler.probe.probe import SAMPLE, Probed
from crawler.probe.redaction import Redaction
from crawler.probe.small_crawl import SmallCrawl
from crawler.sources.definition import SourceDefinition, SourceError, error_text
from index.records import RawListing

ROWS_KEPT = 20
NO_ROBOTS = "Nothing is fetched; the file is one that you saved. Write where it comes from."
TABLE = "table.csv"
_NOT_ID = re.compile(r"[^a-z0-9]+")


def probe_file(path: Path, *, url: str, source_id: str = "", columns: Iterable[str] = (), key: str = "") -> Probed:
    """Probe a table; `url` is the public page that it was saved from, which each fact will link to.

    `columns` are FIELD=COLUMN or FIELD=COLUMN+COLUMN for columns that are not named after fields; `key` are the columns
    that identify a row. Raises SourceError that says what to give.
    """
    if not url:
        raise SourceError(f"{path}: give --url, the page that the list is published on; each fact will link to it")
    given = {
        "file": str(path.resolve()),
        "columns": dict(_column(one) for one in columns),
        "id": [one.strip() for one in key.split(",") if one.strip()],
    }
    layout = _layout(path, given)
    options = {
        "file": given["file"],
        "columns": {field: list(names) for field, names in layout.filled.items()},
        "id": list(layout.id),
    }
    definition = _definition(path, url, source_id, options)
    spider = CsvFileSpider(definition=definition, arguments={})
    listings = [one for one in first_things(spider) if isinstance(one, RawListing)][:SAMPLE]
    because = (f"the columns {', '.join(map(repr, sorted(layout.used)))}", f"they give {', '.join(layout.filled)}")
    return Probed(
        definition=definition,
        recognized=Recognized(platform="csv_file", because=because, options=options, strength=100),
        others=(),
        selectors=None,
        sample=SmallCrawl(
            pages=(),
            robots=None,
            listings=tuple(listings),
            entries=(),
            problems=tuple(spider.take_problems()),
            stats={},
        ),
    )


def write_file_fixture(definition: SourceDefinition, folder: Path) -> Path:
    """Write a fixture: the first rows of the file with each letter and digit replaced, and their listings."""
    options = CsvFileOptions.model_validate(definition.options)
    redaction = Redaction()
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    with Path(definition.options["file"]).open("rb") as file, options.table(file) as table:
        writer.writerow(table.names)
        for _, cells in islice(table.rows, ROWS_KEPT):
            writer.writerow([redaction.text(cell) if cell.strip() else cell for cell in cells])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / TABLE).write_text(out.getvalue(), encoding="utf-8")
    (folder / FILE).write_text(dumped({"arguments": {"file": f"{{folder}}/{TABLE}"}, "pages": []}), encoding="utf-8")
    accept(definition, folder)
    return folder


def _column(pair: str) -> tuple[str, list[str]]:
    field, equals, names = pair.partition("=")
    if not equals or not names.strip():
        raise SourceError(f"--column {pair!r}: write FIELD=COLUMN, such as --column name='First+Last'")
    return field.strip(), [name.strip() for name in names.split("+")]


def _layout(path: Path, given: Mapping[str, Any]) -> Layout:
    try:
        options = CsvFileOptions.model_validate(given)
        with path.open("rb") as file, options.table(file) as table:
            return options.layout(table.names)
    except ValidationError as error:
        raise SourceError(f"{path}: {_hint(error_text(error))}") from error
    except TableError as error:
        raise SourceError(f"{path}: {_hint(str(error))}") from error


def _hint(words: str) -> str:
    """Replace the keys of a source file in a message by the options of this command."""
    hints = {
        "write `columns`": "give --column name=COLUMN (or name='FIRST+LAST')",
        "write `id` with": "give --key with",
    }
    for of_file, of_command in hints.items():
        words = words.replace(of_file, of_command)
    return words


def _definition(path: Path, url: str, source_id: str, options: Mapping[str, Any]) -> SourceDefinition:
    name = _NOT_ID.sub("_", path.stem.lower()).strip("_").lstrip("0123456789_")[:60] or "own_list"
    bare = bare_definition(url, source_id or name)
    found = {"name": path.stem, "platform": "csv_file", "options": dict(options), "robots_note": NO_ROBOTS}
    content = bare.model_dump(mode="json", exclude_defaults=True) | found
    return SourceDefinition.model_validate(content | {"schedule": {"every": "30d"}})
