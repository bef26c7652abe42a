"""The pages about the site itself, loaded once."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from webapp.article.article import Article, load_articles
from webapp.article.source import shipped_sources

DATA = Path(__file__).parent / "data" / "pages"


@cache
def pages() -> Mapping[str, Article]:
    """Return the pages by the path that each answers at, without its slash."""
    return load_articles(DATA, shipped_sources())
