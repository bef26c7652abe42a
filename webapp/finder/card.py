"""One listed person or clinic on the page of results."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from flask import url_for
from markupsafe import Markup

from index.normalize.url import safe_url
from index.published.reader import Generation
from index.published.summaries import ProviderSummary
from index.records import ListingKind, Phone, Profession, Provider, Quote, SourcesSay, StateRules
from index.search.request import Hit
from webapp.languages import language
from webapp.words import answer_words, profession_words
from webapp.words.formats import CallButton, call_button, directions, place_line, time_element
from webapp.words.rule_words import caution, elsewhere
from webapp.words.sources import is_told, source_name, they_told
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
    is_told: bool = False


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
    """Street, town with state and miles, or that only the town and ZIP code are known."""
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


@lru_cache(maxsize=1024)
def read_words(of: date, _language: str) -> Markup:
    """Return "read Nov 12, 2026" as markup, in the language of the request."""
    return Markup(_("read %(day)s")) % {"day": time_element(of)}  # noqa: S704  (the catalogs are ours)


@lru_cache(maxsize=1024)
def told_words(of: date, _language: str) -> Markup:
    """Return "on Nov 12, 2026" as markup, in the language of the request."""
    return Markup(_("on %(day)s")) % {"day": time_element(of)}  # noqa: S704  (the catalogs are ours)


HitSummary = tuple[Hit, ProviderSummary]
"""A hit and the summary of its provider."""


def profile_address(shown: Provider | ProviderSummary) -> str:
    """Return the address of a profile in the language of the request; it holds the id, never the name."""
    return url_for("profile.clinic" if shown.kind is ListingKind.CLINIC else "profile.person", provider_id=shown.id)


def questions_address(shown: Provider) -> str:
    """Return the address of the questions that a profile leaves open."""
    of_clinic = shown.kind is ListingKind.CLINIC
    return url_for("profile.clinic_questions" if of_clinic else "profile.person_questions", provider_id=shown.id)


def quote_words(quote: Quote) -> QuoteWords:
    """Return a quote with its source in words and a safe link."""
    told = is_told(quote.source)
    return QuoteWords(
        text=quote.text,
        source=they_told() if told else source_name(quote.source),
        link=safe_url(quote.url),
        read_on=quote.read_on,
        read=(told_words if told else read_words)(quote.read_on, language()),
        is_told=told,
    )


def hit_summaries(generation: Generation, hits: tuple[Hit, ...]) -> list[HitSummary]:
    """Return the hits with their summaries, without those removed since the search."""
    seen = ((hit, generation.summary(hit)) for hit in hits)
    return [(hit, summary) for hit, summary in seen if summary is not None]


def card_of(rules: StateRules, sight: HitSummary, today: date, here: str, number: int = 0) -> Card:
    """Return the card of a hit; `here` is the state that was searched, "" where it is not known."""
    hit, summary = sight
    quotes = tuple([quote_words(quote) for quote in summary.quotes])
    return Card(
        number=number,
        name=summary.name,
        address=profile_address(summary),
        is_clinic=summary.kind is ListingKind.CLINIC,
        professions=profession_words.labels(summary.professions),
        clinic="" if summary.kind is ListingKind.CLINIC else summary.organization,
        where=place_line(summary, hit.distance_miles),
        directions=directions(summary.street, summary.city, summary.state, summary.zip),
        website=safe_url(summary.website),
        label=answer_words.label(hit.answer),
        lists_letters=hit.answer is SourcesSay.COURSE_LISTED,
        line=answer_words.line(hit.answer),
        caution=card_caution(rules, summary.state, summary.professions, today),
        elsewhere=elsewhere(rules, summary.state, summary.professions, here, today),
        quotes=quotes,
        age=answer_words.age(quotes[0].read_on, today, told=quotes[0].is_told) if quotes else "",
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
