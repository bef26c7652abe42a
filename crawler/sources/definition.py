"""Definition of a source, as its YAML file gives it: validated, and with a description of every key.

The store, not the file, holds the decisions of operators: whether a source is enabled, who reviewed its terms, and
until when it is paused.
"""

import ipaddress
from collections.abc import Mapping
from typing import Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator

from crawler.sources.parts import DirectorySays, Gates, Part, Politeness, Statements, Terms
from crawler.sources.patches import Patch
from crawler.sources.run_schedule import SourceSchedule
from index.records import BulkGroup

__all__ = [
    "DirectorySays",
    "Gates",
    "Politeness",
    "SourceDefinition",
    "SourceError",
    "SourceSchedule",
    "Statements",
    "Terms",
    "error_text",
    "is_loopback",
]

DELAY_FLOOR = 1.0  # least number of seconds between two requests to a host other than this machine
GUIDE = "see docs/source-file.md"


class SourceError(ValueError):
    """A source file, or an argument of a run, does not follow docs/source-file.md.

    `source_id` is set if a whole file could not be read.
    """

    source_id: str = ""


class SourceDefinition(Part):
    """One source file. The file's name is the source's id."""

    id: str = Field(
        pattern=r"^[a-z][a-z0-9_]*$", max_length=60, description="Name of the source, the same as the file's"
    )
    name: str = Field(min_length=1, description="Name that visitors see with each fact")
    publisher: str = Field(min_length=1, description="Who publishes the source")
    url: str = Field(description="Public start address; empty: an operator has to find and enter it")
    base_url: str = Field(default="", description="Address fetched in place of the scheme and host of `url`")
    stand_ins: dict[str, str] = Field(
        default_factory=dict,
        description="Servers on this machine that replace others, such as `https://api.example: http://127.0.0.1:8101`",
    )
    platform: str = Field(description="How the source is read: a platform's name; empty: an operator has to choose it")
    kind: Literal["registry", "association", "institute", "school", "clinic_site", "board", "demonstration"] = Field(
        description="What the publisher is"
    )
    coverage: str = Field(min_length=1, description="Which people or clinics the source lists, and which it does not")
    terms: Terms = Field(description="Its terms of use, as far as they are known")
    may_leave: tuple[BulkGroup, ...] = Field(
        default=(),
        description="Groups of its values that may leave in files of more than 20 records; none: our own answer alone",
    )
    robots_note: str = Field(min_length=1, description="Its robots.txt, as far as it is known; every run reads it anew")
    contact: str = Field(default="", description="Where to write to the publisher")
    schedule: SourceSchedule = Field(default=SourceSchedule(), description="When to read it again")
    politeness: Politeness = Field(default=Politeness(), description="How gently it is read")
    gates: Gates = Field(description="Limits within which a run passes without a person's check")
    caveats: tuple[str, ...] = Field(default=(), description="Cautions for readers of its data")
    enabled_by_default: bool = Field(default=False, description="Whether it may be crawled without a review")
    disabled_because: str = Field(default="", description="Why it is not enabled by default")
    statements: Statements = Field(default=Statements(), description="Which of its texts on dry needling are quoted")
    trust: int = Field(
        default=50, ge=0, le=100, description="When sources differ, the value of the one with the higher trust is shown"
    )
    registry: bool = Field(default=False, description="Whether it is the NPI registry, whose streets may be homes")
    sticky_ids: bool = Field(default=True, description="Whether a person's id in the source stays the same")
    patches: tuple[Patch, ...] = Field(default=(), description="Wrong values of the source, and their corrections")
    options: dict[str, Any] = Field(default_factory=dict, description="Options of the platform")

    @field_validator("url", "base_url")
    @classmethod
    def _on_the_web(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and not (parts.scheme in {"http", "https"} and parts.netloc):
            raise ValueError(f"{value!r} is not a web address; write one that starts with https://")
        return value

    @field_validator("stand_ins")
    @classmethod
    def _on_this_machine(cls, value: dict[str, str]) -> dict[str, str]:
        for public, fetched in value.items():
            if urlsplit(public).scheme not in {"http", "https"} or not is_loopback(fetched):
                raise ValueError(
                    f"{public!r}: write `https://host: http://127.0.0.1:port`; "
                    "only a server on this machine can replace another"
                )
        return value

    @field_validator("may_leave", mode="before")
    @classmethod
    def _groups(cls, value: object) -> object:
        known = ", ".join(BulkGroup)
        groups = tuple(value) if isinstance(value, list | tuple) else (value,)
        for group in groups:
            if group not in tuple(BulkGroup):
                raise ValueError(f"{group!r} is no group of values; write a list of some of {known}")
        return tuple(dict.fromkeys(groups))

    @model_validator(mode="after")
    def _hold_together(self) -> Self:
        if not self.enabled_by_default and not self.disabled_because:
            raise ValueError("disabled_because: say why the source is not enabled by default")
        if self.enabled_by_default and not (self.url and self.platform):
            raise ValueError("enabled_by_default: a source without url or platform cannot be enabled")
        if self.politeness.delay_seconds < DELAY_FLOOR and not is_loopback(self.fetch_url):
            raise ValueError(f"politeness.delay_seconds: at least {DELAY_FLOOR:g} for a host that is not this machine")
        return self

    @property
    def fetch_url(self) -> str:
        """The address to fetch from."""
        return self.base_url or self.url

    @property
    def host_key(self) -> str:
        """The host and port, which have one budget of requests; the source's id if it has no host."""
        return urlsplit(self.fetch_url).netloc.lower() or self.id

    def with_base_url(self, base_url: str) -> "SourceDefinition":
        """Return the same source, fetched from another address, without delay on loopback; raises SourceError."""
        if urlsplit(base_url).scheme not in {"http", "https"}:
            raise SourceError(f"{self.id}: base_url: {base_url!r} is not a web address; write http://host:port")
        delay = 0.0 if is_loopback(base_url) else max(self.politeness.delay_seconds, DELAY_FLOOR)
        polite = self.politeness.model_copy(update={"delay_seconds": delay})
        return self.model_copy(update={"base_url": base_url, "politeness": polite})

    def with_stand_ins(self, stand_ins: Mapping[str, str]) -> "SourceDefinition":
        """Return the same source with servers on this machine in place of others; raises SourceError."""
        try:
            return self.model_validate(self.model_dump() | {"stand_ins": self.stand_ins | dict(stand_ins)})
        except ValidationError as error:
            raise SourceError(f"{self.id}: {error_text(error)}") from error


def error_text(error: ValidationError) -> str:
    """Return the first error of a validation in words: the key, then what is wrong with it."""
    complaint = error.errors()[0]
    key = ".".join(str(part) for part in complaint["loc"])
    words = {"missing": "is missing; write it", "extra_forbidden": "is no key of a source file; correct or remove it"}
    said = words.get(complaint["type"], complaint["msg"].removeprefix("Value error, "))
    return f"{key}: {said}" if key else said


def is_loopback(url: str) -> bool:
    """Return whether a URL's host is this machine's loopback."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
