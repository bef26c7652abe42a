"""A source's words as pages show them: the sentence, the name of the source, a link and the day."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from markupsafe import Markup

from index.normalize.url import safe_url
from index.records import Quote
from webapp.languages import language
from webapp.words.formats import time_element
from webapp.words.sources import is_correction, source_name, unknown_sender
from webapp.words.translate import _


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteWords:
    """A source's words as a page shows them; `link` is "" where the address is unsafe."""

    text: str
    source: str
    link: str
    read_on: date
    read: Markup
    """The day as a page writes it: "read Nov 12, 2026", or "on Nov 12, 2026" where they told us."""
    is_correction: bool = False
    says_yes: bool = True
    """False where the sentence says that dry needling is not offered."""


@lru_cache(maxsize=1024)
def read_words(of: date, _language: str) -> Markup:
    """Return "read Nov 12, 2026" as markup, in the language of the request."""
    return Markup(_("read %(day)s")) % {"day": time_element(of)}  # noqa: S704  (the catalogs are ours)


@lru_cache(maxsize=1024)
def corrected_words(of: date, _language: str) -> Markup:
    """Return "on Nov 12, 2026" as markup, in the language of the request."""
    return Markup(_("on %(day)s")) % {"day": time_element(of)}  # noqa: S704  (the catalogs are ours)


def quote_words(quote: Quote) -> QuoteWords:
    """Return a quote with its source in words and a safe link."""
    corrects = is_correction(quote.source)
    return QuoteWords(
        text=quote.text,
        source=unknown_sender() if corrects else source_name(quote.source),
        link=safe_url(quote.url),
        read_on=quote.read_on,
        read=(corrected_words if corrects else read_words)(quote.read_on, language()),
        is_correction=corrects,
        says_yes=quote.says_yes,
    )
