"""What is translated of the guide, for whoever translates or signs it: `python -m webapp.guidance.translated_pages`."""

import click

from webapp.article.translation import report, translations
from webapp.guidance.pages import GUIDE, guide
from webapp.languages import PREFIXES


@click.command()
def main() -> None:
    """Print for each language and page its digest, what has no translation and what the page does not say any more."""
    for language in PREFIXES:
        click.echo(language)
        for line in report(guide(), translations(language, GUIDE)):
            click.echo(f"  {line}")


if __name__ == "__main__":
    main()
