"""The pages of the guide and of the problems, loaded once."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from webapp.article.article import Article, load_articles
from webapp.article.source import shipped_sources
from webapp.article.translation import in_language
from webapp.languages import language

DATA = Path(__file__).parent / "data"


@cache
def guide() -> Mapping[str, Article]:
    """Return the pages of the guide by slug, in their order."""
    return load_articles(DATA / "guide", shipped_sources())


@cache
def problems() -> Mapping[str, Article]:
    """Return the pages about problems by slug, which is that of the condition."""
    return load_articles(DATA / "problems", shipped_sources())


def guide_in_language() -> Mapping[str, Article]:
    """Return the pages of the guide by slug, in the language of the request."""
    return _guide_in(language())


def problems_in_language() -> Mapping[str, Article]:
    """Return the pages about problems by slug, in the language of the request."""
    return _problems_in(language())


@cache
def _guide_in(spoken: str) -> Mapping[str, Article]:
    return in_language(guide(), "guide", spoken)


@cache
def _problems_in(spoken: str) -> Mapping[str, Article]:
    return in_language(problems(), "problems", spoken)
