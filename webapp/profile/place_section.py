"""The section of a profile on one place: the answer, quotes, the state's rule and questions to ask there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.places.states import state_name
from index.records import LISTED_ANSWERS, Provider, Quote
from index.vetting.known_at_place import PlaceFacts
from index.vetting.provider_evidence import PlaceVetting, ProviderEvidence
from index.vetting.questions import Question
from webapp.stated.questions import spoken_question
from webapp.stated.quotes import QuoteWords, quote_words
from webapp.words import answer_words
from webapp.words.call_script import Spoken
from webapp.words.rule_words import caution, second_license, short, state_path
from webapp.words.sources import sender_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceQuote:
    """A quote with the first day it was read; None where its claim is not on the profile."""

    words: QuoteWords
    says_yes: bool
    also: tuple[QuoteWords, ...]
    """The same words from other sources."""
    first_read: date | None


def grouped_quotes(provider: Provider, quotes: Iterable[Quote]) -> tuple[PlaceQuote, ...]:
    """Return quotes for readers, each sentence once: the first source's, with others of the same words in `also`."""
    groups: dict[tuple[bool, str], list[Quote]] = {}
    for stated in quotes:
        words = " ".join(stated.text.casefold().split()).rstrip(".")
        groups.setdefault((stated.says_yes, words), []).append(stated)
    return tuple(
        replace(quote(provider, first), also=tuple(quote(provider, other).words for other in others))
        for first, *others in groups.values()
    )


def quote(provider: Provider, stated: Quote) -> PlaceQuote:
    """Return one quote for readers; one of `told_us` names the person or the clinic as the source."""
    said = [claim for claim in provider.claims if (claim.source, claim.value) == (stated.source, stated.text)]
    claim = min(said, key=lambda claim: claim.first_seen, default=None)
    words = quote_words(stated)
    if claim and words.is_correction:
        words = replace(words, source=sender_of(claim))
    return PlaceQuote(words=words, says_yes=stated.says_yes, also=(), first_read=claim.first_seen if claim else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowedAtPlace:
    """The rules of a place's state for each profession of the provider, in a few words."""

    state: str
    path: str
    short: tuple[str, ...]
    cautions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceSection:
    """The section of a profile on one place."""

    label: str
    quotes: tuple[PlaceQuote, ...]
    """Quotes that the place which the profile begins with does not have."""
    allowed: AllowedAtPlace | None
    """None where the state is not known."""
    questions: tuple[Spoken, ...]
    """Questions that the place which the profile begins with does not have."""


def place_section(provider: Provider, found: ProviderEvidence, here: PlaceVetting, today: date) -> PlaceSection:
    """Return the section of one of a provider's places."""
    first = found.places[found.strongest]
    return PlaceSection(
        label=answer_words.label(here.known.answer),
        quotes=_quotes(provider, here.known, first.known),
        allowed=_allowed(here.known, today),
        questions=_questions(here.questions, first.questions),
    )


def _quotes(provider: Provider, here: PlaceFacts, first: PlaceFacts) -> tuple[PlaceQuote, ...]:
    return tuple(quote(provider, stated) for stated in here.evidence.quotes if stated not in first.evidence.quotes)


def _allowed(known: PlaceFacts, today: date) -> AllowedAtPlace | None:
    if not known.states:
        return None
    cautions = (caution(one.rule, today) or second_license(one.rule, today) for one in known.allowed)
    return AllowedAtPlace(
        state=state_name(known.states[0]),
        path=state_path(known.states[0]),
        short=tuple(short(one.rule, today) for one in known.allowed),
        cautions=tuple(dict.fromkeys(filter(None, cautions))) if known.answer in LISTED_ANSWERS else (),
    )


def _questions(asked: Sequence[Question], already: Sequence[Question]) -> tuple[Spoken, ...]:
    return tuple(spoken_question(one) for one in asked if one not in already)
