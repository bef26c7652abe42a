"""The columns of a state's license file and the meaning of its words, as a source file maps them."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Self

from pydantic import Field, field_validator, model_validator

from crawler.formats.unreadable import UnreadableError
from crawler.platforms.base import Options
from index.records import EntryStatus, Profession

NEVER_READ = re.compile(
    r"birth|dob|gender|sex|race|address|street|zip|postal|phone|mail|discipl|action|case|complaint|reason",
    re.IGNORECASE,
)
"""Columns that no source file may name: private data, and what only a board can explain."""
PATTERNS = ("%Y-%m-%d", "%m/%d/%Y", "%Y%m%d")


class LicenseColumns(Options):
    """The names of the columns. No others are requested."""

    number: str = Field(description="License number")
    type: str = Field(description="Kind of license, in a code or in words")
    status: str = Field(description="Word that says whether it is in force")
    family: str = Field(default="", description="Family name")
    given: str = Field(default="", description="Given name")
    middle: str = Field(default="", description="Middle name or initial")
    suffix: str = Field(default="", description="Jr, Sr, III")
    name: str = Field(default="", description="Whole name, where it is not taken apart")
    issued: str = Field(default="", description="Day of the first license")
    expires: str = Field(default="", description="Day on which it ends")
    link: str = Field(default="", description="Address of the board's own page for it")

    @field_validator("*")
    @classmethod
    def _may_be_read(cls, value: str) -> str:
        if NEVER_READ.search(value):
            raise ValueError(f"{value!r} is never read: it is private, or says what only the board can explain")
        return value

    @model_validator(mode="after")
    def _names_somebody(self) -> Self:
        if not (self.name or (self.family and self.given)):
            raise ValueError("write `family` and `given`, or `name`; a license without a name is never matched")
        return self

    @property
    def asked_for(self) -> tuple[str, ...]:
        """All columns, each once."""
        return tuple(dict.fromkeys(filter(None, self.model_dump().values())))


class StatusWords(Options):
    """The meaning of a register's words for a license's state. A word in neither list is unknown."""

    active: tuple[str, ...] = Field(min_length=1, description="Words for a license in force")
    not_active: tuple[str, ...] = Field(default=(), description="Words for one that is not")

    def read(self, word: str) -> EntryStatus:
        """Return the state that a word means, compared as a whole, whatever its case."""
        plain = " ".join(word.casefold().split())
        if plain in map(str.casefold, self.active):
            return EntryStatus.ACTIVE
        return EntryStatus.NOT_ACTIVE if plain in map(str.casefold, self.not_active) else EntryStatus.UNKNOWN


def profession_of(types: Mapping[str, Profession], kind: str) -> Profession | None:
    """Return the profession of a kind of license, None if the source file does not name it."""
    plain = kind.casefold()
    return next((profession for named, profession in types.items() if named.casefold() == plain), None)


def day_of(text: str) -> date | None:
    """Return the day in a text, None for an empty one; raises UnreadableError."""
    plain = text.strip().split("T")[0]
    if not plain:
        return None
    for pattern in PATTERNS:
        try:
            return datetime.strptime(plain, pattern).date()  # noqa: DTZ007  (a day has no zone)
        except ValueError:
            continue
    raise UnreadableError("field/date", f"{text[:30]!r} is no day that we know how to read")
