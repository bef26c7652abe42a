"""What every platform shares: a checked definition and arguments, public addresses, counted problems."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, ClassVar

import scrapy
from pydantic import BaseModel, ConfigDict, ValidationError

from crawler.source import SourceDefinition, SourceError

PROBLEMS_KEPT = 200  # of one kind in one run; all are counted

Problem = tuple[str, str, str]
"""A problem as (kind, location, detail)."""


class Options(BaseModel):
    """What a platform needs besides the definition: `options` in the file, and `-a key=value` over them."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class DirectorySpider(scrapy.Spider):
    """The spider of one source. A platform gives `options_model`, an async `start()` and its callbacks.

    A callback yields RawListing objects and requests. What one page or row gets wrong is told to
    `problem()`, counted in the run's stats, and loses nothing else.
    """

    name = "directory"
    options_model: ClassVar[type[Options]] = Options
    restricting: ClassVar[frozenset[str]] = frozenset()
    """Arguments that make a run read only a part of the source."""

    def __init__(self, definition: SourceDefinition, arguments: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(name=definition.id, **kwargs)
        definition, options = with_arguments(definition, type(self), arguments)
        self.definition = definition
        self.options: Any = options
        self.restricted = bool(self.restricting & arguments.keys())
        self._problems: list[Problem] = []
        self._met: Counter[str] = Counter()

    def problem(self, kind: str, location: str, detail: str) -> None:
        """Count something that could not be read, such as `row/check_digit`, and keep the first of its kind."""
        self._met[kind] += 1
        if self._met[kind] <= PROBLEMS_KEPT:
            self._problems.append((kind, location, detail))
        if self.crawler.stats:
            self.crawler.stats.inc_value(f"problem/{kind}")

    def take_problems(self) -> list[Problem]:
        """Return the problems met since the last call."""
        taken, self._problems = self._problems, []
        return taken

    def public_url(self, fetched: str) -> str:
        """Return the public address of what was fetched: what lies below `base_url` is shown below `url`."""
        fetch_from = self.definition.fetch_url.rstrip("/")
        if fetched == fetch_from or fetched.startswith(f"{fetch_from}/"):
            return self.definition.url.rstrip("/") + fetched.removeprefix(fetch_from)
        return fetched


def with_arguments(
    definition: SourceDefinition, spider: type[DirectorySpider], arguments: Mapping[str, str]
) -> tuple[SourceDefinition, Options]:
    """Return the definition and the platform's options with `-a key=value` applied; raises SourceError."""
    given = dict(arguments)
    if base_url := given.pop("base_url", ""):
        definition = definition.with_base_url(base_url)
    known = sorted({"base_url", *spider.options_model.model_fields})
    for key in given:
        if key not in known:
            raise SourceError(f"{definition.id}: there is no argument {key!r}; known are {', '.join(known)}")
    try:
        return definition, spider.options_model.model_validate(definition.options | given)
    except ValidationError as error:
        problem = error.errors()[0]
        key = ".".join(str(part) for part in problem["loc"])
        raise SourceError(f"{definition.id}: {key}: {problem['msg']}; see docs/source-file.md") from error
