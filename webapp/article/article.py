"""A page of text: headings, paragraphs, lists of sentences, and the judgments of ours that somebody signs."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter

from webapp.article.article_file import ArticleFile, BlockFile, LinkFile, ToSign
from webapp.article.reviews import Review
from webapp.article.sentence import Sentence, check_sentence, sentences
from webapp.article.source import ArticleError, Source, figures, read_yaml

_FILE = TypeAdapter(ArticleFile)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph (`p`), a list (`list`, `steps`, `urgent`) or links (`see` within the site, `links` out of it)."""

    kind: str
    items: tuple[tuple[Sentence, ...], ...] = ()
    see: tuple[LinkFile, ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and the blocks under it."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One page. `sources` are numbered on it in this order, from 1."""

    slug: str
    order: int
    title: str
    short: str
    lead: tuple[Sentence, ...]
    sections: tuple[Section, ...]
    to_sign: tuple[ToSign, ...]
    sources: Mapping[str, Source]
    digest: str = ""
    """The digest of the English words with what they cite, which a signature of a judgment names."""
    language: str = "en"
    review: Review | None = None
    """The review of the translation; None for the original, and where nobody has reviewed it."""
    in_english: frozenset[str] = frozenset()
    """The title, headings and links of a translation that are still English."""

    @property
    def is_whole(self) -> bool:
        """Return whether all of it is in its language."""
        return not self.in_english and all(sentence.language == self.language for sentence in self.sentences())

    def number(self, name: str) -> int:
        """Return the number of a source on this page, from 1."""
        return list(self.sources).index(name) + 1

    def sentences(self) -> Iterator[Sentence]:
        """Yield every sentence in the order of the page."""
        yield from self.lead
        for section in self.sections:
            for block in section.blocks:
                for item in block.items:
                    yield from item


def load_articles(folder: Path, known: Mapping[str, Source]) -> Mapping[str, Article]:
    """Return the pages of a folder by slug, in their order; raises ArticleError for the first wrong page."""
    pages = [load_article(path, known) for path in folder.glob("*.yml")]
    return {page.slug: page for page in sorted(pages, key=lambda page: (page.order, page.slug))}


def load_article(path: Path, known: Mapping[str, Source]) -> Article:
    """Return the page of one file; raises ArticleError naming the file, the place and what to write."""
    file = read_yaml(path, _FILE)
    _check_headings(path, file)
    page = Article(
        slug=path.stem,
        order=file.order,
        title=file.title,
        short=file.short,
        lead=sentences(file.lead),
        sections=tuple(
            Section(heading=section.heading, blocks=tuple(_block(path, block, known) for block in section.blocks))
            for section in file.sections
        ),
        to_sign=file.to_sign,
        digest=hashlib.sha256(file.model_dump_json(exclude={"order", "to_sign"}).encode()).hexdigest()[:12],
        sources={},
    )
    for sentence in page.sentences():
        check_sentence(path, sentence, known)
    names = dict.fromkeys(name for sentence in page.sentences() for name in sentence.sources)
    return replace(page, sources={name: known[name] for name in names})


def _block(path: Path, block: BlockFile, known: Mapping[str, Source]) -> Block:
    if missing := [name for name in block.links if name not in known]:
        raise ArticleError(path, "links", f"no source is named {missing[0]!r}; write it into sources.yml")
    return Block(
        kind=block.kind,
        items=tuple(sentences(text) for text in block.texts),
        see=block.see,
        sources=tuple(known[name] for name in block.links),
    )


def _check_headings(path: Path, file: ArticleFile) -> None:
    for text in (file.title, file.short, *(section.heading for section in file.sections)):
        if found := figures(text):
            raise ArticleError(path, f"“{text}”", f"{min(found)} is in a heading, where no source can be named")
