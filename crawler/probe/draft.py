"""The source file that a probe drafts: complete, disabled, and clear about what a person has to review."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from parsel import Selector
from pydantic import ValidationError
from scrapy.http import Response, TextResponse

from crawler.formats.html_page import page_of
from crawler.formats.visible_text import text_of
from crawler.platforms.base import Recognized
from crawler.politeness import stat_names
from crawler.sources.definition import SourceDefinition, SourceError, error_text, is_loopback
from index import clock

_NOT_ID = re.compile(r"[^a-z0-9]+")
HEADER = """\
# Drafted by `pinpoint sources probe` on {day}; it is disabled. Before you enable it:
# read the terms, write `kind` (registry, association, institute, school, clinic_site, board), `coverage` and `terms`,
# look at the sample again with `pinpoint sources check {id}`, then
# pinpoint sources enable {id} --reviewed-by WHO --note TEXT
"""


class SourceFileExistsError(FileExistsError):
    """A source file of that name exists; a probe never overwrites one."""


def bare_definition(url: str, source_id: str) -> SourceDefinition:
    """Return the definition of an unknown page; raises SourceError if the url is no web address."""
    try:
        return SourceDefinition.model_validate(_content(url, source_id))
    except ValidationError as error:
        raise SourceError(error_text(error)) from error


def draft_definition(
    bare: SourceDefinition, page: Response, recognized: Recognized | None, *, robots_note: str
) -> SourceDefinition:
    """Return the definition of a source after its page was fetched."""
    name = _name_of(page) or bare.name
    found = {"platform": recognized.platform, "options": dict(recognized.options)} if recognized else {}
    known = {"name": name, "publisher": name, "robots_note": robots_note, "stand_ins": bare.stand_ins}
    return SourceDefinition.model_validate(_content(bare.url, bare.id) | known | found)


def _content(url: str, source_id: str) -> dict[str, Any]:
    parts = urlsplit(url)
    here = is_loopback(url)
    return {
        "id": source_id,
        "name": parts.netloc or url,
        "publisher": parts.netloc or url,
        "url": url,
        "platform": "",
        "kind": "association",
        "coverage": "Not described yet: write who is listed, and who is not",
        "terms": {"note": "Nobody has read them yet. Whoever enables the source reads them first."},
        "robots_note": "Not seen yet; every run reads it anew.",
        "contact": f"{parts.scheme}://{parts.netloc}/",
        "schedule": {"every": "30d"},
        "politeness": {"delay_seconds": 0.0 if here else 3.0},
        "gates": {"minimum_listings": 1},
        "caveats": ["A listing is no evidence of dry needling until `statements` says whose words these are."],
        "disabled_because": "Its terms have not been reviewed.",
    }


def id_of(url: str) -> str:
    """Return an id for a source from its host: "https://www.needling-school.example/x" gives needling_school."""
    parts = urlsplit(url)
    labels = (parts.hostname or "").removeprefix("www.").split(".")
    host = "_".join(labels[:-1] or labels) if not is_loopback(url) else f"local_{parts.port or 80}"
    return (_NOT_ID.sub("_", host.lower()).strip("_") or "source").lstrip("0123456789_")[:60] or "source"


def write_source(definition: SourceDefinition, folder: Path) -> Path:
    """Write the source file, without keys at their default; raises SourceFileExistsError."""
    path = folder / f"{definition.id}.yml"
    folder.mkdir(parents=True, exist_ok=True)
    content = definition.model_dump(mode="json", exclude_defaults=True)
    content["schedule"] = {"every": "30d"}
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(HEADER.format(day=clock.today().isoformat(), id=definition.id) + text)
    except FileExistsError as error:
        raise SourceFileExistsError(f"{path} is there already; give another --id, or remove it") from error
    return path


def note_on_robots(stats: Mapping[str, Any]) -> str:
    """Return the note for the source file on what robots.txt allows."""
    delays = [float(value) for name, value in stats.items() if name.startswith(stat_names.CRAWL_DELAY)]
    slow = f" It asks for {max(delays):g} seconds between requests." if delays else ""
    return f"On {clock.today().isoformat()} it allowed the page that was looked at.{slow} Every run reads it anew."


def _name_of(page: Response) -> str:
    if not isinstance(page, TextResponse):
        return ""
    selector: Selector = page_of(page)
    named = selector.css('meta[property="og:site_name"]::attr(content)').get() or selector.css("title::text").get()
    return text_of(named)[:120]
