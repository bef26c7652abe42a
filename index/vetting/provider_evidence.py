"""The evidence for vetting one practitioner or clinic on a day: for each place, and for a clinic as a whole."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from index.records import (
    LISTED_ANSWERS,
    CheckKind,
    Practice,
    Profession,
    Provider,
    SourcesSay,
    StateRules,
    strongest_finding,
)
from index.records.register import NPI_REGISTERS
from index.records.sections import LeftOut, Section, section_of
from index.vetting.disagreement import disagreements_at
from index.vetting.held_records import courses_of, identity_of, license_records
from index.vetting.known_at_place import PlaceFacts, ProviderFacts
from index.vetting.questions import Question, questions
from index.vetting.rule_answer import allowed_here
from index.vetting.unknown import Unknown, unknowns

_TABLE_ORDER = list(SourcesSay)
_LEFT_OUT = frozenset({Section.LEFT_OUT, Section.NOWHERE})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceVetting:
    """Knowns and unknowns of one place, and the questions to ask there."""

    known: PlaceFacts
    is_left_out: bool
    """True if search leaves the place out, as the state's rules exclude every profession the provider has."""
    unknowns: tuple[Unknown, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderEvidence:
    """The evidence on a provider: `places` in the order of its practices, and `whole` for a clinic only.

    A person may do it at one place and not at another, so a person has no whole.
    """

    who: ProviderFacts
    places: tuple[PlaceVetting, ...]
    whole: PlaceVetting | None

    @property
    def strongest(self) -> int:
        """The index of the place with the strongest answer; the first of several."""
        return min(range(len(self.places)), key=lambda at: _TABLE_ORDER.index(self.places[at].known.answer))


def evidence_of(
    provider: Provider, rules: StateRules, today: date, registers: AbstractSet[str] = NPI_REGISTERS
) -> ProviderEvidence:
    """Return the evidence on a published provider; `registers` are the sources that are NPI registers themselves."""
    who = ProviderFacts(
        kind=provider.kind,
        professions=tuple(held for held in provider.professions if held is not Profession.OTHER),
        licenses=license_records(provider),
        identity=identity_of(provider, registers),
        exclusion=next((check for check in provider.checks if check.kind is CheckKind.EXCLUSION), None),
        courses=courses_of(provider),
        website=provider.website,
    )
    left_out = LeftOut.on(rules, today)
    known = [_known(provider, [practice], rules, today) for practice in provider.practices]
    whole = _known(provider, provider.practices, rules, today) if who.is_clinic else None
    return ProviderEvidence(
        who=who,
        places=tuple(
            _here(provider, who, here, left_out, elsewhere=[*known[:at], *known[at + 1 :]])
            for at, here in enumerate(known)
        ),
        whole=_here(provider, who, whole, left_out, elsewhere=()) if whole else None,
    )


def _here(
    provider: Provider, who: ProviderFacts, here: PlaceFacts, left_out: LeftOut, elsewhere: Sequence[PlaceFacts]
) -> PlaceVetting:
    return PlaceVetting(
        known=here,
        is_left_out=_is_left_out(provider, here, left_out),
        unknowns=unknowns(who, here),
        questions=questions(who, here, listed_elsewhere=any(other.answer in LISTED_ANSWERS for other in elsewhere)),
    )


def _known(provider: Provider, practices: Sequence[Practice], rules: StateRules, today: date) -> PlaceFacts:
    locations = [practice.location for practice in practices]
    states = tuple(dict.fromkeys(location.state for location in locations if location.state))
    return PlaceFacts(
        states=states,
        evidence=strongest_finding(practices),
        allowed=tuple(rule for state in states for rule in allowed_here(state, provider.professions, rules, today)),
        disagreements=tuple(
            dict.fromkeys(one for practice in practices for one in disagreements_at(provider, practice))
        ),
        has_phone=any(location.phone for location in locations),
        has_street=any(practice.location.street or practice.street_withheld for practice in practices),
        day=today,
        details=frozenset(claim.field for practice in practices for claim in practice.details if claim.value),
    )


def _is_left_out(provider: Provider, here: PlaceFacts, left_out: LeftOut) -> bool:
    held = frozenset(provider.professions)
    return all(section_of(here.answer, state, held, left_out) in _LEFT_OUT for state in here.states or ("",))
