"""The Spanish pages of text: whole, with the figures and sources of the English, and marked until reviewed."""

import re
from datetime import date

import pytest
from click.testing import CliRunner

from tests.webapp.banned_words import banned_words
from webapp.about import translated_pages
from webapp.article import reviews, translation
from webapp.article.reviews import Review, catalog_digest
from webapp.article.source import figures
from webapp.article.translation import outdated, texts, translated, translations, untranslated
from webapp.guidance import pages
from webapp.guidance.pages import guide

ARTICLES = {
    f"{folder}/{slug}": page for folder, found in translated_pages.folders().items() for slug, page in found.items()
}
ALL = {
    f"{folder}/{slug}": one for folder in translated_pages.folders() for slug, one in translations("es", folder).items()
}
SLUGS = ("warning-signs", "is-it-for-me", "first-call", "before", "during", "after")
SPANISH = translations("es", "guide")
NOT_REVIEWED = "Traducción sin revisar."


def test_every_page_of_text_is_translated():
    assert sorted(ALL) == sorted(ARTICLES)


@pytest.mark.parametrize("page", sorted(ALL))
def test_no_sentence_of_a_page_is_untranslated_or_outdated(page):
    wrong = untranslated(ARTICLES[page], ALL[page]), outdated(ARTICLES[page], ALL[page])
    assert wrong == ((), ()), "run python -m webapp.about.translated_pages"


def test_the_same_english_has_the_same_spanish_on_every_page():
    said = {}
    for one in ALL.values():
        for english, spanish in one.words.items():
            said.setdefault(english, set()).add(spanish)
    assert {english: known for english, known in said.items() if len(known) > 1} == {}


@pytest.mark.parametrize("page", sorted(ALL))
def test_figures_and_sources_are_those_of_the_english(page):
    english, spanish = ARTICLES[page], translated(ARTICLES[page], ALL[page])
    assert spanish.sources == english.sources
    for said, meant in zip(spanish.sentences(), english.sentences(), strict=True):
        assert said.citations == meant.citations
        assert figures(said.text) == figures(meant.text)
        assert ("911" in said.text) is ("911" in meant.text)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_is_shown_in_spanish_with_the_same_marks_of_sources(client, slug):
    spanish, english = (client.get(f"{prefix}/guide/{slug}").page for prefix in ("/es", ""))
    assert [link for link in spanish.links if link.startswith("#source-")] == [
        link for link in english.links if link.startswith("#source-")
    ]
    assert [level for level, _ in english.headings] == [
        level for level, text in spanish.headings if text != "Si usted no habla inglés"
    ]
    for text in texts(guide()[slug]):
        said = SPANISH[slug].words[" ".join(text.split())].replace("**", "")
        if text != guide()[slug].short:
            assert " ".join(said.split()) in spanish.words
    assert NOT_REVIEWED in spanish.words
    assert NOT_REVIEWED not in english.words
    assert "en inglés por ahora" not in spanish.words


@pytest.mark.parametrize("page", sorted(ALL))
def test_the_words_of_a_translation_are_none_that_mislead(page):
    assert banned_words(" ".join(ALL[page].words.values()), language="es") == []


ALIKE = {"Medicare"}
"""Texts that read the same in both languages."""


@pytest.mark.parametrize("page", sorted(ALL))
def test_a_translation_is_no_longer_than_twice_its_english_and_never_the_same(page):
    for english, said in ALL[page].words.items():
        assert said != english or english in ALIKE
        assert len(said) <= 2 * len(english) + 60


def test_every_blood_thinner_is_followed_by_not_to_stop_the_medicine():
    for slug, one in SPANISH.items():
        page = translated(guide()[slug], one)
        for section in page.sections:
            for item in (item for block in section.blocks for item in block.items):
                said = " ".join(sentence.text for sentence in item)
                if "anticoagulante" in said.casefold():
                    assert "No deje su medicina ni se salte una dosis por su cuenta." in said


@pytest.fixture
def with_words(monkeypatch):
    """Show the guide with other words or another signature of the Spanish pages."""

    def change(slug, **changes):
        from dataclasses import replace

        known = dict(SPANISH) | {slug: replace(SPANISH[slug], **changes)}
        monkeypatch.setattr(translation, "translations", lambda _language, _folder: known)
        pages._guide_in.cache_clear()

    yield change
    pages._guide_in.cache_clear()


def test_a_sentence_whose_english_changed_is_shown_in_english_and_the_page_says_so(client, with_words):
    words = dict(SPANISH["warning-signs"].words)
    del words["Do not drive yourself."], words["Call 911"]
    with_words("warning-signs", words=words)
    page = client.get("/es/guide/warning-signs").page
    assert "Algunas frases cambiaron después y están en inglés." in page.words
    assert "Do not drive yourself." in page.words
    assert page.tags.count(("span", {"lang": "en"})) == 1
    assert ("h2", {"lang": "en"}) in page.tags
    assert "No maneje usted." not in page.words


REVIEWED = Review(signed_by="Ana Example, PT", signed_on=date(2026, 11, 20), words=catalog_digest("es"))
BY_WHOM = "Traducción revisada por Ana Example, PT, 20 nov 2026."


def test_a_reviewed_page_names_the_reviewer_and_the_day(client, with_words):
    with_words("after", review=REVIEWED)
    words = client.get("/es/guide/after").page.words
    assert BY_WHOM in words
    assert NOT_REVIEWED not in words
    assert NOT_REVIEWED in client.get("/es/guide/before").page.words


def test_every_translated_page_has_a_line_to_sign_and_no_other_has():
    assert set(reviews.reviews("es")) == {*ALL, "catalog"}


def test_the_list_of_the_guide_is_in_spanish(client):
    page = client.get("/es/guide").page
    assert ("a", {"href": "/es/guide/cost"}) in page.tags
    assert ("a", {"href": "/es/guide/cost", "lang": "en"}) not in page.tags
    assert "¿Cuánto cuesta la punción seca?" in page.words


def columns(page):
    markup = page.get_data(as_text=True)
    rows = re.findall(r'<tr><td lang="en">(.*?)</td><td>(.*?)</td></tr>', markup, re.DOTALL)
    return [tuple(" ".join(re.sub("<[^>]+>", "", cell).split()) for cell in row) for row in rows]


def test_questions_of_the_first_call_are_shown_next_to_their_english(client):
    rows = columns(client.get("/es/guide/first-call"))
    assert rows[:2] == [
        ("“Do you speak Spanish?”", "“¿Hablan español?”"),
        ("“Interpreter, please. I will wait.”", "“Un intérprete, por favor. Espero.”"),
    ]
    assert any(
        english == "“Who there does dry needling? Do they put in the needles themselves?”"
        and said.startswith("“¿Quién hace punción seca ahí? ¿Pone las agujas esa misma persona?”")
        for english, said in rows
    )
    assert columns(client.get("/guide/first-call")) == []


def test_the_call_script_of_results_has_two_columns(client):
    response = client.get("/es/find?place=Goodland%2C+KS")
    rows = columns(response)
    assert rows[0] == ("“Do you speak Spanish?”", "“¿Hablan español?”")
    assert ("“What does a visit cost?”", "“¿Cuánto cuesta una visita?”") in rows
    assert NOT_REVIEWED in response.page.words
    assert columns(client.get("/find?place=Goodland%2C+KS")) == []


def test_the_question_sheet_has_two_columns_and_its_mark(client):
    response = client.get("/es/people/avery/questions?for=dolor+de+cuello")
    rows = columns(response)
    assert rows[0][0] == "“Do you speak Spanish?”"
    assert ("Do you do the needling yourself?", "¿Hace usted mismo la punción?") in rows
    assert any(english.startswith("Have you treated problems like mine (Neck pain)?") for english, _ in rows)
    assert NOT_REVIEWED in response.page.words


def reviewed_as(monkeypatch, **known):
    monkeypatch.setattr(reviews, "reviews", lambda _language: known)


def test_a_page_of_the_catalog_names_who_reviewed_the_catalog(client, monkeypatch):
    reviewed_as(monkeypatch, catalog=REVIEWED)
    for address in ("/es/", "/es/people/avery/questions", "/es/nowhere"):
        words = client.get(address).page.words
        assert (BY_WHOM in words, NOT_REVIEWED in words) == (True, False)
    assert "revisada" not in client.get("/").page.words


def test_a_page_of_the_catalog_may_be_reviewed_alone(client, monkeypatch):
    reviewed_as(monkeypatch, **{"finder.home": REVIEWED})
    assert BY_WHOM in client.get("/es/").page.words
    assert NOT_REVIEWED in client.get("/es/states").page.words


def test_a_review_of_other_words_of_the_catalog_does_not_count(client, monkeypatch):
    reviewed_as(monkeypatch, catalog=REVIEWED.model_copy(update={"words": "0" * 12}))
    assert NOT_REVIEWED in client.get("/es/").page.words


def test_the_command_names_what_is_left_to_do():
    result = CliRunner().invoke(translated_pages.main, [])
    assert result.exit_code == 0
    assert f"  catalog: words {catalog_digest('es')}, not reviewed" in result.output
    assert f"  guide/warning-signs: words {SPANISH['warning-signs'].digest}, not reviewed" in result.output
    assert "no translation" not in result.output
