from dataclasses import replace
from datetime import date

import pytest

from index.normalize.url import safe_url
from index.records import Certainty, Precision, Profession, SourcesSay, StateAllows
from index.vocabulary import professions
from tests.builders import phone, rule
from webapp.words import answer_words
from webapp.words.claim_words import value_words
from webapp.words.formats import call_button, day, distance
from webapp.words.rule_words import UNSURE, caution, may_be_called, rule_line, sentence, short

TODAY = date(2026, 11, 23)
RULE = rule(state="OR", read_on=date(2026, 11, 1))


@pytest.mark.parametrize(
    ("miles", "precision", "words"),
    [
        (2.34, Precision.ADDRESS, "2.3 miles"),
        (0.0, Precision.ADDRESS, "0.1 miles"),
        (2.34, Precision.ZIP, "about 2 miles"),
        (0.7, Precision.ZIP, "about 1 mile"),
        (0.2, Precision.ZIP, "less than 1 mile"),
        (0.2, Precision.PLACE, "in Salida"),
        (23.4, Precision.PLACE, "in Salida, about 23 miles"),
    ],
)
def test_a_distance_is_as_exact_as_the_place(miles, precision, words):
    assert distance(miles, precision, "Salida") == words


def test_days_are_written_the_us_way():
    assert day(date(2026, 11, 2)) == "Nov 2, 2026"


def test_a_phone_is_dialed_with_its_extension():
    button = call_button(phone("112", extension="12"))
    assert (button.shown, button.href) == ("303-555-0112 ext. 12", "tel:+13035550112;ext=12")


def test_every_answer_has_a_label():
    assert set(answer_words.LABELS) == set(SourcesSay)


@pytest.mark.parametrize("answer", [*StateAllows])
@pytest.mark.parametrize("sure", [*Certainty])
def test_every_rule_has_one_sentence_that_names_state_and_profession(answer, sure):
    said = sentence(replace(RULE, answer=answer, sure=sure), TODAY)
    assert "Oregon" in said
    assert "physical therapist" in said
    assert said[0].isupper()
    assert "{" not in said


@pytest.mark.parametrize("answer", [*StateAllows])
@pytest.mark.parametrize("sure", [*Certainty])
@pytest.mark.parametrize("profession", [*Profession])
def test_a_short_rule_follows_the_name_of_its_state_and_has_no_colon_of_its_own(answer, sure, profession):
    said = short(replace(RULE, profession=profession, answer=answer, sure=sure), TODAY)
    assert ":" not in said
    assert not said.endswith(".")
    assert professions.label(profession).lower() in said or professions.plural(profession) in said


def test_what_we_are_not_sure_of_is_not_said():
    for answer in (StateAllows.ALLOWED, StateAllows.NOT_ALLOWED, StateAllows.NOT_YET):
        for sure in UNSURE:
            assert "could not settle" in sentence(replace(RULE, answer=answer, sure=sure), TODAY)


def test_a_rule_that_forbids_speaks_of_the_license_by_the_rule_we_read():
    assert sentence(replace(RULE, answer=StateAllows.NOT_ALLOWED), TODAY) == (
        "By the rule we read, dry needling is not part of a physical therapist's license in Oregon."
    )


def test_a_rule_past_its_review_says_so_and_is_believed_less():
    old = replace(RULE, review_by=date(2026, 11, 20))
    assert sentence(old, TODAY).startswith("A summary we read says Oregon lets physical therapists")
    assert "We have not re-checked this since Nov 1, 2026." in rule_line(old, TODAY).sentences


def test_hours_are_not_given_for_a_rule_past_its_review():
    read = replace(RULE, hours="46 hours", sure_hours=Certainty.RULE_READ)
    assert "Training: 46 hours." in rule_line(read, TODAY).sentences
    assert "Training: 46 hours." not in rule_line(replace(read, review_by=date(2026, 11, 20)), TODAY).sentences


def test_a_card_carries_a_caution_only_where_nobody_is_left_out():
    forbidden = replace(RULE, answer=StateAllows.NOT_ALLOWED)
    reviewed = replace(forbidden, reviewed_by="A. Reviewer", reviewed_on=TODAY)
    assert caution(forbidden, TODAY).startswith("A notice we read says Oregon does not allow this under a physical")
    assert caution(reviewed, TODAY) == ""
    assert caution(RULE, TODAY) == ""


@pytest.mark.parametrize(
    ("profession", "answer", "offered"),
    [
        (Profession.CHIROPRACTOR, StateAllows.ALLOWED_TRAINING, True),
        (Profession.CHIROPRACTOR, StateAllows.NO_CLEAR_RULE, False),
        (Profession.CHIROPRACTOR, StateAllows.NOT_FOUND, False),
        (Profession.PHYSICAL_THERAPIST, StateAllows.NO_CLEAR_RULE, True),
        (Profession.PHYSICAL_THERAPIST, StateAllows.NOT_FOUND, False),
        (Profession.PHYSICAL_THERAPIST, StateAllows.NOT_ALLOWED, False),
    ],
)
def test_who_may_be_called_depends_on_the_rule(profession, answer, offered):
    assert may_be_called(replace(RULE, profession=profession, answer=answer)) is offered


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("phone", "+13035550112 x7", "303-555-0112 ext. 7"),
        ("profession", "physical-therapist", "Physical therapist"),
        ("license", "CO 123 physical-therapist", "CO 123 physical therapist"),
        ("address", "100 Example St, Salida, CO 81201", "100 Example St, Salida, CO 81201"),
    ],
)
def test_stated_values_are_written_for_readers(field, value, words):
    assert value_words(field, value) == words


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "JaVaScRiPt:x", "//", "", "ftp://a.test"]
)
def test_what_is_no_web_address_is_no_link(address):
    assert safe_url(address) == ""
