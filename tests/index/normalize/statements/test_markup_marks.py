"""Marks that the markup of a text draws, and values that say only that one may ask."""

import pytest

from index.normalize.statements.statement import read_statement
from index.records import RawStatement, StatementKind, Subject


def kind_of(text):
    statement = read_statement(RawStatement(text=text, about=Subject.PERSON), None)
    return statement.kind if statement else None


@pytest.mark.parametrize("tag", ["s", "del", "strike", 'span><s class="x"', "DEL"])
def test_a_struck_label_is_no_offer(tag):
    name = tag.rpartition("<")[2].split()[0]
    assert kind_of(f"<{tag}>Dry needling</{name}>") is None
    assert kind_of(f"<p>Massage</p><p><{tag}><b>Dry needling</b></{name}></p>") is None


def test_a_struck_word_next_to_the_term_takes_nothing_back():
    assert kind_of("<s>Cupping</s><br>Dry needling") is StatementKind.OFFERS
    assert kind_of("<strong>Dry needling</strong>") is StatementKind.OFFERS
    assert kind_of("We offer dry needling for <del>$90</del> $75.") is StatementKind.OFFERS


@pytest.mark.parametrize(
    ("box", "kind"),
    [
        ('<input type="checkbox">', None),
        ("<input type=checkbox disabled>", None),
        ('<input type="radio" name="dn" value="checked-in"/>', None),
        ('<input type="checkbox" checked>', StatementKind.OFFERS),
        ("<input checked='checked' type='checkbox' />", StatementKind.OFFERS),
    ],
)
def test_a_check_box_of_the_markup_is_one(box, kind):
    assert kind_of(f"{box} Dry needling") is kind
    assert kind_of(f"<label>{box}Dry needling</label>") is kind


@pytest.mark.parametrize(
    "value",
    [
        "call for availability",
        "please contact us about availability",
        "ask if available",
        "check with office for availability",
        "inquire within",
        "starting in January",
        "coming in spring 2027",
        "available next year",
    ],
)
def test_a_value_that_says_only_that_one_may_ask_or_when_is_no_offer(value):
    assert kind_of(f"Dry needling: {value}") is None
    assert kind_of(f"Massage, dry needling: {value}") is None


def test_the_same_words_behind_an_offer_leave_it_one():
    assert kind_of("We offer dry needling, call for availability") is StatementKind.OFFERS
    assert kind_of("Dry needling: starting at $75") is StatementKind.OFFERS
    assert kind_of("Dry needling: by appointment") is StatementKind.OFFERS


def test_a_value_in_spanish_is_one():
    assert kind_of("Dry needling: Sí") is StatementKind.OFFERS
    assert kind_of("Dry needling: no disponible") is StatementKind.SAYS_NO
