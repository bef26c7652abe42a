import pytest

from index.records import Profession, SourcesSay, StateAllows
from index.vetting.questions import CallQuestion, Question
from index.vetting.unknown import Topic
from tests.index.vetting.vetted import (
    COURSE,
    LONG_AGO,
    asked,
    at,
    claim,
    clinic,
    only_place,
    person,
    quote,
    rule,
    vetted,
)

ALWAYS = ["what_training", "problems_like_mine", "go_slowly", "cost_and_referral", "new_patients_and_hours"]


@pytest.mark.parametrize(
    ("provider", "first"),
    [
        (person(at(SourcesSay.BOARD_LISTED)), "does_it_themselves"),
        (person(at(SourcesSay.PERSON_LISTED)), "does_it_themselves"),
        (person(at(SourcesSay.PERSON_LISTED, quotes=(quote(read_on=LONG_AGO),))), "does_it_now"),
        (person(at(SourcesSay.CLINIC_OFFERS)), "does_it_themselves"),
        (clinic(at(SourcesSay.CLINIC_OFFERS)), "who_does_it"),
        (person(at(SourcesSay.COURSE_LISTED)), "does_it"),
        (person(at(SourcesSay.DISAGREE)), "does_it_now"),
        (person(at(SourcesSay.NO_WORD)), "does_it"),
        (person(at(SourcesSay.SAYS_NO)), "does_it"),
    ],
)
def test_the_first_question_is_the_one_that_answer_a_leaves_open(provider, first):
    assert asked(only_place(provider))[0] == first


def test_whoever_is_listed_elsewhere_is_asked_of_this_place():
    here, there, no = vetted(
        person(at(SourcesSay.PERSON_LISTED), at(SourcesSay.NO_WORD), at(SourcesSay.SAYS_NO))
    ).places
    assert [asked(place)[0] for place in (here, there, no)] == ["does_it_themselves", "does_it_here", "does_it"]


def test_what_is_asked_of_everybody_is_in_a_fixed_order():
    assert asked(only_place(person(at(SourcesSay.PERSON_LISTED)), rule())) == [
        "does_it_themselves",
        *ALWAYS[:4],
        "other_care",
        *ALWAYS[4:],
        "what_to_watch",
    ]


def test_what_is_in_doubt_comes_before_what_is_asked_of_everybody():
    doubtful = person(at(SourcesSay.PERSON_LISTED), professions=(), website="")
    assert asked(only_place(doubtful))[:2] == ["does_it_themselves", "what_license"]
    forbidden = rule(StateAllows.NOT_ALLOWED)
    assert asked(only_place(person(at(SourcesSay.PERSON_LISTED)), forbidden))[1] == "which_license_covers_it"
    on_record = rule(StateAllows.ALLOWED_APPROVAL)
    assert asked(only_place(person(at(SourcesSay.PERSON_LISTED)), on_record))[1] == "on_state_record"


def test_a_license_is_in_doubt_only_where_a_source_says_yes_and_the_record_only_where_none_shows_it():
    forbidden, on_record = rule(StateAllows.NOT_ALLOWED), rule(StateAllows.ALLOWED_APPROVAL)
    assert "which_license_covers_it" not in asked(only_place(person(at(SourcesSay.NO_WORD)), forbidden))
    assert "on_state_record" not in asked(only_place(person(at(SourcesSay.BOARD_LISTED)), on_record))


def test_a_course_is_asked_for_its_hours():
    assert "course_hours" in asked(only_place(person(credentials=(COURSE,))))


def test_a_field_of_which_sources_differ_is_asked_once():
    claims = (claim("phone", "+13035550112"), claim("phone", "+13035550180", "npi_registry"))
    here = only_place(person(at(SourcesSay.PERSON_LISTED), claims=claims))
    assert [one for one in here.questions if one.about] == [Question(CallQuestion.WHICH_IS_RIGHT, Topic.PHONE)]
    both = vetted(clinic(at(differing=claims), at(differing=claims))).whole
    assert [one for one in both.questions if one.about] == [Question(CallQuestion.WHICH_IS_RIGHT, Topic.PHONE)]


@pytest.mark.parametrize(
    ("profession", "question", "place"),
    [
        (Profession.ACUPUNCTURIST, "trigger_points", 1),
        (Profession.PT_ASSISTANT, "who_supervises", 1),
        (Profession.MASSAGE_THERAPIST, "which_license_covers_it", 1),
        (Profession.PHYSICAL_THERAPIST, "other_care", 5),
        (Profession.OCCUPATIONAL_THERAPIST, "other_care", 5),
        (Profession.CHIROPRACTOR, "without_adjustment", 5),
        (Profession.ATHLETIC_TRAINER, "which_doctor", 5),
    ],
)
def test_a_profession_has_a_question_of_its_own(profession, question, place):
    here = only_place(person(at(SourcesSay.PERSON_LISTED), professions=(profession,)))
    assert asked(here).index(question) == place
    assert asked(here).count(question) == 1


@pytest.mark.parametrize("profession", [Profession.PHYSICIAN, Profession.NURSE_PRACTITIONER])
def test_other_professions_are_asked_what_everybody_is_asked(profession):
    here = only_place(person(at(SourcesSay.PERSON_LISTED), professions=(profession,)))
    assert asked(here) == ["does_it_themselves", *ALWAYS, "what_to_watch"]


def test_whoever_has_another_license_too_may_needle_under_that_one():
    both = (Profession.PHYSICAL_THERAPIST, Profession.ACUPUNCTURIST)
    here = only_place(person(at(SourcesSay.PERSON_LISTED), professions=both))
    assert "trigger_points" not in asked(here)
