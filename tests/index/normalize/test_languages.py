"""Languages as people write them become codes of ISO 639."""

import pytest

from index.normalize.languages import LanguageError, language_name, read_languages


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("English, Spanish", ("en", "es")),
        ("español e inglés", None),
        ("Español y inglés", ("es", "en")),
        ("Spanish and ASL; spanish", ("es", "ase")),
        ("en es ase", ("en", "es", "ase")),
        ("Mandarin / Vietnamese & Tagalog", ("zh", "vi", "tl")),
        ("Klingonish", None),
        ("", None),
        (" , ", None),
        ("en es fr de it pt ru zh ja ko vi ar fa", None),
    ],
)
def test_names_in_english_or_spanish_and_codes_are_read(text, codes):
    if codes is None:
        with pytest.raises(LanguageError):
            read_languages(text)
    else:
        assert read_languages(text) == codes


def test_a_language_has_its_name_in_both_languages():
    assert (language_name("vi", "en"), language_name("vi", "es")) == ("Vietnamese", "vietnamita")
    assert language_name("qqq", "en") == "qqq"
