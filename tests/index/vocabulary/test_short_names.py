import pytest

from index.vocabulary.entries import VocabularyError
from index.vocabulary.short_names import (
    established_given_names,
    full_names,
    is_established,
    is_short_form,
    load_given_names,
    load_short_names,
    package_pairs,
    short_names,
)

HEAD = "name,other,counts,reason\n"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("bob,robert,maybe,short\n", "counts is 'maybe'"),
        ("bob,robert,false,\n", "reason is empty"),
        ("Bob,robert,true,short\n", "small letters"),
        ("bob,bob,true,short\n", "twice"),
        ("bob,robert,true,short\nrobert,bob,false,no\n", "twice"),
    ],
)
def test_a_review_that_says_something_unknown_is_refused_with_its_row(tmp_path, row, said):
    path = tmp_path / "short_names.csv"
    path.write_text(HEAD + row, encoding="utf-8")
    with pytest.raises(VocabularyError, match=said) as refused:
        load_short_names(path)
    assert refused.value.row == row.count("\n") + 1


@pytest.mark.parametrize(("text", "said"), [("ann Beth\n", "'Beth'"), ("ann ann\n", "twice"), ("ann o'ma\n", "o'ma")])
def test_a_list_of_given_names_has_each_once_in_small_letters(tmp_path, text, said):
    path = tmp_path / "names.txt"
    path.write_text(f"# names\n{text}", encoding="utf-8")
    with pytest.raises(VocabularyError, match=said):
        load_given_names(path)


def test_every_rejected_pair_is_one_that_the_package_links():
    assert [sorted(pair) for pair in short_names().rejected if pair not in package_pairs()] == []


def test_no_pair_that_the_review_adds_is_known_to_the_package():
    added = {frozenset({short, full}) for short, names in short_names().full.items() for full in names}
    assert [sorted(pair) for pair in added & package_pairs()] == []


def test_rejected_pairs_are_no_short_forms_and_all_others_of_the_package_are():
    for pair in package_pairs():
        assert is_short_form(*pair) is (pair not in short_names().rejected)


def test_a_name_is_short_for_itself_and_for_the_full_names_of_the_review():
    assert full_names("jordan") == {"jordan"}
    assert full_names("pepe") >= {"pepe", "jose"}
    assert "william" not in full_names("bob")


def test_a_name_of_the_census_is_a_name_and_a_misspelling_is_none():
    assert len(established_given_names()) == 2761
    assert all(map(is_established, ("shawn", "shawna", "karl", "karla", "michele", "michelle")))
    assert not any(map(is_established, ("jordann", "jorxan", "mihcael")))
