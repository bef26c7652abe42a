"""A quote on a profile: a source's words, or what they told us, with the first day."""

from collections.abc import Iterable
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
    also: tuple[QuoteWords, ...]
    """The same words from other sources."""
    first_read: date | None


def grouped(provider: Provider, quotes: Iterable[Quote]) -> tuple[Quoted, ...]:
    """Return quotes for readers, each sentence once: the first source's, with the others that have the same words."""
    groups: dict[tuple[bool, str], list[Quote]] = {}
    for quote in quotes:
        words = " ".join(quote.text.casefold().split()).rstrip(".")
        groups.setdefault((quote.says_yes, words), []).append(quote)
    return tuple(
        replace(quoted(provider, first), also=tuple(quoted(provider, other).quote for other in others))
        for first, *others in groups.values()
    )


def quoted(provider: Provider, quote: Quote) -> Quoted:
    """Return one quote for readers; what they told us says whether the person or the clinic did."""
    said = [claim for claim in provider.claims if (claim.source, claim.value) == (quote.source, quote.text)]
    claim = min(said, key=lambda claim: claim.first_seen, default=None)
    words = quote_words(quote)
    if claim and words.is_told:
        words = replace(words, source=who_told(claim))
    return Quoted(quote=words, says_yes=quote.says_yes, also=(), first_read=claim.first_seen if claim else None)
