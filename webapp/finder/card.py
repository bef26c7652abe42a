"""One listed person or clinic on the page of results."""

from dataclasses import dataclass
from datetime import date

from index.publish.reader import Generation
from index.records import AnswerA, ListingKind, Profession, Provider, Quote, StateRules
from index.search.request import Hit
from index.vocabulary import professions
from webapp.words import answer_words
from webapp.words.distance_words import distance
from webapp.words.phone_words import CallButton, call_button
from webapp.words.rule_words import caution
from webapp.words.safe_link import safe_link
from webapp.words.source_names import source_name


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteWords:
    """A source's words as a page shows them; `link` is "" where the address is not a safe one."""

    text: str
    source: str
    link: str
    read_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a card shows."""

    name: str
    address: str
    is_clinic: bool
    professions: tuple[str, ...]
    where: str
    label: str
    lists_letters: bool
    """What the source says are letters of a course, not a sentence."""
    line: str
    caution: str
    quotes: tuple[QuoteWords, ...]
    question: str
    call: CallButton | None


def profile_address(provider: Provider) -> str:
    """Return the path of a profile; it holds the id, never the name."""
    room = "clinics" if provider.kind is ListingKind.CLINIC else "people"
    return f"/{room}/{provider.id}"


def quote_words(quote: Quote) -> QuoteWords:
    """Return a quote with its source in words and a link that is safe."""
    return QuoteWords(
        text=quote.text, source=source_name(quote.source), link=safe_link(quote.url), read_on=quote.read_on
    )


def card_of(generation: Generation, hit: Hit, today: date) -> Card | None:
    """Return the card of a hit; None for somebody who was taken down since the hit was counted."""
    provider = generation.provider(hit.provider_id)
    if provider is None:
        return None
    practice = provider.practices[hit.practice]
    place = practice.location
    return Card(
        name=provider.name,
        address=profile_address(provider),
        is_clinic=provider.kind is ListingKind.CLINIC,
        professions=profession_words(provider.professions),
        where=where(place.city, distance(hit.distance_miles, place.precision, place.city)),
        label=answer_words.label(hit.answer),
        lists_letters=hit.answer is AnswerA.COURSE_LISTED,
        line=answer_words.line(hit.answer),
        caution=_caution(generation.rules, place.state, provider.professions, today),
        quotes=tuple(quote_words(quote) for quote in _shown_quotes(hit.answer, practice.evidence.quotes)),
        question=answer_words.question(hit.answer),
        call=call_button(place.phone) if place.phone else None,
    )


def profession_words(held: tuple[Profession, ...]) -> tuple[str, ...]:
    """Return the labels of professions; "other" says nothing and is left out."""
    return tuple(professions.label(profession) for profession in held if profession is not Profession.OTHER)


def where(city: str, far: str) -> str:
    """Return "Salida · about 2 miles", and "in Salida" alone."""
    return far if not city or far.startswith("in ") else f"{city} · {far}"


def _shown_quotes(answer: AnswerA, quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """Return the deciding quote; where sources disagree, the first on each side."""
    if answer is not AnswerA.DISAGREE:
        return quotes[:1]
    sides = [next((quote for quote in quotes if quote.says_yes is side), None) for side in (True, False)]
    return tuple(quote for quote in sides if quote is not None)


def _caution(rules: StateRules, state: str, held: tuple[Profession, ...], today: date) -> str:
    """Return a card's one caution: only where no license the person is listed with is free of one."""
    cautions = [caution(rules.rule(state, profession), today) for profession in held]
    return cautions[0] if cautions and all(cautions) else ""
