"""Treated complaints in the text of a source. All invented; the gold list is `gold_conditions.csv`."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.normalize.statements.complaints import read_conditions
from index.vocabulary import conditions, conditions_in

GOLD = Path(__file__).parents[1] / "gold_conditions.csv"


def test_nothing_is_read_as_treated_in_the_texts_that_treat_nothing():
    with GOLD.open(newline="", encoding="utf-8") as file:
        texts = [row["text"] for row in csv.DictReader(file) if not row["conditions"]]
    assert len(texts) > 60
    assert [text for text in texts if read_conditions(text)] == []


@pytest.mark.parametrize("typed", ["disk", "scar", "overuse", "achilles", "ROM", "cramp", "MPS"])
def test_words_that_only_a_visitor_means_so_count_where_they_are_typed_and_not_in_a_text(typed):
    assert conditions_in(typed)
    assert read_conditions(f"Everything about the {typed} here") == ()


def test_a_list_of_areas_is_one_only_behind_its_heading_or_alone():
    assert read_conditions("Areas treated: jaw, elbow, hip.") == ("tmj", "hip-piriformis")
    assert read_conditions("Jaw, hip") == ("tmj", "hip-piriformis")
    assert read_conditions("Jaw, hip and more about us on the next page") == ()
    assert read_conditions("Hip") == ()


def test_the_no_of_one_sentence_or_clause_does_not_reach_the_next():
    assert read_conditions("We do not treat TMJ. Back pain is what we do.") == ("back-pain",)
    assert read_conditions("We do not treat TMJ, but we do treat back pain.") == ("back-pain",)
    assert read_conditions("We do not treat TMJ; back pain and sciatica, yes.") == ("back-pain", "sciatica")


def test_far_words_in_a_card_of_one_long_sentence_put_nothing_aside():
    filler = "hours parking directions staff forms fees and more about the building and its rooms " * 2
    assert read_conditions(f"Sciatica and neck pain {filler} claims and insurance") == ("neck-pain", "sciatica")


@given(st.lists(st.sampled_from([
    "we", "do not", "treat", "TMJ", "neck", "and", "back pain", ",", ".", "areas treated:", "but", "no", "| hip",
]), max_size=25))  # fmt: skip
def test_what_is_read_is_in_the_vocabulary_in_its_order_and_each_once(words):
    found = read_conditions(" ".join(words))
    order = list(conditions())
    assert [order.index(slug) for slug in found] == sorted({order.index(slug) for slug in found})
