"""The parts of a source file: terms, schedule, politeness, gates and what is quoted about dry needling."""

import re
from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from index.records import Subject

_SPAN = re.compile(r"(\d+)\s*([mhdw])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def _span(value: object) -> object:
    """Read "7d", "12h", "30m" or "2w"."""
    match = _SPAN.fullmatch(value.strip()) if isinstance(value, str) else None
    if match:
        return timedelta(**{_UNITS[match[2]]: int(match[1])})
    if isinstance(value, str) and not value.startswith("P"):  # "P7D" is how a span comes back from JSON
        raise ValueError('write a number with m, h, d or w, such as "7d"')
    return value


MeasuredField = Literal[
    "person_name", "phone", "street", "city", "state", "zip", "coordinates", "organization", "website", "npi",
    "credentials", "professions", "licenses", "statements",
]  # fmt: skip
"""The fields of a normalized listing whose fill rate is measured."""


class Part(BaseModel):
    """What all parts of a source file share: unknown keys are refused, values never change."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Terms(Part):
    """What is known of the source's terms of use."""

    note: str = Field(min_length=1, description="What the terms allow, or that nobody has read them")
    reviewed_on: date | None = Field(default=None, description="When somebody read them; left out: nobody has")
    reviewed_by: str = Field(default="", description="Who read them")


class SourceSchedule(Part):
    """When to read the source again."""

    every: Annotated[timedelta | None, BeforeValidator(_span)] = Field(
        default=None, description='Time between two runs, such as "7d" or "12h"; left out: by hand only'
    )
    jitter: float = Field(default=0.1, ge=0, le=1, description="Share of that time by which runs are spread out")


class Politeness(Part):
    """How gently the source is read. A Crawl-delay in its robots.txt makes it gentler, never rougher."""

    delay_seconds: float = Field(
        default=2.0, ge=0, le=600, description="Seconds between two requests; at least 1, but for a server on loopback"
    )
    concurrent_requests: int = Field(default=1, ge=1, le=4, description="Requests under way at once")
    timeout_seconds: int = Field(
        default=30, ge=1, le=120, description="Seconds that the whole of one answer may take, before it is given up"
    )


class Gates(Part):
    """What a run must show to pass without a look. A floor holds a run back; a ceiling is only told."""

    minimum_listings: int = Field(ge=1, description="Fewer listings than this hold a run")
    maximum_listings: int | None = Field(default=None, ge=1, description="More listings than this are told")
    count_floor: float = Field(default=0.7, gt=0, le=1, description="Share of the usual count that holds a run")
    count_ceiling: float = Field(default=1.5, ge=1, description="Multiple of the usual count from which it is told")
    vanished_share: float = Field(default=0.1, ge=0, le=1, description="Share of listings that may vanish at once")
    problem_share: float = Field(default=0.05, ge=0, le=1, description="Share of unreadable rows or pages allowed")
    failed_share: float = Field(default=0.02, ge=0, le=1, description="Share of requests that may fail for good")
    fill_rate: dict[MeasuredField, Annotated[float, Field(ge=0, le=1)]] = Field(
        default_factory=dict, description="Fields and the share of listings that must have them, such as `phone: 0.8`"
    )
    fill_drop: float = Field(default=0.1, ge=0, le=1, description="How far below its usual share a field may fall")
    same_phone_share: float = Field(default=0.1, ge=0, le=1, description="Share of listings that one phone may have")
    same_website_share: float = Field(default=0.3, ge=0, le=1, description="Share that one website may have")
    same_address_share: float = Field(default=0.2, ge=0, le=1, description="Share that one street address may have")
    garbled_share: float = Field(default=0.005, ge=0, le=1, description="Share of names in a wrong encoding allowed")
    outside_state_share: float = Field(
        default=0.05, ge=0, le=1, description="Share of coordinates that may lie away from their own address"
    )
    conflicting_share: float = Field(
        default=0.02, ge=0, le=1, description="Share of listings that may repeat an id with other words"
    )


class DirectorySays(Part):
    """What it says of dry needling that somebody is in this directory at all."""

    about: Subject = Field(description="Whom being listed speaks of: `person` or `clinic`")
    text: str = Field(min_length=1, description="The directory's own words, quoted as the statement")
    board: bool = Field(default=False, description="Whether this is a state authority's own record")


class Statements(Part):
    """What of this source is quoted about dry needling, and about whom it then speaks."""

    directory_says: DirectorySays | None = Field(
        default=None, description="What being listed here says by itself; left out: nothing"
    )
    fields: dict[str, Subject] = Field(
        default_factory=dict,
        description="Fields to quote where they speak of dry needling, each `person` or `clinic`; else an entry's own",
    )
