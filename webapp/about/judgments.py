"""Every judgment of ours that somebody of the field signs, page by page, with what says whether it is signed."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from index.published.guide_signatures import GuideSignature
from index.vocabulary.entries import DATA
from webapp.about.pages import pages
from webapp.article.article_file import ToSign
from webapp.article.signatures import digest_of, signatures_in_force
from webapp.guidance.pages import guide, problems

FIND = "find"
_FIND_DATA = ("complaint_words.yml", "body_words.yml")
_OF_FIND = ToSign(
    by="clinician",
    what=(
        "The words after which 911, or *Is dry needling right for me?*, comes first "
        "(`index/vocabulary/data/complaint_words.yml`), and which problem a word of the body leads to "
        "(`body_words.yml`)."
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgment:
    """A judgment: its page ("guide/cost"), its number there from 1, whose field it is, and what it is.

    `signature` is None while nobody has signed exactly these words. `lapsed` has that of earlier words, if any.
    """

    page: str
    number: int
    by: str
    what: str
    digest: str
    signature: GuideSignature | None
    lapsed: GuideSignature | None


def judgments() -> Iterator[Judgment]:
    """Yield every judgment, in the order of pages."""
    known = signatures_in_force()
    earlier = {(one.page, one.number): one for one in known.values()}
    for page, words_digest, to_sign in _pages():
        for number, judgment in enumerate(to_sign, 1):
            digest = digest_of(words_digest, judgment)
            signature = known.get(digest)
            yield Judgment(
                page=page,
                number=number,
                by=judgment.by,
                what=judgment.what,
                digest=digest,
                signature=signature,
                lapsed=None if signature else earlier.get((page, number)),
            )


def _pages() -> Iterator[tuple[str, str, tuple[ToSign, ...]]]:
    words = b"".join((DATA / name).read_bytes() for name in _FIND_DATA)
    yield FIND, hashlib.sha256(words).hexdigest(), (_OF_FIND,)
    for folder, articles in (("guide/", guide()), ("problems/", problems()), ("", pages())):
        for slug, article in articles.items():
            yield folder + slug, article.digest, article.to_sign
