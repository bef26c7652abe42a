"""Sections of the results: the section of a practice location, by its answer and by the rules of a day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from index.records import LISTED_ANSWERS, Profession, SourcesSay, StateRules


class Section(IntEnum):
    """Sections of the results, in order: a provider is shown in the first one that has a place of its."""

    NOWHERE = 0
    LISTED = 1
    NO_WORD = 2
    SAYS_NO = 3
    LEFT_OUT = 4


Professions = Mapping[str, frozenset[Profession]]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The professions, by state, that rules keep out of the listed section and out of the no-word section."""

    listed: Professions
    no_word: Professions

    @classmethod
    def on(cls, rules: StateRules, today: date) -> "LeftOut":
        """Return what the rules leave out on a day."""
        listed, no_word = defaultdict(set), defaultdict(set)
        for (state, profession), rule in rules.by_key.items():
            if rule.leaves_out_listed(today):
                listed[state].add(profession)
            if rule.leaves_out_no_word(today):
                no_word[state].add(profession)
        return cls(_frozen(listed), _frozen(no_word))


def _frozen(by_state: Mapping[str, Iterable[Profession]]) -> Professions:
    return {state: frozenset(professions) for state, professions in by_state.items()}


def section_of(answer: SourcesSay, state: str, professions: frozenset[Profession], left_out: LeftOut) -> Section:
    """Return the section of a practice location in a state, for a provider of these professions.

    A rule leaves a provider out of its state when every one of its professions has such a rule there; a provider
    without professions (a clinic) is never left out. People of no word who are left out are nowhere.
    """
    if answer is SourcesSay.SAYS_NO:
        return Section.SAYS_NO
    if answer in LISTED_ANSWERS:
        return Section.LEFT_OUT if _covered(professions, left_out.listed.get(state)) else Section.LISTED
    return Section.NOWHERE if _covered(professions, left_out.no_word.get(state)) else Section.NO_WORD


def _covered(professions: frozenset[Profession], ruled: frozenset[Profession] | None) -> bool:
    return bool(professions) and ruled is not None and professions <= ruled
