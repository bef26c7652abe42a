"""The pages about the site, and the paths that search engines may list (docs/principles.md, rule 14)."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from flask import current_app

from index.published.reader import Generation
from index.records import LISTED_ANSWERS, strongest_finding
from webapp.article.article import Article, load_articles
from webapp.article.source import shipped_sources
from webapp.finder.card import profile_address
from webapp.guidance.pages import guide, problems
from webapp.letters.letters_page import by_slug as letters_by_slug
from webapp.letters.letters_page import is_sourced
from webapp.states.rules_table import by_slug as states_by_slug

DATA = Path(__file__).parent / "data" / "pages"
PATHS_A_FILE = 50_000
"""How many addresses one sitemap may hold (sitemaps.org)."""
_PROFILES = "pinpoint.sitemap"


@cache
def pages() -> Mapping[str, Article]:
    """Return the pages by the path that each answers at, without its slash."""
    return load_articles(DATA, shipped_sources())


def reading_paths() -> Iterator[str]:
    """Yield the paths of the pages that are the same for everybody."""
    yield from ("/", "/guide", "/problems", "/states", "/letters", "/sources", "/contact")
    yield from (f"/guide/{slug}" for slug in guide())
    yield from (f"/problems/{slug}" for slug in problems())
    yield from (f"/states/{slug}" for slug in states_by_slug())
    yield from (f"/letters/{slug}" for slug, entry in letters_by_slug().items() if is_sourced(entry))
    yield from (f"/{slug}" for slug in pages())


def profile_paths(generation: Generation) -> tuple[str, ...]:
    """Return the paths of the listed; search engines may list no others. Read once a generation and overlay."""
    known: tuple[Generation, tuple[str, ...]] | None = current_app.extensions.get(_PROFILES)
    if known is None or known[0] is not generation:
        found = (
            profile_address(provider)
            for provider in generation.documents()
            if strongest_finding(provider.practices).answer in LISTED_ANSWERS
        )
        known = current_app.extensions[_PROFILES] = (generation, tuple(found))
    return known[1]
