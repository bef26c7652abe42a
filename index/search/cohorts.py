"""Cohorts: rows with equal answer, state and professions, so that rules and filters are decided once a cohort."""

from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.records import Profession, SourcesSay, StateRules
from index.records.sections import LeftOut, Section, section_of
from index.search.request import SearchRequest
from index.search.value_sets import EMPTY_SET, ValueSets, counted

ANSWERS = tuple(SourcesSay)
"""The answers in table order; a cohort's answer is an index into it."""


@dataclass(frozen=True, slots=True, eq=False)
class Cohorts:
    """The cohorts of an index, numbered, and the cohort of each row."""

    of_row: NDArray[np.uint32]
    answer: NDArray[np.uint8]
    state: NDArray[np.uint32]
    """Set number in the value sets of the state: the empty set, or a set of one state."""
    professions: NDArray[np.uint32]
    """Set number in the value sets of the profession."""

    @property
    def count(self) -> int:
        """The number of cohorts."""
        return len(self.answer)

    def save(self, directory: Path) -> None:
        """Write each array as `cohort.{name}.npy`."""
        for array in fields(self):
            np.save(directory / f"cohort.{array.name}.npy", getattr(self, array.name))

    @classmethod
    def open(cls, directory: Path) -> "Cohorts":
        """Open the files of `save`, mapped, not read."""
        return cls(*(np.asarray(np.load(directory / f"cohort.{f.name}.npy", mmap_mode="r")) for f in fields(cls)))


def gather_cohorts(answers: ValueSets, states: ValueSets, professions: ValueSets) -> Cohorts:
    """Return the cohorts that occur among the rows."""
    place = {value: number for number, value in enumerate(ANSWERS)}
    answer_of_set = np.array([place[SourcesSay(next(iter(held)))] if held else 0 for held in answers.named()])
    triples = np.stack([answer_of_set[answers.of_row], states.of_row, professions.of_row], axis=1)
    kinds, of_row = np.unique(triples, axis=0, return_inverse=True)
    return Cohorts(
        of_row.reshape(-1).astype(np.uint32),
        kinds[:, 0].astype(np.uint8),
        kinds[:, 1].astype(np.uint32),
        kinds[:, 2].astype(np.uint32),
    )


class CohortTable:
    """Cohorts with the names of their states and professions, and the state rules."""

    def __init__(self, cohorts: Cohorts, states: ValueSets, professions: ValueSets, rules: StateRules) -> None:
        self.cohorts = cohorts
        self._states = states
        self._professions = professions
        self._rules = rules
        self._state_names = ["".join(held) for held in states.named()]
        self._profession_sets = [frozenset(map(Profession, held)) for held in professions.named()]
        self._of_day: tuple[date, NDArray[np.uint8]] | None = None

    def sections(self, request: SearchRequest) -> NDArray[np.uint8]:
        """Return the section of each cohort for a request, after its filters on states and answers."""
        sections = self.sections_on(request.today).copy()
        if request.states:
            sections[~self._states.holding(request.states)[self.cohorts.state]] = Section.NOWHERE
        if request.answers:
            asked = np.array([answer in request.answers for answer in ANSWERS])
            sections[~asked[self.cohorts.answer]] = Section.NOWHERE
        if SourcesSay.SAYS_NO not in request.answers:
            sections[sections == Section.SAYS_NO] = Section.NOWHERE
        return sections

    def sections_on(self, today: date) -> NDArray[np.uint8]:
        """Return the section of each cohort by the rules of a day, before any filter."""
        of_day = self._of_day  # one read: another thread may replace it by another day's
        if of_day is None or of_day[0] != today:
            of_day = (today, self._ruled(LeftOut.on(self._rules, today)))
            self._of_day = of_day
        return of_day[1]

    def _ruled(self, left_out: LeftOut) -> NDArray[np.uint8]:
        cohorts = self.cohorts
        kinds = zip(cohorts.answer.tolist(), cohorts.state.tolist(), cohorts.professions.tolist(), strict=True)
        return np.array(
            [
                section_of(ANSWERS[answer], self._state_names[state], self._profession_sets[professions], left_out)
                for answer, state, professions in kinds
            ],
            dtype=np.uint8,
        )

    def facets(self, rows: NDArray[np.int64]) -> tuple[dict[str, int], dict[str, int]]:
        """Return the counts of rows by state and by answer."""
        counts = np.bincount(self.cohorts.of_row[rows], minlength=self.cohorts.count)
        by_state = np.bincount(self.cohorts.state, weights=counts, minlength=len(self._state_names))
        by_state[EMPTY_SET] = 0  # a place without a state is in no facet
        by_answer = np.bincount(self.cohorts.answer, weights=counts, minlength=len(ANSWERS))
        return (
            counted(self._state_names, by_state.astype(np.int64)),
            counted([answer.value for answer in ANSWERS], by_answer.astype(np.int64)),
        )

    def rule_keys(self, rows: NDArray[np.int64]) -> tuple[tuple[str, Profession], ...]:
        """Return the sorted (state, profession) pairs that occur among rows."""
        met = np.flatnonzero(np.bincount(self.cohorts.of_row[rows], minlength=self.cohorts.count))
        pairs = set(zip(self.cohorts.state[met].tolist(), self.cohorts.professions[met].tolist(), strict=True))
        return tuple(
            sorted(
                {
                    (self._state_names[state], profession)
                    for state, professions in pairs
                    if state != EMPTY_SET
                    for profession in self._profession_sets[professions]
                }
            )
        )
