from dataclasses import replace
from datetime import timedelta

import pytest

from index.records import Certainty, Profession, SourcesSay, StateAllows
from index.vetting.rule_answer import Effect
from tests.builders import listing, location
from tests.index.providers.said import folded
from tests.index.vetting.vetted import (
    ACUPUNCTURIST,
    LONG_AGO,
    READ,
    REVIEWED,
    THERAPIST,
    TODAY,
    at,
    clinic,
    only_place,
    person,
    rule,
    vetted,
)


def allowed(provider, *rules, **more):
    """Answer B of the only place: profession, answer, how sure."""
    return [
        (one.rule.profession, one.rule.answer, one.sure) for one in only_place(provider, *rules, **more).known.allowed
    ]


def test_two_licenses_have_two_answers():
    both = person(professions=(THERAPIST, ACUPUNCTURIST))
    rules = rule(StateAllows.NOT_ALLOWED, **REVIEWED), rule(StateAllows.ALLOWED, profession=ACUPUNCTURIST)
    assert allowed(both, *rules) == [
        (THERAPIST, StateAllows.NOT_ALLOWED, Certainty.RULE_READ),
        (ACUPUNCTURIST, StateAllows.ALLOWED, Certainty.RULE_READ),
    ]


def test_licenses_of_two_listings_have_two_answers_in_any_order():
    one = listing("list/1", places=(location(),), professions=(ACUPUNCTURIST,))
    other = listing("npi_registry/1", places=(location(),), professions=(THERAPIST,))
    expected = [
        (THERAPIST, StateAllows.ALLOWED, Certainty.RULE_READ),
        (ACUPUNCTURIST, StateAllows.NOT_FOUND, Certainty.ONE_WEAK_SOURCE),
    ]
    assert allowed(folded(one, other), rule()) == allowed(folded(other, one), rule()) == expected


def test_the_rule_is_that_of_the_state_of_each_place():
    here, there = vetted(person(at(), at(state="KS")), rule(), rule(StateAllows.NOT_YET, state="KS")).places
    assert [one.rule.answer for one in here.known.allowed] == [StateAllows.ALLOWED]
    assert [one.rule.answer for one in there.known.allowed] == [StateAllows.NOT_YET]


def test_a_missing_row_is_not_found_and_other_has_no_rule():
    assert allowed(person(professions=(THERAPIST, Profession.OTHER))) == [
        (THERAPIST, StateAllows.NOT_FOUND, Certainty.ONE_WEAK_SOURCE)
    ]
    assert allowed(person(at(state=""))) == []
    assert allowed(clinic()) == []


@pytest.mark.parametrize(
    ("changes", "sure", "is_overdue"),
    [
        ({}, Certainty.RULE_READ, False),
        ({"review_by": TODAY}, Certainty.RULE_READ, False),
        ({"review_by": TODAY - timedelta(days=1)}, Certainty.SUMMARY_READ, True),
        ({"read_on": LONG_AGO}, Certainty.SUMMARY_READ, False),
        ({"read_on": LONG_AGO, **REVIEWED}, Certainty.RULE_READ, False),
        ({"read_on": LONG_AGO, "review_by": TODAY - timedelta(days=1)}, Certainty.SUMMARY_READ, True),
        ({"read_on": LONG_AGO, "sure": Certainty.SUMMARY_READ}, Certainty.SUMMARY_READ, False),
        ({"review_by": READ, "sure": Certainty.SUMMARY_READ}, Certainty.ONE_WEAK_SOURCE, True),
        ({"review_by": READ, "sure": Certainty.CONFLICT}, Certainty.CONFLICT, True),
    ],
)
def test_a_rule_is_one_step_less_sure_past_its_review_or_a_year_after_it_was_read(changes, sure, is_overdue):
    (one,) = only_place(person(), rule(**changes)).known.allowed
    assert (one.sure, one.is_overdue) == (sure, is_overdue)


@pytest.mark.parametrize(
    ("changes", "hours"),
    [
        ({"sure_hours": Certainty.RULE_READ}, "46 hours"),
        ({"sure_hours": Certainty.RULE_READ, "sure": Certainty.SUMMARY_READ}, "46 hours"),
        ({"sure_hours": Certainty.SUMMARY_READ}, ""),
        ({"sure_hours": Certainty.RULE_READ, "review_by": READ}, ""),
        ({"sure_hours": Certainty.RULE_READ, "read_on": LONG_AGO}, ""),
    ],
)
def test_hours_are_given_only_while_we_are_sure_that_the_rule_has_them(changes, hours):
    (one,) = only_place(person(), replace(rule(), hours="46 hours", **changes)).known.allowed
    assert one.hours == hours


@pytest.mark.parametrize(
    ("found", "effect"),
    [
        (rule(StateAllows.NOT_ALLOWED, **REVIEWED), Effect.LEAVES_OUT_LISTED),
        (rule(StateAllows.NOT_YET, **REVIEWED), Effect.LEAVES_OUT_LISTED),
        (rule(StateAllows.NOT_ALLOWED), Effect.LEAVES_OUT_NO_WORD),
        (rule(StateAllows.NOT_ALLOWED, Certainty.SUMMARY_READ, **REVIEWED), Effect.LEAVES_OUT_NO_WORD),
        (rule(StateAllows.NOT_ALLOWED, review_by=READ, **REVIEWED), Effect.LEAVES_OUT_NO_WORD),
        (rule(StateAllows.NOT_ALLOWED, Certainty.SUMMARY_READ, review_by=READ), Effect.NOTHING),
        (rule(StateAllows.NOT_ALLOWED, Certainty.ONE_WEAK_SOURCE), Effect.NOTHING),
        (rule(StateAllows.NOT_ALLOWED, Certainty.CONFLICT, **REVIEWED), Effect.NOTHING),
        (rule(StateAllows.ALLOWED, **REVIEWED), Effect.NOTHING),
        (rule(StateAllows.NO_CLEAR_RULE, **REVIEWED), Effect.NOTHING),
    ],
)
def test_a_rule_changes_no_more_of_a_list_than_it_is_sure_of(found, effect):
    (one,) = only_place(person(), found).known.allowed
    assert one.effect is effect


REVIEWED_NO, READ_NO = rule(StateAllows.NOT_ALLOWED, **REVIEWED), rule(StateAllows.NOT_ALLOWED)


@pytest.mark.parametrize(
    ("answer", "held", "found", "is_left_out"),
    [
        (SourcesSay.PERSON_LISTED, (THERAPIST,), REVIEWED_NO, True),
        (SourcesSay.PERSON_LISTED, (THERAPIST,), READ_NO, False),
        (SourcesSay.PERSON_LISTED, (THERAPIST, ACUPUNCTURIST), REVIEWED_NO, False),
        (SourcesSay.NO_WORD, (THERAPIST,), READ_NO, True),
        (SourcesSay.NO_WORD, (), READ_NO, False),
        (SourcesSay.SAYS_NO, (THERAPIST,), REVIEWED_NO, False),
    ],
)
def test_whoever_holds_another_license_is_not_left_out(answer, held, found, is_left_out):
    assert only_place(person(at(answer), professions=held), found).is_left_out is is_left_out


def test_answer_b_never_changes_answer_a():
    course = at(SourcesSay.COURSE_LISTED)
    for found in (REVIEWED_NO, rule(StateAllows.NOT_FOUND), rule(StateAllows.ALLOWED)):
        assert only_place(person(course), found).known.answer is SourcesSay.COURSE_LISTED
    assert only_place(person(course)).is_left_out is False
