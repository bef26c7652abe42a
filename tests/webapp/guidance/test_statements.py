"""Sentences are held to the statements they cite: a key for each, words in common, and a listing for the reviewer."""

import re

import pytest

from webapp.article.source import shipped_sources
from webapp.statements import LISTING, cited_sentences, listing

EMPTY_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "for",
        "and",
        "or",
        "not",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "it",
        "its",
        "that",
        "this",
        "with",
        "without",
        "by",
        "from",
        "at",
        "as",
        "if",
        "you",
        "your",
        "they",
        "them",
        "their",
        "who",
        "may",
        "can",
        "will",
        "do",
        "does",
        "did",
        "have",
        "has",
        "had",
        "no",
        "than",
        "then",
        "so",
        "but",
        "one",
        "only",
        "too",
        "also",
        "any",
        "all",
        "each",
        "some",
        "more",
        "most",
        "other",
        "there",
        "what",
        "which",
        "how",
        "when",
        "where",
        "about",
        "after",
        "before",
        "into",
        "near",
        "up",
        "out",
        "between",
        "while",
        "person",
        "people",
        "someone",
        "somebody",
        "nobody",
        "say",
        "says",
        "said",
        "ask",
    ]
)
CITED = [(page, sentence, cited) for page, sentence in cited_sentences() for cited in sentence.citations]


def stems(text):
    """The beginnings of the words that carry meaning, and the figures."""
    words = re.findall(r"[a-z]{3,}|\d[\d,.]*", text.lower())
    return {word[:4] for word in words if word not in EMPTY_WORDS}


def in_common(sentence, statement):
    return stems(sentence) & stems(statement)


def test_each_sentence_that_cites_has_words_in_common_with_the_statement():
    apart = [
        (page, sentence.text, str(cited))
        for page, sentence, cited in CITED
        if cited.statement and not in_common(sentence.text, shipped_sources()[cited.source].statements[cited.statement])
    ]
    assert len(CITED) > 250
    assert apart == []


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("Most are physical therapists.", "The needles are thin and solid."),
        ("You bruise very easily.", "Ask first with diabetes or epilepsy."),
        ("Say so.", "People who are pregnant should not have it."),
    ],
)
def test_a_sentence_about_something_else_has_nothing_in_common(sentence, statement):
    assert not in_common(sentence, statement)


def test_no_statement_is_kept_that_no_sentence_takes():
    taken = {str(cited) for _, _, cited in CITED}
    kept = {f"{name}:{key}" for name, source in shipped_sources().items() for key in source.says}
    linked = {"board-list:list", "ncbahm-finder:finder"}
    assert kept - taken == linked


def test_the_listing_for_the_reviewer_is_up_to_date():
    assert LISTING.read_text(encoding="utf-8") == listing(), "run python -m webapp.statements"


@pytest.mark.parametrize(
    "words",
    [
        "athletic trainers",
        "functional dry needling",
        "intramuscular needling",
        "bruise very easily",
        "an assistant may not",
    ],
)
def test_the_article_is_not_cited_for_what_it_does_not_say(words):
    about = [sentence for _, sentence in cited_sentences() if words in sentence.text]
    assert about
    assert [sentence.text for sentence in about if "verywell-2023" in sentence.sources] == []
