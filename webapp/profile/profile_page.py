"""Everything a profile shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.publish.document import strongest_evidence
from index.records import (
    LISTED_ANSWERS,
    AnswerA,
    Credential,
    CredentialKind,
    ListingKind,
    Profession,
    Provider,
    StateRule,
    StateRules,
)
from webapp.finder.card import QuoteWords, quote_words
from webapp.profile.facts import Disagreement, Fact, disagreements, facts
from webapp.profile.practice_words import PracticeWords, practice_words, source_words
from webapp.profile.questions import questions
from webapp.words import answer_words, profession_words
from webapp.words.claim_words import value_words
from webapp.words.letters_words import Letters, letters_words, unknown_letters
from webapp.words.phone_words import CallButton, call_button
from webapp.words.rule_words import RuleLine, caution, rule_line, second_license
from webapp.words.safe_link import safe_link

_KEPT_OUT = frozenset({AnswerA.NO_WORD, AnswerA.SAYS_NO})
ALWAYS_MISSING = ("price", "opening hours", "if new patients are taken")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfilePage:
    """What a profile shows, in the order of the page (SITE 3.4)."""

    name: str
    is_clinic: bool
    letters_line: str
    professions: tuple[str, ...]
    town: str
    call: CallButton | None
    answer: AnswerA
    label: str
    line: str
    quotes: tuple[QuoteWords, ...]
    rules: tuple[RuleLine, ...]
    cautions: tuple[str, ...]
    licenses: tuple[str, ...]
    training: tuple[str, ...]
    questions: tuple[str, ...]
    practices: tuple[PracticeWords, ...]
    website: str
    npi: str
    letters: tuple[Letters, ...]
    disagreements: tuple[Disagreement, ...]
    missing: tuple[str, ...]
    facts: tuple[Fact, ...]
    sources: tuple[str, ...]
    is_kept_out: bool
    """No word, or a no: search engines leave the page out."""


def profile_page(provider: Provider, rules: StateRules, today: date) -> ProfilePage:
    """Return the page of a provider on a day."""
    evidence = strongest_evidence(provider)
    best = provider.practices[0].location
    ruled = [rules.rule(*key) for key in _rule_keys(provider)]
    return ProfilePage(
        name=provider.name,
        is_clinic=provider.kind is ListingKind.CLINIC,
        letters_line=", ".join(dict.fromkeys(credential.raw for credential in provider.credentials)),
        professions=profession_words.labels(provider.professions),
        town=", ".join(part for part in (best.city, best.state) if part),
        call=call_button(best.phone) if best.phone else None,
        answer=evidence.answer,
        label=answer_words.label(evidence.answer),
        line=answer_words.line(evidence.answer),
        quotes=tuple(quote_words(quote) for quote in evidence.quotes),
        rules=tuple(rule_line(rule, today) for rule in ruled),
        cautions=_cautions(ruled, evidence.answer, today),
        licenses=tuple(value_words("license", text) for text in _licenses(provider)),
        training=tuple(credential.raw for credential in provider.credentials if _is_needling_course(credential)),
        questions=questions(evidence.answer, provider.kind),
        practices=tuple(practice_words(practice) for practice in provider.practices),
        website=safe_link(provider.website),
        npi=provider.npi,
        letters=_letters(provider),
        disagreements=disagreements(provider),
        missing=_missing(provider),
        facts=facts(provider),
        sources=source_words(provider.sources),
        is_kept_out=evidence.answer in _KEPT_OUT,
    )


def _cautions(ruled: Sequence[StateRule], answer: AnswerA, today: date) -> tuple[str, ...]:
    if answer not in LISTED_ANSWERS:
        return ()
    said = (caution(rule, today) or second_license(rule, today) for rule in ruled)
    return tuple(dict.fromkeys(filter(None, said)))


def _rule_keys(provider: Provider) -> list[tuple[str, Profession]]:
    states = dict.fromkeys(practice.location.state for practice in provider.practices if practice.location.state)
    held = [profession for profession in provider.professions if profession is not Profession.OTHER]
    return [(state, profession) for state in states for profession in held]


def _licenses(provider: Provider) -> list[str]:
    return [" ".join(part for part in (held.state, held.number, held.profession) if part) for held in provider.licenses]


def _is_needling_course(credential: Credential) -> bool:
    return credential.kind is CredentialKind.COURSE and credential.shows_dry_needling


def _letters(provider: Provider) -> tuple[Letters, ...]:
    known = (letters_words(credential) for credential in provider.credentials)
    return tuple(dict.fromkeys((*known, *(unknown_letters(written) for written in provider.unknown_credentials))))


def _missing(provider: Provider) -> tuple[str, ...]:
    has_phone = any(practice.location.phone for practice in provider.practices)
    missing = (("a phone number", has_phone), ("a website", bool(provider.website)))
    return (*(name for name, is_there in missing if not is_there), *ALWAYS_MISSING)
