"""Minnesota's directory of providers of its health care programs, read from its text files.

A file has one list, of a profession or a service, which only the file's name gives.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar, Self

from pydantic import Field, model_validator

from crawler.formats.text_encoding import MENDED
from crawler.platforms.base import CommaList, Options
from crawler.platforms.local_file import LocalFileSpider, files_in
from crawler.platforms.mn_mhcp.mn_mhcp_blocks import BlockError, Entry, blocks_of, read_block
from index.records import ListingKind, RawListing, RawLocation, Subject


class MnMhcpOptions(Options):
    """The files, and the list in each."""

    files: CommaList = Field(description="The text files of all lists, with commas between them, or a folder of them")
    lists: dict[str, str] = Field(
        description="Lists by a part of their file's name, with the profession of all in it; empty: it has several"
    )

    @model_validator(mode="after")
    def _are_known(self) -> Self:
        if not self.paths:
            raise ValueError(f"files: no file there has one of {', '.join(self.lists)} in its name")
        for path in self.paths:
            if self.list_of(path) is None:
                raise ValueError(f"files: the name of {path.name} has none of {', '.join(self.lists)}; rename the file")
        return self

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files; of a folder those with a known list in their names."""
        return files_in(self.files, of_folder=lambda path: self.list_of(path) is not None)

    def list_of(self, path: Path) -> str | None:
        """Return the list of a file by a part of its name, None if no known list is in it."""
        return next((part for part in self.lists if part.casefold() in path.name.casefold()), None)


class MnMhcpSpider(LocalFileSpider):
    """Reads the lists. Nothing is fetched; a block that is no entry is counted and skipped."""

    options_model: ClassVar[type[Options]] = MnMhcpOptions
    asked_for: ClassVar[frozenset[str]] = frozenset({"files"})

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        given = {self.options.list_of(path) for path in self.options.paths}
        self.restricted = self.restricted or given != self.options.lists.keys()

    def records(self) -> Iterator[RawListing]:
        """Yield a listing for each entry of each file."""
        for path in self.options.paths:
            with path.open(encoding="utf-8-sig", errors=MENDED) as lines:
                yield from self.read(lines, self.options.list_of(path) or "", path.name)

    def read(self, lines: Iterable[str], part: str, file: str) -> Iterator[RawListing]:
        """Yield the listings in the lines of a file; `part` is its list."""
        for number, block in blocks_of(lines):
            try:
                entry = read_block(block)
            except BlockError as error:
                self.problem("row/block", f"{file}:{number}", str(error))
            else:
                yield self._listing(entry, part)

    def _listing(self, entry: Entry, part: str) -> RawListing:
        location = RawLocation(
            organization=entry.clinic,
            street=entry.street,
            street2=entry.unit,
            city=entry.city,
            state=entry.state,
            zip=entry.zip,
            country="US",
            phone=entry.phone,
        )
        words = {"specialty": entry.specialties, "remark": entry.remark}
        return RawListing(
            source=self.definition.id,
            source_id=f"{part}/{entry.name}/{entry.zip}/{entry.street}/{entry.unit}".casefold(),
            kind=ListingKind.PERSON,
            url=self.definition.url,
            name=entry.name,
            family_first=True,
            profession=self.options.lists[part],
            locations=(location,),
            statements=self.statements(words, Subject.PERSON),
            text=". ".join(filter(None, words.values())),
        )
