"""Work left on the translated pages, for translators and those who review.

`python -m webapp.about.translated_pages` prints for each page the digest of its words, texts without a translation, and
translations of texts that the page does not say any more.
"""

from collections.abc import Iterator, Mapping

import click

from webapp.about.pages import pages
from webapp.article.article import Article
from webapp.article.reviews import CATALOG, catalog_digest, catalog_review
from webapp.article.translation import report, translations
from webapp.guidance.pages import guide, problems
from webapp.languages import PREFIXES


def folders() -> Mapping[str, Mapping[str, Article]]:
    """Return the pages of text in English, by the folder that has their translations, and by slug."""
    return {"guide": guide(), "problems": problems(), "about": pages()}


def unreviewed_pages(spoken: str) -> Iterator[str]:
    """Yield the pages of a language that nobody reviewed as they read now: "guide/before", and "catalog"."""
    for folder in folders():
        found = translations(spoken, folder)
        yield from (f"{folder}/{slug}" for slug, one in found.items() if one.review is None)
    if catalog_review(spoken) is None:
        yield CATALOG


@click.command()
def main() -> None:
    """Print for each language and page the digest, texts without a translation, and outdated pairs."""
    for spoken in PREFIXES:
        state = "reviewed" if catalog_review(spoken) else "not reviewed"
        click.echo(f"{spoken}\n  {CATALOG}: words {catalog_digest(spoken)}, {state}")
        for folder, articles in folders().items():
            for line in report(articles, translations(spoken, folder), f"{folder}/"):
                click.echo(f"  {line}")


if __name__ == "__main__":
    main()
