"""Checks source files as far as that goes without a network: they load, are polite, start, and read their fixtures."""

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

SHORTEST_NOTE = 20  # characters; shorter ones say nothing of terms
FIXTURES = "fixtures"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong with a source, or worth a look."""

    source: str
    what: str
    detail: str


def check_sources(settings: Settings, only: str = "") -> tuple[list[str], list[Finding]]:
    """Return the names of the sources that were checked, and everything that is wrong with them."""
    definitions, broken = load_sources(settings)
    findings = [] if only else [Finding("", "file", str(error)) for error in broken]
    if only and only not in definitions:
        raise SourceError(f"there is no source {only!r}; known are {', '.join(sorted(definitions))}")
    chosen = {name: one for name, one in definitions.items() if only in {"", name}}
    for definition in chosen.values():
        findings += check(definition, fixture_folder(definition.id, settings))
    return sorted(chosen), findings


def accept_fixture(settings: Settings, source_id: str) -> None:
    """Expect from now on what one source reads of its fixture now; raises SourceError or FixtureError."""
    definition = load_sources(settings)[0].get(source_id)
    if definition is None:
        raise SourceError(f"there is no source {source_id!r} that could be read; name one that `check` lists")
    accept(definition, fixture_folder(source_id, settings))


def check(definition: SourceDefinition, fixture: Path) -> Iterator[Finding]:
    """Yield what is wrong with one source. A source without platform, which nobody can crawl, needs no fixture."""
    for what, detail in (*_manners(definition), *(_reading(definition, fixture) if definition.platform else ())):
        yield Finding(definition.id, what, detail)


def fixture_folder(source_id: str, settings: Settings) -> Path:
    """Return where the fixture of a source lies: beside the operator's own files, else beside the shipped ones."""
    own = settings.own_sources / FIXTURES / source_id
    return own if own.exists() or not (SHIPPED / f"{source_id}.yml").exists() else SHIPPED / FIXTURES / source_id


def _manners(definition: SourceDefinition) -> Iterator[tuple[str, str]]:
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
