"""The text of docs/statements.md: each statement of a source with the sentences that cite it, for reviewers.

Written by `python -m webapp.statements`. A change of a page or a statement shows there as a difference.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from webapp.about.pages import pages
from webapp.article.article import Article
from webapp.article.sentence import Citation, Sentence
from webapp.article.source import Source, shipped_sources
from webapp.guidance.pages import guide, problems
from webapp.letters.letters_facts import letters_facts

LISTING = Path(__file__).parents[1] / "docs" / "statements.md"

_HEAD = """\
# Statements and the sentences that rest on them

Written by `python -m webapp.statements`; a test fails while it is not up to date. Every sentence of a page
that cites a source names one statement of it (`[source:key]`, see guidance.md). A machine holds the figures to the
statement. Whether the words mean what the statement says is for a person: read each line against the statement above
it, and each change of this file.
"""


def cited_sentences() -> Iterator[tuple[str, Sentence]]:
    """Yield every sentence that a page takes from sources, with the address of the page."""
    for folder, articles in (("/guide/", guide()), ("/problems/", problems()), ("/", pages())):
        for slug, article in articles.items():
            yield from ((folder + slug, sentence) for sentence in _cited(article))
    for code, facts in letters_facts().items():
        yield from ((f"/letters, {code}", said) for said in (*facts.takes, *facts.not_shown) if said.citations)


def _cited(article: Article) -> Iterator[Sentence]:
    return (sentence for sentence in article.sentences() if sentence.citations)


def listing() -> str:
    """Return the text of docs/statements.md."""
    resting = defaultdict[Citation, list[str]](list)
    for page, sentence in cited_sentences():
        for citation in sentence.citations:
            resting[citation].append(f"- {sentence.text} ({page})")
    return "\n".join([_HEAD, *_sections(shipped_sources(), resting)])


def _sections(sources: Mapping[str, Source], resting: Mapping[Citation, list[str]]) -> Iterator[str]:
    for name, source in sources.items():
        yield f"## {name}\n\n{source.label}{f', {source.date}' if source.date else ''}\n"
        for key, statement in source.statements.items():
            yield f"**{key}**: {statement}\n" if key else "No source was opened for these.\n"
            yield from resting.get(Citation(name, key), [])
            yield ""


def main() -> None:
    """Write the listing."""
    LISTING.write_text(listing(), encoding="utf-8")


if __name__ == "__main__":
    main()
