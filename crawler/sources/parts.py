"""Parts of a source file: terms, politeness, gates, and statements about dry needling."""

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


Span = Annotated[timedelta, BeforeValidator(_span)]
"""A length of time, written "7d", "12h", "30m" or "2w"."""

MeasuredField = Literal[
    "person_name", "phone", "street", "city", "state", "zip", "coordinates", "organization", "website", "npi",
    "credentials", "professions", "licenses", "statements",
]  # fmt: skip
"""Fields of a normalized listing whose fill rate is measured."""


class Part(BaseModel):
    """Base of all parts of a source file: unknown keys are errors, values never change."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Terms(Part):
    """The source's terms of use, as far as they are known."""

    note: str = Field(min_length=1, description="What the terms allow, or that nobody has read them")
    reviewed_on: date | None = Field(default=None, description="When somebody read them; left out: nobody has")
    reviewed_by: str = Field(default="", description="Who read them")


class Politeness(Part):
    """Delay, concurrency and patience with the source. A Crawl-delay in its robots.txt can only lengthen the delay."""

    delay_seconds: float = Field(
        default=2.0, ge=0, le=600, description="Seconds between two requests; at least 1, except on loopback"
    )
    concurrent_requests: int = Field(default=1, ge=1, le=4, description="Requests under way at once")
    timeout_seconds: int = Field(
        default=30, ge=1, le=120, description="Seconds that a response may take until it is complete"
    )
    requests_per_day: int | None = Field(
        default=None,
        ge=0,
        description="Most requests in one day (UTC), over all runs; 0: no limit; left out: the setting",
    )
    megabytes_per_day: int | None = Field(
        default=None, ge=0, description="Most megabytes received in one day (UTC); 0: no limit; left out: the setting"
    )


class Gates(Part):
    """Limits within which a run passes without a person's check. Floors hold a run; ceilings only warn."""

    minimum_listings: int = Field(ge=1, description="Fewer listings than this hold a run")
    maximum_listings: int | None = Field(default=None, ge=1, description="More listings than this give a warning")
    count_floor: float = Field(default=0.7, gt=0, le=1, description="Share of the usual count that a run must reach")
    count_ceiling: float = Field(default=1.5, ge=1, description="Multiple of the usual count above which it warns")
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
    early_end_pages: int = Field(
        default=30, ge=5, description="Requests that must have ended before a crawl that goes wrong is ended"
    )
    early_end_minutes: int = Field(
        default=10, ge=1, description="Minutes after which five ended requests are enough for that"
    )
    early_end_failed_share: float = Field(
        default=0.5, gt=0, le=1, description="Share of requests that may fail while crawling; 1: the crawl goes on"
    )
    early_end_empty_share: float = Field(
        default=0.9, gt=0, le=1, description="Share of pages without a listing, if more than ever; 1: the crawl goes on"
    )
    early_end_challenge_share: float = Field(
        default=0.5, gt=0, le=1, description="Share of pages that may be challenges; 1: the crawl goes on"
    )


class DirectorySays(Part):
    """The directory's statement about everybody in it."""

    about: Subject = Field(description="Who the statement is about: `person` or `clinic`")
    text: str = Field(min_length=1, description="The directory's own words, quoted as the statement")
    board: bool = Field(default=False, description="Whether this is a state authority's own record")


class Statements(Part):
    """The texts of the source that are quoted about dry needling, and who each is about."""

    directory_says: DirectorySays | None = Field(
        default=None, description="Statement about everybody who is listed; left out: none"
    )
    fields: dict[str, Subject] = Field(
        default_factory=dict,
        description="Fields quoted if they mention dry needling, each `person` or `clinic`; else the platform's own",
    )
