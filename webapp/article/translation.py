"""Translated pages: pairs of an English sentence and its translation, used only while the English stays the same.

A file of `webapp/translations/<language>/guide`, `problems` or `about` has the pairs of one page. The page itself, its
order and its sources come from the English file alone, so a translation can change neither a figure nor a source. A
sentence without a pair, such as one whose English has changed since, is shown in English, and the page says so.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from webapp.article.article import Article, Block, Section
from webapp.article.reviews import Review, digest_of, reviews
from webapp.article.sentence import Sentence, parts
from webapp.article.source import ArticleError, figures, read_yaml
from webapp.languages import CATALOGS, DEFAULT


class Pair(BaseModel):
    """One sentence, heading or line of a link, with its strong words marked, and its translation."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    en: str = Field(min_length=1)
    to: str = Field(min_length=1)


_PAIRS = TypeAdapter(tuple[Pair, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """The words of one page in another language; `review` is that of exactly these words, None where there is none."""

    language: str
    words: Mapping[str, str]
    review: Review | None = None

    @property
    def digest(self) -> str:
        """The digest of the words, which a review names."""
        return digest_of(self.words)


def load_translation(path: Path, language: str, review: Review) -> Translation:
    """Return the translation of one file; raises ArticleError where figures or marks of a pair differ."""
    pairs = read_yaml(path, _PAIRS)
    words: dict[str, str] = {}
    for pair in pairs:
        english, said = (" ".join(text.split()) for text in (pair.en, pair.to))
        where = f"“{english}”"
        if english in words:
            raise ArticleError(path, where, "is there twice; keep one")
        if figures(english) != figures(said):
            raise ArticleError(path, where, f"its translation has other figures: “{said}”")
        if ("911" in english) is not ("911" in said):
            raise ArticleError(path, where, "911 is in only one of the two; write it in both")
        if english.count("**") != said.count("**"):
            raise ArticleError(path, where, "mark as many strong words in its translation as in English")
        words[english] = said
    is_of_these = review.is_signed and review.words == digest_of(words)
    return Translation(language=language, words=words, review=review if is_of_these else None)


@cache
def translations(language: str, folder: str) -> Mapping[str, Translation]:
    """Return the translated pages of a folder ("guide") by slug, loaded once."""
    files = sorted((CATALOGS / language / folder).glob("*.yml"))
    known = reviews(language)
    return {file.stem: load_translation(file, language, known.get(f"{folder}/{file.stem}", Review())) for file in files}


def in_language(pages: Mapping[str, Article], folder: str, language: str) -> Mapping[str, Article]:
    """Return pages by slug, translated as far as the pairs of a folder ("guide") go."""
    known = translations(language, folder) if language != DEFAULT else {}
    return {slug: translated(page, known[slug]) if slug in known else page for slug, page in pages.items()}


def translated(page: Article, translation: Translation) -> Article:
    """Return a page in the translation's words, in English where it has no pair."""
    said = translation.words
    in_english: set[str] = set()

    def text(english: str) -> str:
        key = " ".join(english.split())
        if key not in said:
            in_english.add(english)
        return said.get(key, english)

    sections = tuple(
        Section(
            heading=text(section.heading), blocks=tuple(_block(block, translation, text) for block in section.blocks)
        )
        for section in page.sections
    )
    title, short = text(page.title), text(page.short)
    return replace(
        page,
        title=title,
        short=short,
        lead=_sentences(page.lead, translation),
        sections=sections,
        language=translation.language,
        review=translation.review,
        in_english=frozenset(in_english),
    )


def texts(page: Article) -> Iterator[str]:
    """Yield every English text of a page to translate, in order: title, line, sentences, headings, links."""
    yield from (page.title, page.short)
    yield from (sentence.marked for sentence in page.lead)
    for section in page.sections:
        yield section.heading
        for block in section.blocks:
            yield from (sentence.marked for item in block.items for sentence in item)
            yield from (link.text for link in block.see)


def untranslated(page: Article, translation: Translation) -> tuple[str, ...]:
    """Return the texts of a page without a translation, those whose English changed since among them."""
    return tuple(text for text in dict.fromkeys(texts(page)) if " ".join(text.split()) not in translation.words)


def outdated(page: Article, translation: Translation) -> tuple[str, ...]:
    """Return the English of pairs that the page no longer has."""
    now = {" ".join(text.split()) for text in texts(page)}
    return tuple(english for english in translation.words if english not in now)


def _block(block: Block, translation: Translation, text: Callable[[str], str]) -> Block:
    return replace(
        block,
        items=tuple(_sentences(item, translation) for item in block.items),
        see=tuple(link.model_copy(update={"text": text(link.text)}) for link in block.see),
    )


def _sentences(of: Sequence[Sentence], translation: Translation) -> tuple[Sentence, ...]:
    """Return translated sentences; a speech in quotation marks also keeps its English, to be read out."""
    english = " ".join(sentence.text for sentence in of)
    is_speech = english.startswith("\N{LEFT DOUBLE QUOTATION MARK}") and english.endswith(
        "\N{RIGHT DOUBLE QUOTATION MARK}"
    )
    return tuple(_sentence(sentence, translation, sentence.text if is_speech else "") for sentence in of)


def _sentence(sentence: Sentence, translation: Translation, read_out: str) -> Sentence:
    said = translation.words.get(sentence.marked)
    if said is None:
        return replace(sentence, read_out=read_out)
    return replace(sentence, parts=parts(said), language=translation.language, read_out=read_out)


def report(pages: Mapping[str, Article], known: Mapping[str, Translation], folder: str = "") -> Iterator[str]:
    """Yield lines on each page of a folder ("guide/"): its digest, and its untranslated and outdated texts."""
    yield from (f"{folder}{slug}: no translation" for slug in pages if slug not in known)
    for slug, translation in known.items():
        yield f"{folder}{slug}: words {translation.digest}, {'reviewed' if translation.review else 'not reviewed'}"
        if slug not in pages:
            yield "  there is no such page; delete the file"
            continue
        yield from (f"  no translation: {text}" for text in untranslated(pages[slug], translation))
        yield from (f"  not on the page: {text}" for text in outdated(pages[slug], translation))
