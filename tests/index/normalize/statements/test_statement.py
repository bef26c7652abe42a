import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.normalize.statements.statement import quote_of, read_statement, trained_in_needling
from index.records import RawStatement, StatementKind, Subject


def raw(text, board=False):
    return RawStatement(text=text, about=Subject.PERSON, board=board)


def kind_of(text):
    statement = read_statement(raw(text))
    return statement.kind if statement else None


def test_a_statement_stays_with_its_subject():
    for about in Subject:
        assert read_statement(RawStatement(text="Dry needling", about=about)).about is about


def test_the_deciding_sentence_is_the_quote_and_nothing_else():
    text = "<p>Jordan runs.</p><p>He offers dry needling &amp; taping. He likes snow.</p>"
    assert read_statement(raw(text)).quote == "He offers dry needling & taping."


def test_a_yes_and_a_no_in_one_text_are_left_to_a_person():
    assert kind_of("We offer dry needling. In Salida we do not offer dry needling.") is None


def test_a_heading_next_to_an_offer_does_not_hide_it():
    assert kind_of("What is dry needling? Dry needling is a technique. We offer dry needling.") is StatementKind.OFFERS


@pytest.mark.parametrize(
    "word", ["expired", "Revoked", "pending", "none", "N/A", "0", "\u2610", "\u2717", "\u2014", "false"]
)
def test_a_boards_record_that_is_not_in_force_is_no_board_listing(word):
    assert read_statement(raw(f"Dry needling endorsement: {word}", board=True)) is None


def test_a_boards_record_without_the_words_is_none():
    assert read_statement(raw("License active", board=True)) is None


def test_a_long_sentence_is_quoted_around_the_words_and_between_words():
    text = "We offer " + "massage, " * 60 + "dry needling, " + "taping, " * 60 + "and more."
    quote = quote_of(text)
    assert len(quote) <= 300
    assert "dry needling" in quote
    assert set(quote.strip("\u2026").replace(",", "").split()) <= {
        "We",
        "offer",
        "massage",
        "dry",
        "needling",
        "taping",
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Jordan is certified in dry needling.", "certified in dry needling"),
        ("He is trained in trigger point dry needling.", "trained in trigger point dry needling"),
        ("Dry needling certified", "Dry needling certified"),
        ("Jordan is not trained in dry needling.", ""),
        ("Is he certified in dry needling?", ""),
        ("He plans to be certified in dry needling.", ""),
        ("We offer courses: get certified in dry needling.", ""),
        ("Jordan offers dry needling.", ""),
        ("\u2610 Certified in dry needling", ""),
        ("[ ] Certified in dry needling", ""),
        ("Certified in dry needling: N/A", ""),
        ("Dry needling certified: 0", ""),
        ("Certified in dry needling \u2717", ""),
        ("Certified in dry needling: yes", "Certified in dry needling"),
        ("\u2611 Certified in dry needling", "Certified in dry needling"),
        ("He\u2019s certified in \u201cdry need\u00adling\u201d.", "certified in dry needling"),
    ],
)
def test_training_is_distinguished_from_doing(text, words):
    assert trained_in_needling(raw(text)) == words


@pytest.mark.parametrize(
    "text",
    [
        "we offer " * 2000 + "dry needling", "our " * 5000 + "dry needling", "dry needling " * 1500, "not " * 5000,
        "trained in " * 2000 + "dry needling", "A. " * 6000 + "dry needling", "<" * 20000, "<br " * 5000,
    ],
)  # fmt: skip
def test_no_text_holds_the_machine(text):
    started = time.process_time()
    read_statement(raw(text))
    trained_in_needling(raw(text))
    assert time.process_time() - started < 5


@given(st.text(max_size=400), st.booleans())
def test_without_the_words_nothing_is_said(text, board):
    if "needl" not in text.casefold() and "intra" not in text.casefold():
        assert read_statement(raw(text, board)) is None


@given(st.text(max_size=100), st.text(max_size=100))
def test_a_quote_is_one_line_of_at_most_300_characters(before, after):
    statement = read_statement(raw(f"{before}. We offer dry needling. {after}"))
    if statement:
        assert len(statement.quote) <= 300
        assert "needl" in statement.quote
        assert "\n" not in statement.quote
