"""Checks source files without a network: they load, are polite, start, and read their fixtures as expected."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler import settings as scrapy_settings
from crawler.platforms import spider_class
from crawler.probe.fixture import FixtureError, accept, differences, first_things, fixture_arguments
from crawler.runs.source_files import SHIPPED, load_sources
from crawler.sources.definition import DELAY_FLOOR, SourceDefinition, SourceError, is_loopback
from index.settings import Settings

SHORTEST_NOTE = 20  # characters; a shorter note says nothing about terms
FIXTURES = "fixtures"


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of a source."""

    source: str
    what: str
    detail: str


def check_sources(settings: Settings, only: str = "") -> tuple[list[str], list[Finding]]:
    """Return the names of the checked sources and their faults; raises SourceError if there is no source `only`."""
    definitions, broken = load_sources(settings)
    findings = [Finding("", "file", str(error)) for error in broken if only in {"", error.source_id}]
    if only and only not in definitions and not findings:
        raise SourceError(f"there is no source {only!r}; known are {', '.join(sorted(definitions))}")
    chosen = {name: one for name, one in definitions.items() if only in {"", name}}
    for definition in chosen.values():
        findings += check(definition, fixture_folder(definition.id, settings))
    return sorted(chosen), findings


def accept_fixture(settings: Settings, source_id: str) -> None:
    """Make what a source now reads of its fixture the expected result; raises SourceError or FixtureError."""
    definition = load_sources(settings)[0].get(source_id)
    if definition is None:
        raise SourceError(f"there is no source {source_id!r} that could be read; name one that `check` lists")
    accept(definition, fixture_folder(source_id, settings))


def check(definition: SourceDefinition, fixture: Path) -> Iterator[Finding]:
    """Yield the faults of a source; one without a platform cannot be crawled and needs no fixture."""
    for what, detail in (*_politeness(definition), *(_reading(definition, fixture) if definition.platform else ())):
        yield Finding(definition.id, what, detail)


def fixture_folder(source_id: str, settings: Settings) -> Path:
    """Return the folder of a source's fixture: in the operator's own sources, else in the shipped ones."""
    own = settings.own_sources / FIXTURES / source_id
    return own if own.exists() or not (SHIPPED / f"{source_id}.yml").exists() else SHIPPED / FIXTURES / source_id


def _politeness(definition: SourceDefinition) -> Iterator[tuple[str, str]]:
    if definition.politeness.delay_seconds < DELAY_FLOOR and not is_loopback(definition.fetch_url):
        yield "delay", f"at least {DELAY_FLOOR:g} second between two requests"
    if not scrapy_settings.ROBOTSTXT_OBEY:
        yield "robots", "ROBOTSTXT_OBEY is off in crawler/settings.py; no source may be read without its robots.txt"
    if len(definition.terms.note) < SHORTEST_NOTE and not is_loopback(definition.fetch_url):
        yield "terms", f"terms.note: say in at least {SHORTEST_NOTE} characters what is known of the terms"


def _reading(definition: SourceDefinition, fixture: Path) -> Iterator[tuple[str, str]]:
    try:
        arguments = fixture_arguments(fixture)
        spider: Any = spider_class(definition.platform)(definition=definition, arguments=arguments)
        first = next(iter(first_things(spider)), None)
        if first is None:
            yield "start", "its start yields neither a request nor a listing"
        yield from (("fixture", difference) for difference in differences(definition, fixture))
    except (SourceError, FixtureError) as error:
        yield "fixture" if isinstance(error, FixtureError) else "start", str(error)
