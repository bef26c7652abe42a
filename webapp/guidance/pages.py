"""The pages of the guide and of the problems, loaded once.

`python -m webapp.guidance.pages` prints what of the guide is translated, for translators and those who sign.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import click

from webapp.article.article import Article, load_articles
from webapp.article.source import shipped_sources
from webapp.article.translation import report, translated, translations
from webapp.languages import DEFAULT, PREFIXES, language

DATA = Path(__file__).parent / "data"


@cache
def guide() -> Mapping[str, Article]:
    """Return the pages of the guide by slug, in their order."""
    return load_articles(DATA / "guide", shipped_sources())


@cache
def problems() -> Mapping[str, Article]:
    """Return the pages about problems by slug, which is that of the condition."""
    return load_articles(DATA / "problems", shipped_sources())


GUIDE = "guide"
"""The folder of the guide's translated pages, and the path of the guide."""


def guide_in_language() -> Mapping[str, Article]:
    """Return the pages of the guide by slug, translated into the language of the request as far as possible."""
    return _guide_in(language())


@cache
def _guide_in(spoken: str) -> Mapping[str, Article]:
    known = translations(spoken, GUIDE) if spoken != DEFAULT else {}
    return {slug: translated(page, known[slug]) if slug in known else page for slug, page in guide().items()}


@click.command()
def main() -> None:
    """Print for each language and page the digest, texts without a translation, and outdated pairs."""
    for spoken in PREFIXES:
        click.echo(spoken)
        for line in report(guide(), translations(spoken, GUIDE)):
            click.echo(f"  {line}")


if __name__ == "__main__":
    main()
