"""The pages about the site, and the paths that search engines may list (docs/principles.md, rule 14)."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from flask import current_app, request, url_for

from index.published.reader import Generation
from index.records import LISTED_ANSWERS, strongest_finding
from webapp.article.article import Article, load_articles
from webapp.article.source import shipped_sources
from webapp.article.translation import in_language
from webapp.guidance.pages import guide, problems
from webapp.languages import language
from webapp.letters.letters_page import by_slug as letters_by_slug
from webapp.letters.letters_page import is_sourced, letters_address
from webapp.stated.listing_address import profile_address
from webapp.states.rules_table import by_slug as states_by_slug

DATA = Path(__file__).parent / "data" / "pages"
PATHS_A_FILE = 50_000
"""The most addresses that one sitemap may hold (sitemaps.org)."""
_PROFILES = "pinpoint.sitemap"
_LISTS = (
    "finder.home",
    "guidance.guide_list",
    "guidance.problem_list",
    "states.table",
    "letters.letters_list",
    "about.sources",
    "about.contact",
    "about.embed",
)


@cache
def pages() -> Mapping[str, Article]:
    """Return the pages by the path that each answers at, without its slash."""
    return load_articles(DATA, shipped_sources())


def pages_in_language() -> Mapping[str, Article]:
    """Return the pages by path, in the language of the request."""
    return _pages_in(language())


@cache
def _pages_in(spoken: str) -> Mapping[str, Article]:
    return in_language(pages(), "about", spoken)


def reading_paths() -> Iterator[str]:
    """Yield the paths of the pages that are the same for everybody."""
    yield from (_english(url_for(endpoint)) for endpoint in _LISTS)
    yield from (_english(url_for("guidance.guide_page", slug=slug)) for slug in guide())
    yield from (_english(url_for("guidance.problem_page", slug=slug)) for slug in problems())
    yield from (_english(url_for("states.state", slug=slug)) for slug in states_by_slug())
    yield from (_english(letters_address(entry)) for entry in letters_by_slug().values() if is_sourced(entry))
    yield from (_english(url_for("about.text", slug=slug)) for slug in pages())


def profile_paths(generation: Generation) -> tuple[str, ...]:
    """Return the paths of the listed; search engines may list no others. Read once a generation and overlay."""
    known: tuple[Generation, tuple[str, ...]] | None = current_app.extensions.get(_PROFILES)
    if known is None or known[0] is not generation:
        found = (
            _english(profile_address(provider))
            for provider in generation.documents()
            if strongest_finding(provider.practices).answer in LISTED_ANSWERS
        )
        known = current_app.extensions[_PROFILES] = (generation, tuple(found))
    return known[1]


def _english(address: str) -> str:
    """Return the path of the English page of an address in the language of the request."""
    return address.removeprefix(request.script_root)
