"""The pages of the guide and of the problems, loaded once."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from webapp.article.article import Article, load_articles
from webapp.article.source import shipped_sources
from webapp.article.translation import translated, translations
from webapp.languages import DEFAULT, language

DATA = Path(__file__).parent / "data"


@cache
def guide() -> Mapping[str, Article]:
    """Return the pages of the guide by slug, in their order."""
    return load_articles(DATA / "guide", shipped_sources())


@cache
def problems() -> Mapping[str, Article]:
    """Return the pages about problems that we have facts for; their slugs are those of the conditions."""
    return load_articles(DATA / "problems", shipped_sources())


GUIDE = "guide"
"""The folder of the guide's translated pages, and the path of the guide."""


def guide_in_language() -> Mapping[str, Article]:
    """Return the pages of the guide by slug, in the language of the request where a page is translated."""
    return _guide_in(language())


@cache
def _guide_in(spoken: str) -> Mapping[str, Article]:
    known = translations(spoken, GUIDE) if spoken != DEFAULT else {}
    return {slug: translated(page, known[slug]) if slug in known else page for slug, page in guide().items()}
