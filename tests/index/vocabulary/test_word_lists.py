import pytest

from index.vocabulary import VocabularyError, name_words
from index.vocabulary.condition_words import load_condition_words
from index.vocabulary.credentials import by_letters, letters_key
from index.vocabulary.entries import DATA
from index.vocabulary.name_words import load_name_words
from index.vocabulary.statement_words import load_statement_words


def test_letters_that_are_names_too_are_known_letters_or_plain_names():
    known = {word for word in name_words().also_names if letters_key(word) in by_letters()}
    assert {"do", "ma", "pa", "lat", "mac", "ba"} <= known


def test_only_ms_is_a_title_and_a_degree():
    assert [word for word in name_words().titles if letters_key(word) in by_letters()] == ["ms"]


@pytest.mark.parametrize(
    ("name", "load", "old", "new"),
    [
        ("name_words.yml", load_name_words, "titles:", "title:"),
        ("name_words.yml", load_name_words, "noise: [", "noise: [["),
        ("name_words.yml", load_name_words, "generations: {jr: Jr", "generations: {jr: 7"),
        ("statement_words.yml", load_statement_words, "  - offer(?:s|ed|ing)?", "  - offer(?:s|ed|ing"),
        ("statement_words.yml", load_statement_words, "terms:", "words:"),
        ("condition_words.yml", load_condition_words, "headings:", "titles:"),
        ("condition_words.yml", load_condition_words, "  - unlike", "  - (unlike"),
        ("statement_words.yml", load_statement_words, '  - "no"', "  - no"),
    ],
)
def test_a_bad_file_fails_with_its_name_and_what_to_write(tmp_path, name, load, old, new):
    text = (DATA / name).read_text()
    assert old in text
    path = tmp_path / name
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(VocabularyError, match=rf"{name}, row -: [\s\S]*Write"):
        load(path)
