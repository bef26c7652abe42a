"""One practice location on a profile."""

from dataclasses import dataclass

from index.records import Practice, address_line
from webapp.finder.card import QuoteWords, quote_words
from webapp.words import answer_words
from webapp.words.phone_words import CallButton, call_button, digits
from webapp.words.source_names import source_name


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeWords:
    """What a profile shows of a place."""

    organization: str
    address: str
    is_withheld: bool
    call: CallButton | None
    fax: str
    label: str
    quotes: tuple[QuoteWords, ...]
    sources: tuple[str, ...]


def practice_words(practice: Practice) -> PracticeWords:
    """Return a practice location for readers."""
    place = practice.location
    return PracticeWords(
        organization=place.organization,
        address=address_line(place),
        is_withheld=practice.street_withheld,
        call=call_button(place.phone) if place.phone else None,
        fax=digits(place.fax.e164) if place.fax else "",
        label=answer_words.label(practice.evidence.answer),
        quotes=tuple(quote_words(quote) for quote in practice.evidence.quotes),
        sources=source_words(practice.sources),
    )


def source_words(sources: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of sources, each once: the registry's page and its file are one to a reader."""
    return tuple(dict.fromkeys(source_name(source) for source in sources))
