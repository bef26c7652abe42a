"""A no ends where a sentence turns: "We do not offer acupuncture, but we do offer dry needling"."""

import pytest

from index.normalize.statements.statement import read_statement
from index.records import RawStatement, StatementKind, Subject


def kind_of(text):
    statement = read_statement(RawStatement(text=text, about=Subject.CLINIC), None)
    return statement.kind if statement else None


@pytest.mark.parametrize(
    "text",
    [
        "We do not offer acupuncture, but we do offer dry needling.",
        "We don't offer massage but we offer dry needling and cupping.",
        "We do not provide acupuncture; however, we provide dry needling.",
        "Our clinic does not offer acupuncture, although we do offer dry needling.",
        "We are not acupuncturists, but we perform dry needling.",
    ],
)
def test_what_a_but_sets_against_a_no_is_offered(text):
    assert kind_of(text) is StatementKind.OFFERS


@pytest.mark.parametrize(
    "text",
    [
        "We offer massage, but we do not offer dry needling.",
        "We do not offer dry needling, but we do offer acupuncture.",
        "We do not offer massage, cupping or dry needling.",
        "We do not offer acupuncture, and we do not offer dry needling.",
    ],
)
def test_a_no_to_dry_needling_stays_one(text):
    assert kind_of(text) is StatementKind.SAYS_NO


@pytest.mark.parametrize(
    "text",
    [
        "We would like to offer dry needling, but the law forbids it.",
        "We do not offer massage, but refer out for dry needling.",
        "We cannot bill Medicare, but dry needling may help you.",
        "We do not offer acupuncture, but ask us about dry needling.",
    ],
)
def test_a_but_makes_no_offer(text):
    assert kind_of(text) is None
