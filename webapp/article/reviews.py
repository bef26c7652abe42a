"""Reviews of translated pages: the reviewer and the day, a line for each page in a file next to the translation.

A review is of exact words: it names their digest. When a word changes, the page says again that nobody has reviewed it.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from flask import request
from pydantic import BaseModel, ConfigDict, TypeAdapter

from webapp.article.source import read_yaml
from webapp.languages import CATALOGS, DEFAULT, language

REVIEWS = "signed.yml"
CATALOG = "catalog"
"""The line for every page whose words are in the catalog and that has no line of its own."""


class Review(BaseModel):
    """The reviewer of a translation, the day, and the digest of the `words`; "" where nobody has reviewed them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    signed_by: str = ""
    signed_on: dt.date | None = None
    words: str = ""

    @property
    def is_signed(self) -> bool:
        """Return whether it names somebody and a day."""
        return bool(self.signed_by.strip() and self.signed_on)


_NONE = Review()
_REVIEWS: TypeAdapter[Mapping[str, Review]] = TypeAdapter(Mapping[str, Review])


def digest_of(words: Mapping[str, str]) -> str:
    """Return a short digest of English words and their translations, the same in any order."""
    return hashlib.sha256(repr(sorted(words.items())).encode()).hexdigest()[:12]


def load_reviews(path: Path) -> Mapping[str, Review]:
    """Return the reviews of a file by page; raises ArticleError."""
    return read_yaml(path, _REVIEWS)


@cache
def reviews(spoken: str) -> Mapping[str, Review]:
    """Return the shipped reviews of a language by page: "guide/before", "catalog", or an endpoint ("finder.find")."""
    return load_reviews(CATALOGS / spoken / REVIEWS)


@cache
def catalog_digest(spoken: str) -> str:
    """Return the digest of a language's catalog, which a review of any page made of it names."""
    catalog = CATALOGS / spoken / "LC_MESSAGES" / "messages.po"
    return hashlib.sha256(catalog.read_bytes()).hexdigest()[:12]


def catalog_review(spoken: str, page: str = CATALOG) -> Review | None:
    """Return the review of a page whose words are in the catalog; None where nobody has reviewed them as they are."""
    found = reviews(spoken)
    lines = (found.get(page, _NONE), found.get(CATALOG, _NONE))
    return next((one for one in lines if one.is_signed and one.words == catalog_digest(spoken)), None)


def review_here() -> Review | None:
    """Return the review of the page of this request, whose words are in the catalog ("finder.find", "errors")."""
    return None if language() == DEFAULT else catalog_review(language(), request.endpoint or "errors")
