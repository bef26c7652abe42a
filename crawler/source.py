"""One source, as its YAML file describes it: validated, every key explained, nothing in it that operators decide.

Whether a source is enabled, who reviewed its terms and until when it is paused belongs to the store.
"""

import ipaddress
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from index.records import Subject
from index.settings import Settings

SHIPPED = Path(__file__).parent / "sources"
DELAY_FLOOR = 1.0  # seconds between two requests to a host that is not our own
UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


class SourceError(ValueError):
    """A source file, or an argument given to a source, is not as docs/source-file.md says."""


def _span(value: object) -> object:
    """Read "7d", "12h", "30m" or "2w"."""
    if isinstance(value, str) and value[:-1].isdigit() and value[-1:] in UNITS:
        return timedelta(**{UNITS[value[-1]]: int(value[:-1])})
    return value


class Part(BaseModel):
    """What all parts of a source file share: unknown keys are refused, values never change."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Terms(Part):
    """What is known of the source's terms of use."""

    note: str = Field(description="What the terms allow, or that nobody has read them")
    reviewed_on: date | None = Field(default=None, description="When somebody read them")
    reviewed_by: str = Field(default="", description="Who read them")


class SourceSchedule(Part):
    """When to read the source again."""

    every: Annotated[timedelta | None, BeforeValidator(_span)] = Field(
        default=None, description='Time between two runs, such as "7d" or "12h"; left out: by hand only'
    )
    jitter: float = Field(default=0.1, ge=0, le=1, description="Share of that time by which runs are spread out")


class Politeness(Part):
    """How gently the source is read."""

    delay_seconds: float = Field(default=2.0, ge=0, description="Seconds between two requests; at least 1")
    concurrent_requests: int = Field(default=1, ge=1, le=4, description="Requests under way at once")


class Gates(Part):
    """What a run must show to pass without a look."""

    minimum_listings: int = Field(ge=1, description="Fewer listings than this hold a run")
    count_floor: float = Field(default=0.7, gt=0, le=1, description="Share of the usual count below which a run is held")
    vanished_share: float = Field(default=0.1, ge=0, le=1, description="Share of listings that may vanish at once")
    problem_share: float = Field(default=0.05, ge=0, le=1, description="Share of unreadable rows or pages allowed")


class DirectoryStatement(Part):
    """What it says of dry needling that somebody is in this directory at all."""

    about: Subject = Field(description="Whether being listed speaks of the person or of the clinic")
    text: str = Field(description="The directory's own words, quoted as the statement")
    board: bool = Field(default=False, description="Whether this is a state authority's own record")


class SourceDefinition(Part):
    """One source file. The file's name is the source's id."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$", description="Name of the source, the same as the file's")
    name: str = Field(description="Name that visitors see beside each fact")
    publisher: str = Field(description="Who publishes the source")
    url: str = Field(description="Public start address; addresses of listings are shown below it")
    base_url: str = Field(default="", description="Address to fetch from, where it is not `url`")
    platform: str = Field(description="How the source is read: a platform or a spider of its own")
    kind: Literal["registry", "association", "institute", "school", "clinic_site", "board", "demonstration"] = Field(
        description="What the source is"
    )
    coverage: str = Field(description="Whom the source lists, and whom it does not")
    terms: Terms = Field(description="What is known of its terms of use")
    robots_note: str = Field(description="What is known of its robots.txt, which every run reads anew")
    contact: str = Field(default="", description="Where to write to the publisher")
    schedule: SourceSchedule = Field(default=SourceSchedule(), description="When to read it again")
    politeness: Politeness = Field(default=Politeness(), description="How gently it is read")
    gates: Gates = Field(description="What a run must show to pass without a look")
    caveats: tuple[str, ...] = Field(default=(), description="What readers of its data should know")
    enabled_by_default: bool = Field(default=False, description="Whether it may be crawled without a review")
    disabled_because: str = Field(default="", description="Why it is not enabled by default")
    directory_says: DirectoryStatement | None = Field(
        default=None, description="What being listed here says of dry needling; left out: nothing"
    )
    trust: int = Field(default=50, ge=0, le=100, description="Whose value is shown when sources differ: the higher one's")
    registry: bool = Field(default=False, description="Whether it is the NPI registry, whose streets may be homes")
    sticky_ids: bool = Field(default=True, description="Whether the source keeps an id for the same person")
    options: dict[str, Any] = Field(default_factory=dict, description="What the platform needs; see docs/source-file.md")

    @model_validator(mode="after")
    def _hold_together(self) -> Self:
        if not self.enabled_by_default and not self.disabled_because:
            raise ValueError("disabled_because: say why the source is not enabled by default")
        if self.politeness.delay_seconds < DELAY_FLOOR and not is_loopback(self.fetch_url):
            raise ValueError(f"politeness.delay_seconds: at least {DELAY_FLOOR:g} for a host that is not this machine")
        return self

    @property
    def fetch_url(self) -> str:
        """The address to fetch from."""
        return self.base_url or self.url

    @property
    def host_key(self) -> str:
        """The host and port that share one budget of requests; the source's own name where it has no host."""
        return urlsplit(self.fetch_url).netloc.lower() or self.id

    def with_base_url(self, base_url: str) -> "SourceDefinition":
        """Return the same source, fetched from elsewhere."""
        delay = 0.0 if is_loopback(base_url) else max(self.politeness.delay_seconds, DELAY_FLOOR)
        polite = self.politeness.model_copy(update={"delay_seconds": delay})
        return self.model_copy(update={"base_url": base_url, "politeness": polite})


def load_source(path: Path) -> SourceDefinition:
    """Read one source file; raises SourceError naming the file, the key and what is wrong."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}: not YAML: {error}") from error
    if not isinstance(content, Mapping):
        raise SourceError(f"{path}: a source file is a list of `key: value`; see docs/source-file.md")
    try:
        definition = SourceDefinition.model_validate(content)
    except ValidationError as error:
        problem = error.errors()[0]
        key = ".".join(str(part) for part in problem["loc"])
        raise SourceError(f"{path}: {key}: {problem['msg']}; see docs/source-file.md") from error
    if definition.id != path.stem:
        raise SourceError(f"{path}: id: is {definition.id!r}, and the file's name says {path.stem!r}")
    return definition


def load_sources(settings: Settings) -> dict[str, SourceDefinition]:
    """Return every source by id: the shipped ones, and the operator's own, which may not take a shipped name."""
    found: dict[str, SourceDefinition] = {}
    for folder in (SHIPPED, settings.own_sources):
        for path in sorted(folder.glob("*.yml")):
            definition = load_source(path)
            if definition.id in found:
                raise SourceError(f"{path}: id: {definition.id!r} is shipped with Pinpoint; choose another name")
            found[definition.id] = definition
    return found


def is_loopback(url: str) -> bool:
    """Whether an address is this machine's own."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
