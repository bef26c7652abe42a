"""Sections of an answer: listed, places to call, left out, and the practice by which each is shown."""

from dataclasses import replace
from datetime import date

import pytest

from index.records import (
    Certainty,
    CheckResult,
    CredentialKind,
    Finding,
    ListingKind,
    Profession,
    SourcesSay,
    StateAllows,
    StateRules,
)
from index.search import SearchRequest
from index.search.request import ConditionGroup, months_before
from tests.builders import READ, check, clinic, credential, license_held, quote, rule
from tests.index.search.conftest import CENTER, person, place

PT, ACUPUNCTURIST = Profession.PHYSICAL_THERAPIST, Profession.ACUPUNCTURIST


def ask(engine, **parts):
    return engine.search(SearchRequest(latitude=CENTER[0], longitude=CENTER[1], **parts))


def ids(result):
    return [hit.provider_id for hit in result.hits]


def not_allowed(sure=Certainty.RULE_READ, reviewed_on=date(2026, 3, 1)):
    reviewed = {"reviewed_by": "An Operator", "reviewed_on": reviewed_on}
    return StateRules.of([rule(StateAllows.NOT_ALLOWED, sure, **reviewed)])


def peak_motion():
    return clinic(place(answer=SourcesSay.CLINIC_OFFERS), id="clinic", name="Peak Motion")


def test_nobody_of_no_word_is_listed_unless_asked_for(built):
    engine = built(person("listed", place(0.1)), person("silent", place(0.05, answer=SourcesSay.NO_WORD)))
    assert (ids(ask(engine)), ask(engine).total, ask(engine).no_word_total) == (["listed"], 1, 1)
    both = ask(engine, include_no_word=True)
    assert (ids(both), both.total, both.no_word_total) == (["silent", "listed"], 2, 1)


def test_whoever_is_listed_anywhere_within_the_radius_is_not_of_no_word(built):
    engine = built(person("both", place(0.01, answer=SourcesSay.NO_WORD), place(0.2)))
    result = ask(engine, include_no_word=True)
    assert [(hit.practice, hit.answer) for hit in result.hits] == [(1, SourcesSay.PERSON_LISTED)]
    assert result.no_word_total == 0
    near = ask(engine, include_no_word=True, radius_miles=5)
    assert [(hit.practice, hit.answer) for hit in near.hits] == [(0, SourcesSay.NO_WORD)]


def test_who_says_no_is_reachable_only_when_asked_for(built):
    engine = built(person("refuses", place(answer=SourcesSay.SAYS_NO)))
    assert ask(engine, include_no_word=True).total == 0
    assert ids(ask(engine, answers=(SourcesSay.SAYS_NO,))) == ["refuses"]


def test_a_rule_that_was_read_and_reviewed_leaves_out_listed_people(built):
    engine = built(person("pt"), person("both", professions=(PT, ACUPUNCTURIST)), rules=not_allowed())
    result = ask(engine)
    assert (ids(result), result.left_out_total) == (["both"], 1)


@pytest.mark.parametrize("today", [date(2027, 3, 1), date(2027, 3, 2)])
def test_a_review_is_good_for_a_year(built, today):
    result = ask(built(person("pt"), rules=not_allowed()), today=today)
    assert result.left_out_total == (1 if today == date(2027, 3, 1) else 0)
    assert result.total == 1 - result.left_out_total


def test_a_summary_keeps_only_people_of_no_word_out(built):
    silent = person("silent", place(answer=SourcesSay.NO_WORD))
    result = ask(built(person("listed"), silent, rules=not_allowed(Certainty.SUMMARY_READ)), include_no_word=True)
    assert (ids(result), result.no_word_total, result.left_out_total) == (["listed"], 0, 0)


def test_a_rule_bears_on_the_state_of_the_practice(built):
    engine = built(person("pt", place(0.01), place(0.1, state="NM")), rules=not_allowed())
    result = ask(engine)
    assert [hit.practice for hit in result.hits] == [1]
    assert result.left_out_total == 0


def test_a_clinic_without_professions_is_never_left_out(built):
    assert ids(ask(built(peak_motion(), rules=not_allowed()))) == ["clinic"]


def test_order_is_distance_then_answer_then_name_then_id(built):
    engine = built(
        person("b", name="Zo\u00eb Avery"),
        person("a", name="zoe avery"),
        person("c", name="Ana Avery"),
        person("d", place(answer=SourcesSay.BOARD_LISTED), name="Zora Avery"),
        person("e", place(0.01, answer=SourcesSay.BOARD_LISTED)),
    )
    assert ids(ask(engine)) == ["d", "c", "a", "b", "e"]
    assert ids(ask(engine, offset=1, limit=2)) == ["c", "a"]
    assert ask(engine, limit=0).total == 5


def test_a_filter_keeps_a_counted_group_of_which_nothing_is_said(built):
    dpt = credential("DPT", CredentialKind.DEGREE)
    engine = built(
        person("yes", credentials=(dpt,), conditions=("headache",)),
        person("unsaid"),
        person("other", credentials=(credential("OCS", CredentialKind.OTHER),)),
        person("unsaid-elsewhere", professions=(ACUPUNCTURIST,)),
        person("unsaid-silent", place(answer=SourcesSay.NO_WORD)),
    )
    result = ask(engine, credentials=("DPT",), professions=(PT,))
    assert (ids(result), result.does_not_say) == (["yes"], {"credential": 1, "profession": 0})
    assert result.facets == {
        "profession": {PT: 1},
        "credential": {"DPT": 1},
        "condition": {"headache": 1},
        "license": {},
        "read": {},
        "kind": {"person": 1},
        "state": {"CO": 1},
        "dry_needling": {"person_listed": 1},
    }
    assert result.rule_keys == (("CO", PT),)


def test_values_of_one_filter_are_alternatives(built):
    engine = built(person("pt"), person("acu", professions=(ACUPUNCTURIST,)))
    assert ids(ask(engine, professions=(PT, ACUPUNCTURIST))) == ["acu", "pt"]


@pytest.mark.parametrize("side", [0.05, -0.05])
def test_equal_distances_to_both_sides_are_a_tie_whatever_the_last_digit_of_a_chord(built, side):
    east, west = (place(0.0, side, answer=SourcesSay.COURSE_LISTED), place(0.0, -side, answer=SourcesSay.BOARD_LISTED))
    hit = ask(built(person("one", east, west))).hits[0]
    assert (hit.practice, hit.answer) == (1, SourcesSay.BOARD_LISTED)
    two = built(person("a", east, name="Ana Avery"), person("z", place(0.0, -side, answer=east.evidence.answer)))
    assert ids(ask(two)) == ["a", "z"]


def checked(result, state="CO"):
    return check(result, license=license_held(state=state))


def test_a_license_counts_in_the_state_of_the_place_and_no_match_says_nothing(built):
    engine = built(
        person("active", checks=(checked(CheckResult.ACTIVE),)),
        person("elsewhere", checks=(checked(CheckResult.ACTIVE, "WY"),)),
        person("no-match", checks=(checked(CheckResult.NO_RECORD),)),
        person("not-looked-up"),
        person("lapsed", checks=(checked(CheckResult.NOT_SETTLED),)),
    )
    result = ask(engine, license_active=True)
    assert (ids(result), result.does_not_say) == (["active"], {"license": 3})
    silent = ask(engine, license_active=True, unsaid="license")
    assert (silent.total, set(ids(silent))) == (3, {"elsewhere", "no-match", "not-looked-up"})
    assert ask(engine).answered["license"] == 2


def read(day, **more):
    return replace(place(**more), evidence=Finding(answer=SourcesSay.PERSON_LISTED, quotes=(quote(read_on=day),)))


@pytest.mark.parametrize(("months", "listed"), [(6, ["six"]), (12, ["six", "twelve"]), (18, ["six", "twelve", "old"])])
def test_what_was_read_lately_counts_from_the_same_day_some_months_earlier(built, months, listed):
    engine = built(
        person("six", read(date(2026, 5, 23)), name="A"),
        person("twelve", read(date(2026, 5, 22)), name="B"),
        person("old", read(date(2025, 11, 22)), name="C"),
        person("undated", name="D"),
    )
    result = ask(engine, read_months=months, today=date(2026, 11, 23))
    assert (ids(result), result.does_not_say) == (listed, {"read": 1})
    assert ask(engine, today=date(2026, 11, 23)).facets["read"] == {"12": 2, "6": 1}


def test_the_same_day_of_a_shorter_month_is_its_last(built):
    assert months_before(date(2026, 8, 31), 6) == date(2026, 2, 28)
    assert months_before(date(2024, 8, 31), 6) == date(2024, 2, 29)
    assert months_before(date(2026, 1, 15), 1) == date(2025, 12, 15)


def test_who_is_listed_at_one_place_is_not_among_the_silent_by_another(built):
    engine = built(person("two", read(READ), place(0.1)))
    result = ask(engine, read_months=6, today=READ)
    assert (ids(result), result.does_not_say) == (["two"], {"read": 0})


def test_a_certificate_is_said_nothing_of_where_only_a_license_or_a_degree_is_listed(built):
    engine = built(
        person("yes", credentials=(credential("Cert. DN", CredentialKind.COURSE),)),
        person("license", credentials=(credential("PT", CredentialKind.LICENSE),)),
        person("degree", credentials=(credential("DPT", CredentialKind.DEGREE),)),
        person("nothing"),
        person("another", credentials=(credential("OCS", CredentialKind.BOARD_CERTIFICATION),)),
    )
    result = ask(engine, credentials=("Cert. DN",))
    assert (ids(result), result.does_not_say) == (["yes"], {"credential": 3})
    assert ask(engine).answered["credential"] == 2


def test_a_name_is_that_of_the_person_or_of_the_clinic_and_a_kind_is_one_of_two(built):
    engine = built(
        person("ana", place(organization="Peak Motion"), name="Ana Lopez"), person("bo", name="Bo Peak"), peak_motion()
    )
    assert set(ids(ask(engine, name="PEAK"))) == {"ana", "bo", "clinic"}
    assert ids(ask(engine, name="ana peak")) == ["ana"]
    assert ids(ask(engine, name="peak", kinds=(ListingKind.CLINIC,))) == ["clinic"]
    assert set(ids(ask(engine, name=" ! ", kinds=tuple(ListingKind)))) == {"ana", "bo", "clinic"}
    assert ask(engine, name="nobody").total == 0
    assert ask(engine).facets["kind"] == {"person": 2, "clinic": 1}


def test_complaints_sort_by_group_then_distance_and_remove_nobody(built):
    engine = built(
        person("far", place(0.2), conditions=("neck-pain",)),
        person("near", place(0.1), conditions=("neck-pain", "back-pain")),
        person("silent"),
        person("other", conditions=("back-pain",)),
    )
    result = ask(engine, conditions=("neck-pain",))
    assert ids(result) == ["near", "far", "silent", "other"]
    assert result.condition_groups == {"lists_it": 2, "does_not_say": 1, "lists_others": 1}
    assert [hit.group for hit in ask(engine, conditions=("neck-pain",), offset=1, limit=2).hits] == [
        ConditionGroup.LISTS_IT, ConditionGroup.DOES_NOT_SAY,
    ]  # fmt: skip
    assert (ask(engine).condition_groups, ask(engine).hits[0].group) == ({}, None)
