"""The OIG's list of excluded individuals and entities (LEIE): the full file, or monthly supplements, combined.

An exclusion is matched by its NPI alone, so only entries with an NPI are stored. The others are counted and dropped: a
match by name is more often wrong than right, and is shown nowhere.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from pydantic import Field, field_validator

from crawler.formats.unreadable import UnreadableError
from crawler.platforms.base import CommaList, Options
from crawler.platforms.leie_file.leie_columns import Exclusion
from crawler.platforms.leie_file.leie_files import Exclusions, LeieFile, LeieKind, in_order, missing_months
from crawler.platforms.local_file import LocalFileSpider
from index.records import EntryStatus, ListingKind, RegisterEntry, RegisterKind
from index.records.identifiers import valid_npi


class LeieFileOptions(Options):
    """The files."""

    files: CommaList = Field(description="UPDATED.csv, YYMMEXCL.csv and YYMMREIN.csv, or a folder of them")

    @field_validator("files")
    @classmethod
    def _can_be_read(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for file in in_order([Path(path) for path in value]):
            file.columns()
        return value


class LeieFileSpider(LocalFileSpider):
    """Reads exclusion files in the order of their months. Nothing is fetched; births and homes are not stored."""

    options_model: ClassVar[type[Options]] = LeieFileOptions
    asked_for: ClassVar[frozenset[str]] = frozenset({"files"})

    def records(self) -> Iterator[RegisterEntry]:
        """Yield an entry for each exclusion with an NPI, in force or ended, by NPI."""
        files = in_order([Path(path) for path in self.options.files])
        self.restricted = not any(file.kind is LeieKind.FULL for file in files)  # supplements make nothing missing
        for absent in missing_months(files):
            self.problem("file/month_missing", absent, "no such file among those given; what it holds is not known")
        exclusions = Exclusions()
        for file in files:
            self._read(file, exclusions)
        for name, count in sorted(exclusions.counts.items()):
            self.count(f"leie/{name}", count)
        as_of = files[-1].as_of
        for exclusion in sorted(filter(self._has_npi, exclusions), key=lambda one: one.by_npi):
            yield self._entry(exclusion, as_of)

    def _read(self, file: LeieFile, exclusions: Exclusions) -> None:
        columns = file.columns()
        for name in columns.unknown:
            self.count(f"unread/{name}")
        exclusions.begin(file.kind)
        for number, row in enumerate(file.rows(), 1):
            if number == 1 or not any(row):
                continue
            try:
                exclusions.take(file.kind, columns.exclusion(row))
            except UnreadableError as error:
                self.problem(error.kind, f"{file.path.name} row {number}", str(error))

    def _has_npi(self, exclusion: Exclusion) -> bool:
        if not exclusion.npi:
            self.count("skipped/without_npi")
            return False
        if not valid_npi(exclusion.npi):
            self.problem("row/check_digit", exclusion.npi, "no valid NPI, so it can be matched with nobody")
            return False
        return True

    def _entry(self, exclusion: Exclusion, as_of: Any) -> RegisterEntry:
        person = f"{exclusion.family}, {exclusion.given} {exclusion.middle}".strip(", ")
        is_business = not person
        particulars = {
            "exclusion type": exclusion.exclusion_type,
            "kind": exclusion.general,
            "business": exclusion.business if person else "",
            "waived": exclusion.waived.isoformat() if exclusion.waived else "",
            "waived in": exclusion.waiver_state,
        }
        return RegisterEntry(
            source=self.definition.id,
            source_id=f"{exclusion.npi}-{exclusion.excluded:%Y%m%d}-{exclusion.exclusion_type}",
            register=RegisterKind.EXCLUSIONS,
            url=self.definition.url,
            subject=ListingKind.CLINIC if is_business else ListingKind.PERSON,
            name=exclusion.business if is_business else person,
            family_first=not is_business,
            profession_text=exclusion.specialty,
            npi=exclusion.npi,
            state=exclusion.state,
            status=EntryStatus.NOT_ACTIVE if exclusion.reinstated else EntryStatus.ACTIVE,
            excluded=exclusion.excluded,
            reinstated=exclusion.reinstated,
            as_of=as_of,
            particulars=tuple((name, words) for name, words in particulars.items() if words),
        )
