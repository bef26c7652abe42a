import pytest

from webapp.article.sentence import Citation, Part, sentences
from webapp.article.source import figures


def test_a_source_belongs_to_the_sentence_before_it_and_to_no_other():
    first, second, third = sentences("It is sore. It may last 2 days. [one:days, two] Call 911.")
    assert (first.text, first.citations) == ("It is sore.", ())
    assert (second.text, second.citations) == ("It may last 2 days.", (Citation("one", "days"), Citation("two")))
    assert (third.text, third.citations) == ("Call 911.", ())


def test_a_source_that_is_cited_for_two_statements_is_one_source():
    (sentence,) = sentences("It is sore for 2 days and heals. [one:days, two:heals, one:heals]")
    assert sentence.sources == ("one", "two")
    assert [str(citation) for citation in sentence.citations] == ["one:days", "two:heals", "one:heals"]


def test_a_quote_ends_a_sentence_only_with_its_own_full_stop():
    assert [one.text for one in sentences("We say “about” where we must. “Does it hurt?” Ask.")] == [
        "We say “about” where we must.",
        "“Does it hurt?”",
        "Ask.",
    ]


@pytest.mark.parametrize(
    "one",
    [
        "Under “What hurts?” it stays with you.",
        "Say “Stop.” and they stop.",
        "**Does it hurt?** is a fair question.",
        "Treatment by a P.T. in an office costs more.",
        "“Is it safe?” or “Is it new?” are good to ask.",
    ],
)
def test_no_sentence_ends_before_a_small_letter(one):
    assert [found.text for found in sentences(f"{one} Ask.")] == [one.replace("**", ""), "Ask."]


def test_strong_words_keep_their_place():
    (name, rest) = sentences("**The license.** Ask which.")
    assert name.parts == (Part("The license.", strong=True),)
    assert rest.parts == (Part("Ask which.", strong=False),)


def test_figures_are_numbers_as_they_are_written_but_a_number_to_call_is_none():
    assert figures("Out of 1,000, some 19.18 % and $40. Call 911.") == {"1,000", "19.18", "40"}
