import pytest

from webapp.words.sources import quote_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Jordan uses dry needling for neck and shoulder pain.", "en"),
        ("Ofrecemos punción seca para el dolor de cuello.", "es"),
        ("Jordan hace punción seca (dry needling) en Salida.", "es"),
        ("We offer dry needling (punción seca) in Salida.", "en"),
        ("No hacemos punción seca.", "es"),
        ("No dry needling.", "en"),
        ("¿Dolor de espalda? Llámenos.", "es"),
        ("Ask Dr. Peña.", "en"),
        ("Cert. DN", "en"),
        ("Dry needling", "en"),
        ("", "en"),
    ],
)
def test_a_sentence_is_of_the_language_that_most_of_its_small_words_are_of(text, language):
    assert quote_language(text) == language
