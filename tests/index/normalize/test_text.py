import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.normalize.statements.statement import sentences
from index.normalize.text import fold_text, tidy


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Zoë  PEÑA", "zoe pena"), ("O\u2019Neill", "o'neill"), ("Straße", "strasse"), (" a\tb\n", "a b"), ("", "")],
)
def test_folding_leaves_small_ascii_with_single_spaces(text, folded):
    assert fold_text(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text):
    once = fold_text(text)
    assert fold_text(once) == once
    assert once.isascii()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<b>Jordan</b>&nbsp;Avery", "Jordan Avery"),
        ("O\u2019Neill \u2010 PT", "O'Neill - PT"),
        ("a\u200bb\x00c\u202ed", "ab cd"),
        ("Jose\u0301", "José"),
        ("3 < 4 > 2", "3 < 4 > 2"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "alert(1)"),
        ("a\r\n\tb", "a b"),
    ],
)
def test_tidying_leaves_one_plain_line(text, line):
    assert tidy(text) == line


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("We do. We don't! Do we?", ["We do.", "We don't!", "Do we?"]),
        ("Ask Dr. Avery. He is in.", ["Ask Dr. Avery.", "He is in."]),
        ("J. R. Ortega is here. Yes.", ["J. R. Ortega is here.", "Yes."]),
        ("<ul><li>One</li><li>Two</li></ul>", ["One", "Two"]),
        ("one\n\ntwo | three", ["one", "two", "three"]),
        ("", []),
    ],
)
def test_a_text_falls_into_sentences(text, parts):
    assert [sentence.shown for sentence in sentences(text)] == parts
