"""One listed person or clinic on the page of results."""

from datetime import date
from typing import NamedTuple

from index.normalize.url import safe_url
from index.published.reader import Generation
from index.published.summaries import ProviderSummary
from index.records import ListingKind, Phone, Profession, SourcesSay, StateRules
from index.search.request import Hit
from webapp.stated.listing_address import profile_address
from webapp.stated.quotes import QuoteWords, quote_words
from webapp.words import answer_words, profession_words
from webapp.words.formats import CallButton, call_button, directions, place_and_miles
from webapp.words.rule_words import caution, elsewhere


class Card(NamedTuple):
    """The contents of a card. `number` is its position in the list, 0 outside the list."""

    number: int
    name: str
    address: str
    is_clinic: bool
    professions: tuple[str, ...]
    clinic: str
    """The organization it is at, "" for a clinic itself."""
    where: str
    """Street and town with state, or that only the town and ZIP code are known."""
    miles: str
    """"" where it is in the searched town and nothing nearer is known."""
    directions: str
    website: str
    label: str
    lists_letters: bool
    """True where the source lists letters of a course, in place of a sentence."""
    line: str
    caution: str
    elsewhere: str
    """The rule of its state in a few words, where that is not the searched one."""
    quotes: tuple[QuoteWords, ...]
    age: str
    question: str
    call: CallButton | None
    phone: Phone | None
    workplace: tuple[str, str] | None
    """Phone number and building, which colleagues share; None where one of them is not known."""
    clinic_page: tuple[str, str] | None = None
    """Name and address of the clinic at the workplace, None where the generation has no page for it."""


HitSummary = tuple[Hit, ProviderSummary]
"""A hit and the summary of its provider."""


def hit_summaries(generation: Generation, hits: tuple[Hit, ...]) -> list[HitSummary]:
    """Return the hits with their summaries, without those removed since the search."""
    seen = ((hit, generation.summary(hit)) for hit in hits)
    return [(hit, summary) for hit, summary in seen if summary is not None]


def card_of(rules: StateRules, sight: HitSummary, today: date, here: str, number: int = 0) -> Card:
    """Return the card of a hit; `here` is the state that was searched, "" where it is not known."""
    hit, summary = sight
    quotes = tuple([quote_words(quote) for quote in summary.quotes])
    where, miles = place_and_miles(summary, hit.distance_miles)
    return Card(
        number=number,
        name=summary.name,
        address=profile_address(summary),
        is_clinic=summary.kind is ListingKind.CLINIC,
        professions=profession_words.labels(summary.professions),
        clinic="" if summary.kind is ListingKind.CLINIC else summary.organization,
        where=where,
        miles=miles,
        directions=directions(summary.street, summary.city, summary.state, summary.zip),
        website=safe_url(summary.website),
        label=answer_words.label(hit.answer),
        lists_letters=hit.answer is SourcesSay.COURSE_LISTED,
        line=answer_words.line(hit.answer),
        caution=card_caution(rules, summary.state, summary.professions, today),
        elsewhere=elsewhere(rules, summary.state, summary.professions, here, today),
        quotes=quotes,
        age=answer_words.age(quotes[0].read_on, today, is_correction=quotes[0].is_correction) if quotes else "",
        question=answer_words.question(summary, hit.answer),
        call=call_button(summary.phone) if summary.phone else None,
        phone=summary.phone,
        workplace=workplace(summary),
    )


def workplace(summary: ProviderSummary) -> tuple[str, str] | None:
    """Return phone number and building, which colleagues share; None where one of them is not known."""
    return (summary.phone.e164, summary.building) if summary.phone and summary.building else None


def card_caution(rules: StateRules, state: str, held: tuple[Profession, ...], today: date) -> str:
    """Return a card's one caution, "" where any license of the person is free of cautions."""
    cautions = [caution(rules.rule(state, profession), today) for profession in held]
    return cautions[0] if cautions and all(cautions) else ""
