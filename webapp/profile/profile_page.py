"""Everything a profile shows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.places.states import state_name
from index.records import (
    LISTED_ANSWERS,
    AnswerA,
    AnswerB,
    Claim,
    Evidence,
    ListingKind,
    Profession,
    Provider,
    Quote,
    StateRule,
    StateRules,
    strongest_evidence,
)
from index.vocabulary.credentials import credentials
from webapp.finder.card import QuoteWords, profile_address, quote_words
from webapp.letters.letters_page import slug_of
from webapp.profile.checked import Exclusion, LicenseLine, deactivated_npi, exclusion, license_lines
from webapp.profile.facts import Disagreement, Fact, ReadSource, disagreements, facts, read_sources
from webapp.profile.places import Place, place_of
from webapp.profile.questions import Missing, Questions, questions
from webapp.profile.unknowns import Unknowns, unknowns
from webapp.words import answer_words, profession_words
from webapp.words.letters_words import Letters, letters_words, unknown_letters
from webapp.words.rule_words import RuleLine, caution, rule_line, second_license, short, state_path
from webapp.words.safe_link import safe_link
from webapp.words.told_words import is_told, who_told

_KEPT_OUT = frozenset({AnswerA.NO_WORD, AnswerA.SAYS_NO})


@dataclass(frozen=True, slots=True, kw_only=True)
class StateRulesShown:
    """The rules of one state for somebody's professions: a few words for each, and in full."""

    state: str
    path: str
    short: tuple[str, ...]
    rules: tuple[RuleLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidHere:
    """A quote with the first day it was read; None where its claim is not shown."""

    quote: QuoteWords
    first_read: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfilePage:
    """What a profile shows, in the order of the page (SITE 3.4)."""

    id: str
    address: str
    name: str
    is_clinic: bool
    letters_line: str
    professions: tuple[str, ...]
    town: str
    answer: AnswerA
    label: str
    line: str
    age: str
    quotes: tuple[SaidHere, ...]
    states: tuple[StateRulesShown, ...]
    cautions: tuple[str, ...]
    licenses: tuple[LicenseLine, ...]
    lookup: str
    """What to search for to find the license in the state's own file; "" where we do not know the profession."""
    training: tuple[str, ...]
    questions: Questions
    places: tuple[Place, ...]
    website: str
    npi: str
    deactivated_npi: str
    """What is said of the number where the registry's own list has it as deactivated; "" else."""
    exclusion: Exclusion | None
    letters: tuple[Letters, ...]
    disagreements: tuple[Disagreement, ...]
    unknowns: Unknowns
    facts: tuple[Fact, ...]
    sources: tuple[ReadSource, ...]

    @property
    def is_kept_out(self) -> bool:
        """No word, or a no: search engines leave the page out."""
        return self.answer in _KEPT_OUT


def profile_page(provider: Provider, rules: StateRules, today: date) -> ProfilePage:
    """Return the page of a provider on a day."""
    evidence = strongest_evidence(provider.practices)
    best = provider.practices[0].location
    ruled = [rules.rule(*key) for key in _rule_keys(provider)]
    differing = disagreements(provider)
    cautions = _cautions(ruled, evidence.answer, today)
    age = _age(evidence, today)
    missing = Missing(
        license_in_doubt=bool(cautions),
        needs_approval=_needs_approval(ruled, evidence.answer),
        disagree_on=tuple(one.field for one in differing),
        is_old=bool(age),
    )
    return ProfilePage(
        id=provider.id,
        address=profile_address(provider),
        name=provider.name,
        is_clinic=provider.kind is ListingKind.CLINIC,
        letters_line=", ".join(dict.fromkeys(credential.raw for credential in provider.credentials)),
        professions=profession_words.labels(provider.professions),
        town=", ".join(part for part in (best.city, best.state) if part),
        answer=evidence.answer,
        label=answer_words.label(evidence.answer),
        line=answer_words.line(evidence.answer),
        age=age,
        quotes=_said_here(provider, evidence),
        states=_states(provider, ruled, today),
        cautions=cautions,
        licenses=license_lines(provider),
        lookup=_lookup(provider),
        training=tuple(dict.fromkeys(one.raw for one in provider.credentials if one.shows_dry_needling)),
        questions=questions(provider, evidence.answer, missing),
        places=tuple(place_of(provider, practice) for practice in provider.practices),
        website=safe_link(provider.website),
        npi=provider.npi,
        deactivated_npi=deactivated_npi(provider),
        exclusion=exclusion(provider),
        letters=_letters(provider),
        disagreements=differing,
        unknowns=unknowns(provider, differing),
        facts=facts(provider.claims),
        sources=read_sources(provider),
    )


def _age(evidence: Evidence, today: date) -> str:
    first = next(iter(evidence.quotes), None)
    return answer_words.age(first.read_on, today, told=is_told(first.source)) if first else ""


def _said_here(provider: Provider, evidence: Evidence) -> tuple[SaidHere, ...]:
    claims = {(claim.source, claim.value): claim for claim in provider.claims}
    return tuple(_quoted(said, claims.get((said.source, said.text))) for said in evidence.quotes)


def _quoted(said: Quote, claim: Claim | None) -> SaidHere:
    words = quote_words(said)
    if claim and words.is_told:
        words = replace(words, source=who_told(claim))
    return SaidHere(quote=words, first_read=claim.first_seen if claim else None)


def _states(provider: Provider, ruled: Sequence[StateRule], today: date) -> tuple[StateRulesShown, ...]:
    """Return the states of all places; one without rules to show is there with its page's path."""
    return tuple(
        StateRulesShown(
            state=state_name(state),
            path=state_path(state),
            short=tuple(short(rule, today) for rule in ruled if rule.state == state),
            rules=tuple(rule_line(rule, today) for rule in ruled if rule.state == state),
        )
        for state in dict.fromkeys(practice.location.state for practice in provider.practices)
        if state
    )


def _cautions(ruled: Sequence[StateRule], answer: AnswerA, today: date) -> tuple[str, ...]:
    if answer not in LISTED_ANSWERS:
        return ()
    said = (caution(rule, today) or second_license(rule, today) for rule in ruled)
    return tuple(dict.fromkeys(filter(None, said)))


def _needs_approval(ruled: Sequence[StateRule], answer: AnswerA) -> bool:
    return answer is not AnswerA.BOARD_LISTED and any(rule.answer is AnswerB.ALLOWED_APPROVAL for rule in ruled)


def _rule_keys(provider: Provider) -> list[tuple[str, Profession]]:
    states = dict.fromkeys(practice.location.state for practice in provider.practices if practice.location.state)
    held = [profession for profession in provider.professions if profession is not Profession.OTHER]
    return [(state, profession) for state in states for profession in held]


def _lookup(provider: Provider) -> str:
    """Return English words, for they are typed into an English site."""
    state = provider.practices[0].location.state
    held = [profession for profession in provider.professions if profession is not Profession.OTHER]
    if not state or not held or provider.kind is ListingKind.CLINIC:
        return ""
    return f"{state_name(state)} {held[0].replace('-', ' ')} license lookup"


def _letters(provider: Provider) -> tuple[Letters, ...]:
    known = (
        replace(letters_words(credential), path=f"/letters/{slug_of(credentials()[credential.code])}")
        if credential.code in credentials()
        else letters_words(credential)
        for credential in provider.credentials
    )
    return tuple(dict.fromkeys((*known, *(unknown_letters(written) for written in provider.unknown_credentials))))
