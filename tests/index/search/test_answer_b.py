"""Answer B, what a state allows a profession, never changes answer A, what sources say of a person."""

import inspect
from datetime import date, timedelta

import pytest

from index.providers.merge import merge
from index.records import LISTED_ANSWERS, Certainty, Profession, StateAllows, StateRules
from index.records.sections import LeftOut, Section, section_of
from tests import builders
from webapp.words.rule_words import sentence

TODAY = date(2026, 11, 23)
PT = frozenset({Profession.PHYSICAL_THERAPIST})


def rule(answer, sure, *, reviewed_on=None):
    return builders.rule(answer, sure, reviewed_by="Rowan Tull" if reviewed_on else "", reviewed_on=reviewed_on)


def sections(rules, professions=PT):
    left_out = LeftOut.on(StateRules.of(rules), TODAY)
    return {section_of(answer, "CO", professions, left_out) for answer in LISTED_ANSWERS}


def test_evidence_is_folded_without_any_rule():
    assert not {name for name in inspect.signature(merge).parameters if "rule" in name}


@pytest.mark.parametrize("answer", StateAllows)
@pytest.mark.parametrize("sure", Certainty)
def test_only_a_forbidding_rule_that_was_read_and_reviewed_within_a_year_takes_listed_people_out(answer, sure):
    forbids = answer in {StateAllows.NOT_ALLOWED, StateAllows.NOT_YET} and sure is Certainty.RULE_READ
    assert sections([rule(answer, sure)]) == {Section.LISTED}
    assert sections([rule(answer, sure, reviewed_on=TODAY - timedelta(days=366))]) == {Section.LISTED}
    reviewed = rule(answer, sure, reviewed_on=TODAY - timedelta(days=365))
    assert sections([reviewed]) == {Section.LEFT_OUT if forbids else Section.LISTED}


def test_a_course_with_a_rule_that_is_not_found_stays_listed_with_the_sentence_that_says_so():
    assert sections([]) == {Section.LISTED}
    said = sentence(StateRules().rule("CO", Profession.PHYSICAL_THERAPIST), TODAY)
    assert "We have not found Colorado's rule for physical therapists." in said


def test_the_second_license_keeps_somebody_listed_though_one_rule_would_take_them_out():
    forbidden = rule(StateAllows.NOT_ALLOWED, Certainty.RULE_READ, reviewed_on=TODAY)
    assert sections([forbidden], PT | {Profession.ACUPUNCTURIST}) == {Section.LISTED}
