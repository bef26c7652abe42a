"""Signatures of the judgments of ours on pages of text, in a file next to CURRENT; each names the exact words it is of.

A judgment is signed while a row has its digest. A changed word of the page or of the judgment changes the digest, so
the signature is of other words and the page says again that nobody has signed.
"""

import hashlib
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from index import settings
from index.durable_files import WatchedFile
from index.published.guide_signatures import FILE, GuideSignature, read_signatures
from index.vocabulary.entries import VocabularyError
from webapp.article.article import Article
from webapp.article.article_file import ToSign
from webapp.article.sentence import Sentence

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSignatures:
    """The signatures of a page in force; `has_judgments` is False for a page that needs none."""

    has_judgments: bool
    is_signed: bool
    """True if every judgment of the page is signed, and there is one."""
    by: tuple[GuideSignature, ...]


def digest_of(words_digest: str, judgment: ToSign) -> str:
    """Return the digest that a signature of a judgment names; `words_digest` is that of the words it is about."""
    return hashlib.sha256(f"{words_digest}\n{judgment.by}\n{judgment.what}".encode()).hexdigest()[:12]


class _Watched:
    """The signatures of a folder by digest, read again when its file changes; none where it cannot be read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = WatchedFile(folder / FILE)
        self._known: Mapping[str, GuideSignature] = {}

    def by_digest(self) -> Mapping[str, GuideSignature]:
        if self._file.changed():
            try:
                self._known = {one.digest: one for one in read_signatures(self._folder)}
            except (VocabularyError, OSError) as error:
                _log.error("%s; until then every judgment of the guide counts as unsigned", error)
                self._known = {}
        return self._known


@lru_cache(maxsize=1)
def _watched(folder: Path) -> _Watched:
    return _Watched(folder)


def signatures_in_force() -> Mapping[str, GuideSignature]:
    """Return the signatures of this home by digest."""
    return _watched(settings.current().generations).by_digest()


def page_signatures(page: Article) -> PageSignatures:
    """Return the signatures of a page's judgments."""
    known = signatures_in_force()
    found = [known.get(digest_of(page.digest, judgment)) for judgment in page.to_sign]
    return PageSignatures(
        has_judgments=bool(found),
        is_signed=bool(found) and None not in found,
        by=tuple(one for one in found if one is not None),
    )


def still_said(page: Article, sentences: Iterable[Sentence]) -> Sequence[Sentence]:
    """Return the sentences without those that are said only until the page's judgments are signed, if they are."""
    found = list(sentences)
    if any(one.until_signed for one in found) and page_signatures(page).is_signed:
        return [one for one in found if not one.until_signed]
    return found
