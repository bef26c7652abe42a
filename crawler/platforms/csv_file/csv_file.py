"""A table in a text file, on this machine or at an address of the source."""

import io
import re
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, ClassVar
from urllib.parse import urlsplit

from scrapy.http import HtmlResponse, Response

from crawler.formats.delimited import Table, TableError, plain_cell
from crawler.formats.fields import Fields
from crawler.formats.html_page import page_of
from crawler.formats.link_values import linked_fields
from crawler.formats.page_links import base_of, resolved
from crawler.formats.unreadable import UnreadableError
from crawler.formats.visible_text import text_of_html
from crawler.platforms.base import Options, Recognized
from crawler.platforms.csv_file.csv_layout import Layout, same
from crawler.platforms.csv_file.csv_options import CsvFileOptions
from crawler.platforms.local_file import LocalFileSpider
from crawler.platforms.mapped_fields import joined, mapped, mapped_listing
from index.records import RawListing

_FILE = re.compile(r"\.(?:csv|tsv)$", re.IGNORECASE)


class CsvFileSpider(LocalFileSpider):
    """Reads the rows of one file. A damaged row is counted and skipped."""

    options_model: ClassVar[type[Options]] = CsvFileOptions
    asked_for: ClassVar[frozenset[str]] = frozenset({"file"})

    @classmethod
    def recognize(cls, page: Response) -> Recognized | None:
        """Recognize a table whose columns are named after fields; as weak evidence, a page that links to one table."""
        if _FILE.search(urlsplit(page.url).path):
            return _recognized_table(page)
        if not isinstance(page, HtmlResponse):
            return None
        shown = page_of(page)
        links = [link for link in shown.css("a::attr(href)").getall() if _FILE.search(urlsplit(link).path)]
        files = sorted({resolved(link, base_of(shown, page.url)) for link in links})
        if len(files) != 1:
            return None
        because = f"one link to a table: {files[0]}"
        return Recognized(platform="csv_file", because=(because,), options={"fetch": files[0]}, strength=5)

    async def start(self) -> AsyncIterator[Any]:
        """Yield the listings of a file on this machine, or request the file to fetch."""
        path: Path | None = self.options.file
        if path is None:
            yield self.request(self.options.fetch, self.parse_file)
            return
        with path.open("rb") as file:
            for listing in self.sampled(self.read(file, path.name)):
                yield listing

    def parse_file(self, response: Response) -> Iterator[RawListing]:
        """Yield the listings of a fetched file."""
        yield from self.sampled(self.read(io.BytesIO(response.body), self.where(response)))

    def read(self, file: BinaryIO, where: str) -> Iterator[RawListing]:
        """Yield the listings of a file; a file that is no table with these columns is one problem."""
        try:
            with self.options.table(file) as table:
                listings = self._listings(table, self.options.layout(table.names), where)
                yield from joined(listings) if self.options.group_by else listings
        except TableError as error:
            self.problem(error.kind, where, str(error))

    def _listings(self, table: Table, layout: Layout, where: str) -> Iterator[RawListing]:
        for number, cells in table.rows:
            if cells and not any(map(str.strip, cells)):
                continue
            try:
                listing = self.read_row(cells, layout)
            except UnreadableError as error:
                self.problem(error.kind, f"{where}:{number}", str(error))
                continue
            if listing:
                yield listing
            else:
                self.count("skipped/not_kept")

    def read_row(self, cells: Sequence[str], layout: Layout) -> RawListing | None:
        """Return the listing of a row, None for one that `keep` leaves out; raises UnreadableError."""
        width = len(layout.names)
        if not cells:
            raise UnreadableError("row/width", "a quote in this row is never closed")
        if any(map(str.strip, cells[width:])):
            raise UnreadableError("row/width", f"{len(cells)} fields, the header has {width}")
        whole = [*map(plain_cell, cells), *[""] * (width - len(cells))]  # Excel omits empty cells at the end
        row = Fields(dict(zip(layout.names, whole, strict=False)), private=layout.private)
        raw = {name: row.take(name) for name in layout.used}
        values = {name: text_of_html(value) for name, value in raw.items()}
        if not all(same(values[name]) in wanted for name, wanted in layout.keep.items()):
            return None
        read = mapped(values, layout.filled, self.options.constants) | linked_fields(raw, layout.filled)
        missing = [name for name in layout.id if not values[name]]
        if missing or not read.get("name"):
            raise UnreadableError("row/name", f"nothing is in {missing[0] if missing else 'the name'!r}")
        listing = mapped_listing(
            self,
            read,
            source_id="/".join(values[name] for name in layout.id),
            kind=self.options.entries,
            values=values,
            own=layout.filled.get("text", ()),
            unread=row.unread(),
        )
        return replace(listing, family_first=self.options.family_first)


def _recognized_table(page: Response) -> Recognized | None:
    options = CsvFileOptions(fetch=page.url)
    try:
        with options.table(io.BytesIO(page.body)) as table:
            layout = options.layout(table.names)
    except TableError:
        return None
    because = f"a table whose columns give {', '.join(layout.filled)}"
    return Recognized(platform="csv_file", because=(because,), options={"fetch": page.url}, strength=60)
