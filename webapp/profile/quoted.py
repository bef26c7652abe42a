"""A quote on a profile: a source's words, or what they told us, with the first day."""

from dataclasses import dataclass, replace
from datetime import date

from index.records import Provider, Quote
from webapp.finder.card import QuoteWords, quote_words
from webapp.words.told_words import who_told


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A quote with the first day it was read; None where its claim is not shown."""

    quote: QuoteWords
    says_yes: bool
    first_read: date | None


def quoted(provider: Provider, quote: Quote) -> Quoted:
    """Return a quote for readers; what they told us says whether the person or the clinic did."""
    said = [claim for claim in provider.claims if (claim.source, claim.value) == (quote.source, quote.text)]
    claim = min(said, key=lambda claim: claim.first_seen, default=None)
    words = quote_words(quote)
    if claim and words.is_told:
        words = replace(words, source=who_told(claim))
    return Quoted(quote=words, says_yes=quote.says_yes, first_read=claim.first_seen if claim else None)
