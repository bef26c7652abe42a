"""The words on what is known of one place: its answer, its state's rule, what is not known and what to ask there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.places.states import state_name
from index.records import LISTED_ANSWERS, Provider
from index.vetting.known_at_place import PlaceFacts
from index.vetting.provider_evidence import PlaceVetting, ProviderEvidence
from index.vetting.questions import Question
from webapp.profile.questions import spoken_question
from webapp.profile.quoted import Quoted, quoted
from webapp.words import answer_words
from webapp.words.call_script import Spoken
from webapp.words.rule_words import caution, second_license, short, state_path


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowedThere:
    """What the state of a place allows each of somebody's professions, in a few words."""

    state: str
    path: str
    short: tuple[str, ...]
    cautions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidThere:
    """What a profile says of one place."""

    label: str
    quotes: tuple[Quoted, ...]
    """What is quoted of this place and not of the one that the profile begins with."""
    allowed: AllowedThere | None
    """None where the state is not known."""
    questions: tuple[Spoken, ...]
    """What is to be asked here, and not at the place that the profile begins with."""


def said_there(provider: Provider, found: ProviderEvidence, here: PlaceVetting, today: date) -> SaidThere:
    """Return what a profile says of one of the places of a provider."""
    first = found.places[found.strongest]
    return SaidThere(
        label=answer_words.label(here.known.answer),
        quotes=_quotes(provider, here.known, first.known),
        allowed=_allowed(here.known, today),
        questions=_questions(here.questions, first.questions),
    )


def _quotes(provider: Provider, here: PlaceFacts, first: PlaceFacts) -> tuple[Quoted, ...]:
    return tuple(quoted(provider, quote) for quote in here.evidence.quotes if quote not in first.evidence.quotes)


def _allowed(known: PlaceFacts, today: date) -> AllowedThere | None:
    if not known.states:
        return None
    cautions = (caution(one.rule, today) or second_license(one.rule, today) for one in known.allowed)
    return AllowedThere(
        state=state_name(known.states[0]),
        path=state_path(known.states[0]),
        short=tuple(short(one.rule, today) for one in known.allowed),
        cautions=tuple(dict.fromkeys(filter(None, cautions))) if known.answer in LISTED_ANSWERS else (),
    )


def _questions(asked: Sequence[Question], already: Sequence[Question]) -> tuple[Spoken, ...]:
    return tuple(spoken_question(one) for one in asked if one not in already)
