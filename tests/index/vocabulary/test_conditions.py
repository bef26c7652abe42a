import csv

import pytest

from index.vocabulary import VocabularyError, conditions, conditions_in
from index.vocabulary.conditions import COLUMNS, load_conditions, mentions_in

GOOD = {"slug": "sore-thumb", "label": "Sore thumb", "synonyms": "thumb pain", "in_source_article": "no"} | {
    "source_kind": "general_knowledge",
    "confidence": "one_weak_source",
}


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("We treat low back pain, sciatica and TMJ.", ("tmj", "back-pain", "sciatica")),
        ("from the neck", ()),
        ("Runner\u2019s knee", ("knee",)),
        ("ROM exercises", ("rom",)),
        ("rom exercises", ()),
        ("plantar\n fasciitis", ("plantar",)),
        ("escarpment", ()),
        ("Neck, shoulder and hip pain", ("neck-pain", "shoulder", "hip-piriformis")),
        ("back & knee injuries", ("back-pain", "knee")),
        ("We are back, no knee jerks.", ()),
        ("Spine and Sport Clinic", ()),
        ("", ()),
    ],
)
def test_words_of_a_text_name_conditions(text, slugs):
    assert conditions_in(text) == slugs


def test_every_condition_finds_itself():
    for slug, condition in conditions().items():
        assert slug in conditions_in(condition.synonyms[0])


def test_every_word_of_a_condition_is_found_in_a_sentence_too():
    for slug, condition in conditions().items():
        words = [*condition.synonyms, *(f"{area} pain" for area in condition.areas)]
        assert [one for one in words if slug not in {found.slug for found in mentions_in(f"We see {one} often.")}] == []


def test_words_that_are_only_typed_are_not_found_in_a_sentence():
    typed = [(slug, word) for slug, condition in conditions().items() for word in condition.typed_only]
    assert len(typed) > 5
    assert [(slug, word) for slug, word in typed if slug not in conditions_in(word)] == []
    assert [word for slug, word in typed if slug in {one.slug for one in mentions_in(f"The {word} here")}] == []


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"slug": "Sore Thumb"}, "Write small letters"),
        ({"slug": "other-thumb"}, "is there twice"),
        ({"label": ""}, "label is empty"),
        ({"synonyms": " | "}, "synonyms is empty"),
        ({"confidence": "medium"}, "Write one of: rule_read, "),
        ({"source_kind": "hearsay"}, "Write one of: official, "),
        ({"kinds": "nothing-known"}, "Write slugs of this file that have no kinds of their own."),
        ({"slug": "whole-hand", "kinds": "whole-hand"}, "Write slugs of this file"),
        ({"in_source_article": "maybe"}, "Write one of: yes, no, partly."),
    ],
)
def test_a_bad_row_fails_with_file_row_and_what_to_write(tmp_path, changes, says):
    path = tmp_path / "conditions.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows([GOOD | {"slug": "other-thumb"}, GOOD | changes])
    with pytest.raises(VocabularyError) as failed:
        load_conditions(path)
    assert says in str(failed.value)
    assert f"{path}, row 3: " in str(failed.value)
