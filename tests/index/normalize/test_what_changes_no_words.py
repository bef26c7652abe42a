"""Blanks, invisible characters, typographic variants and soft breaks change nothing of what a sentence says."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.formats.needling_words import speaks_of_needling
from index.normalize.names.name import parse_person
from index.normalize.statements.complaints import read_conditions
from index.normalize.statements.statement import read_statement, trained_in_needling
from index.normalize.text_folding import searchable
from index.records import RawStatement, Subject

HERE = Path(__file__).parent
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u034f\ufe0f"
VARIANTS = {
    "'": "\u2019\u02bc\u2018",
    '"': "\u201c\u201d",
    "-": "\u2010\u2011",
    " ": "\u00a0\u2009\u3000",
    "ff": "\ufb00",
}


def gold(name):
    with (HERE / name).open(newline="", encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if "<" not in row["text"] and "&" not in row["text"]]


TEXTS = [
    (row["text"], Subject(row["about"]), row.get("person", ""))
    for name in ("gold_statements.csv", "gold_excerpts.csv")
    for row in gold(name)
]
COMPLAINTS = [row["text"] for row in gold("gold_conditions.csv")]


@st.composite
def varied(draw, text):
    """Return the text with blanks, invisible characters and typographic variants that nobody reads otherwise."""
    written = text
    for plain, others in VARIANTS.items():
        if plain in written and draw(st.booleans()):
            written = written.replace(plain, draw(st.sampled_from(others)))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(written)))
        written = written[:at] + draw(st.sampled_from(INVISIBLE)) + written[at:]
    spaces = [number for number, one in enumerate(written) if one.isspace()]
    if spaces:
        at = draw(st.sampled_from(spaces))
        written = written[:at] + draw(st.sampled_from([" ", "\u00a0 ", "\t"])) + written[at:]
    return written


def said(text, about, person):
    raw = RawStatement(text=text, about=about)
    statement = read_statement(raw, parse_person(person).name if person else None)
    quote = searchable(statement.quote) if statement else ""
    return (
        statement.kind if statement else None,
        statement.about if statement else None,
        quote,
        trained_in_needling(raw),
    )


@settings(max_examples=400)
@given(st.data())
def test_characters_that_change_no_word_change_no_statement(data):
    text, about, person = data.draw(st.sampled_from(TEXTS))
    written = data.draw(varied(text))
    assert said(written, about, person) == said(text, about, person)
    assert speaks_of_needling(written) == speaks_of_needling(text)


@settings(max_examples=150)
@given(st.data())
def test_characters_that_change_no_word_change_no_complaint(data):
    text = data.draw(st.sampled_from(COMPLAINTS))
    assert read_conditions(data.draw(varied(text))) == read_conditions(text)


def test_a_soft_hyphen_before_a_bar_hides_no_complaint():
    listed = "Treats: neck | shoulder | low back"
    assert read_conditions(listed.replace(" | low", " \xad| low")) == read_conditions(listed)


SOFT = ("\n", "\r\n", "<br>", "<br />", "\u2028")


@pytest.mark.parametrize("text", [text for text, _, _ in TEXTS if " | " not in text])
def test_a_soft_break_inside_a_sentence_changes_no_statement(text):
    about, person = next((about, person) for one, about, person in TEXTS if one == text)
    whole = said(text, about, person)
    breaks = [
        n for n, one in enumerate(text) if one == " " and text[n + 1 :][:1].islower() and text[n - 1] not in ".!?"
    ]
    for number, at in enumerate(breaks):
        broken = text[:at] + SOFT[number % len(SOFT)] + text[at + 1 :]
        assert said(broken, about, person)[:2] == whole[:2], broken


CELLS = ("Vestibular | Dry needling", "Massage • Dry needling", "Cupping · Dry needling")


@pytest.mark.parametrize("text", CELLS)
@pytest.mark.parametrize("unseen", [*INVISIBLE, "&shy;", "&#8203;", "&zwnj;", "&nbsp;", "\u00a0"])
def test_what_nobody_sees_next_to_a_bar_or_a_dot_leaves_it_a_separator(text, unseen):
    at = text.index(" ") + 1
    for written in (
        text[:at] + unseen + text[at:],
        text[: at + 1] + unseen + text[at + 1 :],
        text[: at + 2] + unseen + text[at + 2 :],
    ):
        assert said(written, Subject.PERSON, "") == said(text, Subject.PERSON, ""), written


@pytest.mark.parametrize("entity", ["&bull;", "&middot;", "&#124;", "&#x2022;", "&#8226;"])
def test_a_separator_written_as_an_entity_separates(entity):
    raw = RawStatement(text=f"Massage {entity} Dry needling", about=Subject.CLINIC)
    statement = read_statement(raw, None)
    assert statement is not None
    assert statement.quote == "Dry needling"


def test_an_entity_of_markup_makes_no_tag():
    raw = RawStatement(text="We offer dry needling &lt;p&gt; and massage.", about=Subject.CLINIC)
    statement = read_statement(raw, None)
    assert statement is not None
    assert statement.quote == "We offer dry needling and massage."
