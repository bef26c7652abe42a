import csv
from datetime import date

import pytest

from index.records import Certainty, Profession, StateAllows
from index.vocabulary import VocabularyError, load_state_rules
from index.vocabulary.state_rules import COLUMNS, MOVING

PT = Profession.PHYSICAL_THERAPIST
GOOD = {
    "state": "CO",
    "profession": "physical-therapist",
    "answer": "allowed",
    "sure": "summary_read",
    "sure_hours": "summary_read",
    "source_url": "https://board.example/rule",
    "source_kind": "official",
    "read_on": "2026-11-23",
    "review_by": "2027-11-23",
}


def own_file(tmp_path, *rows, columns=COLUMNS):
    path = tmp_path / "own.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.mark.parametrize(
    ("state", "profession", "answer", "sure", "sure_hours"),
    [
        ("CA", PT, "not_allowed", "rule_read", "summary_read"),
        ("OR", PT, "not_yet", "summary_read", "summary_read"),
        ("WA", PT, "allowed_approval", "rule_read", "summary_read"),
        ("KS", PT, "allowed_training", "rule_read", "rule_read"),
        ("PA", PT, "no_clear_rule", "summary_read", "summary_read"),
        ("AR", PT, "no_clear_rule", "conflict", "conflict"),
        ("AZ", PT, "allowed_approval", "rule_read", "summary_read"),
        ("DE", PT, "allowed_training", "summary_read", "summary_read"),
        ("MI", PT, "no_clear_rule", "summary_read", "summary_read"),
        ("MN", PT, "no_clear_rule", "one_weak_source", "one_weak_source"),
        ("HI", PT, "not_allowed", "summary_read", "summary_read"),
        ("TX", Profession.PT_ASSISTANT, "no_clear_rule", "conflict", "conflict"),
        ("CO", Profession.OCCUPATIONAL_THERAPIST, "not_yet", "summary_read", "summary_read"),
        ("FL", Profession.OCCUPATIONAL_THERAPIST, "no_clear_rule", "summary_read", "summary_read"),
        ("ME", Profession.OCCUPATIONAL_THERAPIST, "allowed", "summary_read", "summary_read"),
        ("PA", Profession.CHIROPRACTOR, "no_clear_rule", "summary_read", "summary_read"),
        ("OR", Profession.CHIROPRACTOR, "not_allowed", "summary_read", "summary_read"),
        ("MN", Profession.ACUPUNCTURIST, "no_clear_rule", "one_weak_source", "one_weak_source"),
        ("MN", Profession.ATHLETIC_TRAINER, "no_clear_rule", "one_weak_source", "one_weak_source"),
        ("MD", Profession.PT_ASSISTANT, "not_allowed", "summary_read", "summary_read"),
        ("NY", Profession.ATHLETIC_TRAINER, "not_found", "one_weak_source", "one_weak_source"),
        ("WV", Profession.ATHLETIC_TRAINER, "not_found", "one_weak_source", "one_weak_source"),
        ("VA", Profession.ATHLETIC_TRAINER, "no_clear_rule", "summary_read", "summary_read"),
        ("NE", Profession.OCCUPATIONAL_THERAPIST, "no_clear_rule", "summary_read", "summary_read"),
        ("UT", Profession.OCCUPATIONAL_THERAPIST, "allowed_approval", "summary_read", "summary_read"),
        ("NE", Profession.CHIROPRACTOR, "allowed", "summary_read", "summary_read"),
        ("IA", Profession.CHIROPRACTOR, "no_clear_rule", "summary_read", "summary_read"),
        ("NY", Profession.PHYSICIAN, "allowed_approval", "rule_read", "rule_read"),
        ("CO", Profession.PHYSICIAN, "allowed", "summary_read", "summary_read"),
        ("CA", Profession.PHYSICIAN, "allowed", "summary_read", "summary_read"),
        ("CA", Profession.ACUPUNCTURIST, "allowed", "summary_read", "summary_read"),
        ("TX", Profession.MASSAGE_THERAPIST, "not_found", "one_weak_source", "one_weak_source"),
        ("TX", Profession.NURSE_PRACTITIONER, "not_found", "one_weak_source", "one_weak_source"),
    ],
)
def test_each_chosen_row_has_its_closed_words(state, profession, answer, sure, sure_hours):
    rule = load_state_rules().rule(state, profession)
    assert (rule.answer, rule.sure, rule.sure_hours) == (answer, sure, sure_hours)


def test_rules_for_all_states_are_there_once_for_each_of_51():
    rules = load_state_rules().by_key
    for profession in (PT, Profession.PHYSICIAN, Profession.MASSAGE_THERAPIST, Profession.NURSE_PRACTITIONER):
        assert sum(key[1] is profession for key in rules) == 51


def test_nobody_with_evidence_is_left_out_before_a_person_has_reviewed_a_rule():
    today = date(2026, 11, 23)
    assert [rule for rule in load_state_rules().by_key.values() if rule.leaves_out_listed(today)] == []


def test_a_rule_read_on_an_official_page_or_in_a_law_copy_only():
    for rule in load_state_rules().by_key.values():
        if rule.sure is Certainty.RULE_READ:
            assert rule.source_kind in {"official", "law_copy"}


def test_what_was_read_has_a_day_and_what_was_not_has_none():
    for rule in load_state_rules().by_key.values():
        assert (rule.read_on in {date(2026, 11, 23), date(2026, 11, 29)}) == bool(rule.source_url)
        assert rule.read_on or not rule.source_url


def test_a_law_not_in_force_and_a_pending_one_are_read_again_after_three_months():
    rules = load_state_rules()
    assert rules.rule("OR", PT).review_by == date(2027, 2, 23)
    assert rules.rule("CO", Profession.OCCUPATIONAL_THERAPIST).review_by == date(2027, 2, 28)
    moving = [rule for rule in rules.by_key.values() if rule.bill]
    assert len(moving) >= 15
    assert all(rule.review_by <= date(2027, 2, 28) for rule in moving)
    assert rules.rule("CA", PT).review_by == date(2027, 11, 23)


def test_a_law_that_is_passed_says_from_when_it_can_be_used_and_is_read_again_before_that():
    rules = load_state_rules().by_key.values()
    passed = {(rule.state, rule.profession): rule for rule in rules if rule.answer is StateAllows.NOT_YET}
    assert set(passed) == {("OR", PT), ("CO", Profession.OCCUPATIONAL_THERAPIST)}
    colorado = passed["CO", Profession.OCCUPATIONAL_THERAPIST]
    assert colorado.in_force_from == date(2027, 9, 1)
    assert colorado.review_by < colorado.in_force_from
    assert colorado.source_kind == "news"
    assert passed["OR", PT].in_force_from is None


def test_trackers_of_bills_are_never_more_than_a_summary():
    trackers = ("legilist", "billtrack50", "pac.dog", "fastdemocracy", "vulcanbills", "legiplex", "legiequity")
    for rule in load_state_rules().by_key.values():
        if any(name in rule.source_url for name in trackers):
            assert rule.sure in {Certainty.SUMMARY_READ, Certainty.ONE_WEAK_SOURCE}
            assert not rule.is_official
        if any(name in rule.bill_url for name in trackers):
            assert rule.bill_kind == "news"


def test_hours_are_sure_only_where_the_rule_that_names_them_was_read():
    sure = {
        (rule.state, rule.profession): rule.hours
        for rule in load_state_rules().by_key.values()
        if rule.hours and rule.sure_hours is Certainty.RULE_READ
    }
    assert sure["FL", PT] == "50 face-to-face + 25 supervised sessions"
    assert ("WA", PT) not in sure
    assert ("NJ", PT) not in sure


def test_the_table_is_spelled_the_us_way():
    words = " ".join(f"{rule.note} {rule.citation} {rule.hours}" for rule in load_state_rules().by_key.values())
    assert not [word for word in ("licence", "practise", "authoris", "programme") if word in words]


def test_an_operators_row_replaces_the_shipped_one_and_may_be_invented(tmp_path):
    row = GOOD | {"answer": "not_allowed", "source_url": "", "source_kind": "", "read_on": "", "review_by": ""}
    path = own_file(tmp_path, row | {"invented": "true"}, columns=(*COLUMNS, "invented"))
    rules = load_state_rules(path)
    assert rules.rule("CO", PT).answer is StateAllows.NOT_ALLOWED
    assert rules.rule("CO", PT).invented
    assert rules.rule("CA", PT) == load_state_rules().rule("CA", PT)


MOVING_ROW = GOOD | {
    "answer": "not_yet",
    "in_force_from": "2028-01-01",
    "bill": "HB 1",
    "bill_url": "https://bills.example/1",
    "bill_kind": "news",
    "bill_read_on": "2026-11-23",
}


def test_what_moves_is_read_and_may_be_left_out_of_an_operators_file(tmp_path):
    rule = load_state_rules(own_file(tmp_path, MOVING_ROW, columns=(*COLUMNS, *MOVING))).rule("CO", PT)
    assert (rule.in_force_from, rule.bill, rule.bill_kind) == (date(2028, 1, 1), "HB 1", "news")
    rule = load_state_rules(own_file(tmp_path, GOOD)).rule("CO", PT)
    assert (rule.in_force_from, rule.bill, rule.bill_read_on) == (None, "", None)


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("in_force_from", "September 2027", "Write a date like 2026-11-23."),
        ("in_force_from", "2027-11-22", "review_by is after in_force_from"),
        ("answer", "allowed", "in_force_from is for the answer not_yet only"),
        ("bill", "", "belong together"),
        ("bill_url", "", "belong together"),
        ("bill_kind", "", "belong together"),
        ("bill_read_on", "", "belong together"),
        ("bill_kind", "rumor", "Write one of: official, "),
        ("bill_url", "bills.example", "starts with https://"),
    ],
)
def test_what_moves_is_read_strictly(tmp_path, column, value, says):
    path = own_file(tmp_path, GOOD, MOVING_ROW | {"state": "UT", column: value}, columns=(*COLUMNS, *MOVING))
    with pytest.raises(VocabularyError) as failed:
        load_state_rules(path)
    assert says in str(failed.value)
    assert str(failed.value).startswith(f"{path}, row 3: ")


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("state", "Colorado", "Write two capital letters like CO."),
        ("state", "XX", "Write two capital letters like CO."),
        ("profession", "PT", "Write one of: physical-therapist, "),
        ("answer", "permitted", "Write one of: allowed_approval, "),
        ("sure", "high", "Write one of: rule_read, "),
        ("sure_hours", "medium", "Write one of: rule_read, "),
        ("source_kind", "website", "Write one of: official, "),
        ("source_kind", "", "belong together"),
        ("source_url", "board.example", "starts with https://"),
        ("read_on", "23.11.2026", "Write a date like 2026-11-23."),
        ("read_on", "", "belong together"),
        ("review_by", "", "review_by is empty"),
        ("review_by", "2026-01-01", "before read_on"),
        ("reviewed_by", "Someone", "belong together"),
        ("reviewed_on", "2026-11-23", "belong together"),
        ("invented", "yes", "Write one of: true, false, (empty)."),
    ],
)
def test_a_bad_value_fails_with_file_row_and_what_to_write(tmp_path, column, value, says):
    path = own_file(tmp_path, GOOD, GOOD | {"state": "UT", column: value}, columns=(*COLUMNS, "invented"))
    with pytest.raises(VocabularyError) as failed:
        load_state_rules(path)
    assert says in str(failed.value)
    assert str(failed.value).startswith(f"{path}, row 3: ")


def test_a_strong_word_needs_a_source(tmp_path):
    row = GOOD | {"sure": "rule_read", "source_url": "", "source_kind": "", "read_on": "", "review_by": ""}
    with pytest.raises(VocabularyError, match="'rule_read' without a source"):
        load_state_rules(own_file(tmp_path, row))


def test_one_state_and_profession_twice_fails(tmp_path):
    with pytest.raises(VocabularyError, match="CO physical-therapist is in row 2 too"):
        load_state_rules(own_file(tmp_path, GOOD, GOOD))


def test_an_unknown_and_a_missing_column_fail(tmp_path):
    with pytest.raises(VocabularyError, match="unknown column 'mood'"):
        load_state_rules(own_file(tmp_path, GOOD, columns=(*COLUMNS, "mood")))
    with pytest.raises(VocabularyError, match="column 'note' is missing"):
        load_state_rules(own_file(tmp_path, GOOD, columns=COLUMNS[:-1]))


@pytest.mark.parametrize(
    "text", ["CO\n", f"{','.join(COLUMNS)}\nCO,physical-therapist\n", f"{','.join(COLUMNS)},note\n"]
)
def test_a_table_of_another_shape_fails(tmp_path, text):
    path = tmp_path / "own.csv"
    path.write_text(text)
    with pytest.raises(VocabularyError):
        load_state_rules(path)


def test_a_file_in_another_encoding_fails(tmp_path):
    path = tmp_path / "own.csv"
    path.write_bytes(f"{','.join(COLUMNS)}\nCO,\xe9\n".encode("latin-1"))
    with pytest.raises(VocabularyError, match="Write CSV in UTF-8"):
        load_state_rules(path)
