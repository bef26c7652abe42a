"""The addresses that search engines may list (docs/principles.md, rule 14): never a name, never who is not listed."""

from collections.abc import Iterator

from flask import current_app

from index.published.reader import Generation
from index.records import LISTED_ANSWERS, strongest_finding
from webapp.about.pages import pages
from webapp.finder.card import profile_address
from webapp.guidance.pages import guide, problems
from webapp.letters.letters_page import by_slug as letters_by_slug
from webapp.letters.letters_page import is_sourced
from webapp.states.jurisdictions import by_slug as states_by_slug

AT_MOST = 50_000
"""Addresses that one file may hold (sitemaps.org)."""

_PROFILES = "pinpoint.sitemap"


def reading_pages() -> Iterator[str]:
    """Yield the paths of the pages that are the same for everybody."""
    yield from ("/", "/guide", "/problems", "/states", "/letters", "/sources", "/contact")
    yield from (f"/guide/{slug}" for slug in guide())
    yield from (f"/problems/{slug}" for slug in problems())
    yield from (f"/states/{slug}" for slug in states_by_slug())
    yield from (f"/letters/{slug}" for slug, entry in letters_by_slug().items() if is_sourced(entry))
    yield from (f"/{slug}" for slug in pages())


def profiles(generation: Generation) -> tuple[str, ...]:
    """Return the paths of profiles that may be found by search engines; read once for each generation and overlay."""
    known: tuple[Generation, tuple[str, ...]] | None = current_app.extensions.get(_PROFILES)
    if known is None or known[0] is not generation:
        found = (
            profile_address(provider)
            for provider in generation.documents()
            if strongest_finding(provider.practices).answer in LISTED_ANSWERS
        )
        known = current_app.extensions[_PROFILES] = (generation, tuple(found))
    return known[1]
