"""The pages of the guide and of the problems, loaded once."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from webapp.article.article import Article, load_articles
from webapp.article.source import shipped_sources

DATA = Path(__file__).parent / "data"


@cache
def guide() -> Mapping[str, Article]:
    """Return the pages of the guide by slug, in their order."""
    return load_articles(DATA / "guide", shipped_sources())


@cache
def problems() -> Mapping[str, Article]:
    """Return the pages about problems that we have facts for; their slugs are those of the conditions."""
    return load_articles(DATA / "problems", shipped_sources())
