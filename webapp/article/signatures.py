"""Signatures of the judgments of ours on pages of text, in a file of the home; each names the exact words it is of.

A judgment is signed while a row has its digest. A changed word of the page or of the judgment changes the digest, so
the signature is of other words and the page says again that nobody has signed.
"""

import hashlib
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from index import settings
from index.durable_files import WatchedFile
from index.vocabulary.entries import VocabularyError, read_rows
from webapp.article.article import Article
from webapp.article.article_file import ToSign
from webapp.article.sentence import Sentence

COLUMNS = ("page", "what", "by", "digest", "who", "signed_on", "note")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgmentSignature:
    """One row of the file: the page and the judgment as they were named, the digest, who signed and when, and why."""

    page: str
    what: str
    by: str
    digest: str
    who: str
    signed_on: date
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSignatures:
    """The signatures of a page in force; `has_judgments` is False for a page that needs none."""

    has_judgments: bool
    is_signed: bool
    """True if every judgment of the page is signed, and there is one."""
    by: tuple[JudgmentSignature, ...]


def digest_of(words_digest: str, judgment: ToSign) -> str:
    """Return the digest that a signature of a judgment names; `words_digest` is that of the words it is about."""
    return hashlib.sha256(f"{words_digest}\n{judgment.by}\n{judgment.what}".encode()).hexdigest()[:12]


def read_signatures(path: Path) -> tuple[JudgmentSignature, ...]:
    """Return the signatures of a file, () where there is none; raises VocabularyError with row and what to write."""
    if not path.exists():
        return ()
    found = []
    for row in read_rows(path, COLUMNS):
        signed_on = row.day("signed_on")
        if signed_on is None:
            raise row.error("signed_on is empty. Write the day.")
        words = {name: row.text(name, required=name != "note") for name in COLUMNS if name != "signed_on"}
        found.append(JudgmentSignature(**words, signed_on=signed_on))
    return tuple(found)


class _Watched:
    """The signatures of a file by digest, read again when it changes; none where it cannot be read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = WatchedFile(path)
        self._known: Mapping[str, JudgmentSignature] = {}

    def by_digest(self) -> Mapping[str, JudgmentSignature]:
        if self._file.changed():
            try:
                self._known = {one.digest: one for one in read_signatures(self._path)}
            except (VocabularyError, OSError) as error:
                _log.error("%s; until then every judgment of the guide counts as unsigned", error)
                self._known = {}
        return self._known


@lru_cache(maxsize=1)
def _watched(path: Path) -> _Watched:
    return _Watched(path)


def signatures_in_force() -> Mapping[str, JudgmentSignature]:
    """Return the signatures of this home by digest."""
    return _watched(settings.current().guide_signatures).by_digest()


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
