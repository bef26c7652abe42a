"""The grammar of the text box, the words it is made of and the slips it forgives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search import SearchRequestError
from index.search.text_query import Term, parse_text
from index.search.typo import SlipTable, one_slip_apart
from index.search.words import words_of
from tests.index.search.oracle import one_slip, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zo\u00eb  PE\u00d1A", ["zoe", "pena"]),
        ("O'Neill O\u2019Neill", ["oneill", "oneill"]),
        ("Smith-Jones", ["smith", "jones"]),
        ("L.Ac. D.P.T. Ph.D", ["lac", "dpt", "phd"]),
        ("St. Mary. We call", ["st", "mary", "we", "call"]),
        ("...", []),
        ("Mary's Hollis' Hollis's", ["marys", "hollis", "hollis"]),
        ("Hollis & Sons, Hollis&Sons", ["hollis", "and", "sons", "hollis", "and", "sons"]),
        ("Body+Mind and Body + Mind", ["body", "and", "mind", "and", "body", "and", "mind"]),
        ("50+ years, Therapy+ & Co.", ["50", "years", "therapy", "and", "co"]),
        ("Needlewise\u2122 Needlewise\u00ae Needlewise (R)", ["needlewise"] * 3),
        ("O\u02bcNeill O\u00b4Neill O\u02bbNeill O\uff07Neill", ["oneill"] * 4),
        ("Van\u00a0Kirk Van\u2011Kirk Van\u00adKirk", ["van", "kirk", "van", "kirk", "vankirk"]),
        ("\ufb01t n\u0303 \uff26\uff49\uff54", ["fit", "n", "fit"]),
    ],
)
def test_words_of_a_text(text, expected):
    assert words_of(text) == expected


@given(st.text(max_size=30))
def test_words_are_letters_and_digits_and_stay_what_they_are(text):
    found = words_of(text)
    assert found == words(text)
    assert words_of(" ".join(found)) == found
    assert all(word.isascii() and word.isalnum() for word in found)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", []),
        (" - & ! ", []),
        ("Jordan avery", [Term(("jordan",)), Term(("avery",))]),
        ("aver*", [Term(("aver",), prefix=True)]),
        ("-aver*", [Term(("aver",), prefix=True, exclude=True)]),
        ('"trigger point" -"back pain"', [Term(("trigger", "point"), quoted=True),
                                          Term(("back", "pain"), exclude=True, quoted=True)]),
        ('"open quote', [Term(("open", "quote"), quoted=True)]),
        ("\u201ctrigger point\u201d", [Term(("trigger", "point"), quoted=True)]),
        ("hollis and sons", [Term(("hollis",)), Term(("sons",))]),
        ("hollis & sons", [Term(("hollis",)), Term(("sons",))]),
        ("Body + Mind -and", [Term(("body",)), Term(("mind",)), Term(("and",), exclude=True)]),
        ('"hollis & sons"', [Term(("hollis", "and", "sons"), quoted=True)]),
        ("and sons", [Term(("and",)), Term(("sons",))]),
        ("A & B", [Term(("a", "and", "b"))]),
        ("a+b", [Term(("a", "and", "b"))]),
        ("Smith-Jones", [Term(("smith", "jones"))]),
        ("title:x [a TO b] wild?card", [Term(("title", "x")), Term(("a",)), Term(("to",)), Term(("b",)),
                                         Term(("wild", "card"))]),
    ],
)  # fmt: skip
def test_a_text_is_taken_apart(text, terms):
    assert list(parse_text(text).terms) == terms


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x" * 101, "the text has 101 characters; write at most 100"),
        ("a b c d e f g h i", "the text has 9 words and phrases; write at most 8"),
        (f'"{"a " * 25}"', "the text has 25 words; write at most 24"),
        ("ab*", "'ab*' is too short to look up beginnings; write at least 3 letters before *"),
    ],
)
def test_what_cannot_be_asked_says_what_to_write(text, message):
    with pytest.raises(SearchRequestError) as error:
        parse_text(text)
    assert str(error.value) == message


@given(st.text(max_size=120))
def test_any_text_is_read_or_refused(text):
    try:
        terms = parse_text(text).terms
    except SearchRequestError:
        return
    assert all(term.words for term in terms)


@pytest.mark.parametrize(
    ("word", "other", "near"),
    [
        ("avery", "avery", True),
        ("avery", "averly", True),
        ("averly", "avery", True),
        ("avery", "awery", True),
        ("avery", "avrey", True),
        ("avery", "avreyy", False),
        ("avery", "every1", False),
    ],
)
def test_one_slip(word, other, near):
    assert one_slip_apart(word, other) is near


@given(st.lists(st.text("abc", min_size=4, max_size=7), unique=True), st.text("abc", min_size=5, max_size=7))
def test_the_table_finds_every_neighbor(vocabulary, word):
    expected = [number for number, term in enumerate(vocabulary) if one_slip(word, term)]
    assert SlipTable.of(vocabulary).neighbors(word, vocabulary) == expected
