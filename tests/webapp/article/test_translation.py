"""Translations of pages: used as long as the English is the same, with the figures and marks of the English."""

from dataclasses import replace
from datetime import date

import pytest

from webapp.article.article import Article, Block, Section
from webapp.article.reviews import Review, digest_of, load_reviews
from webapp.article.sentence import sentences
from webapp.article.source import ArticleError
from webapp.article.translation import (
    Translation,
    load_translation,
    outdated,
    report,
    translated,
    untranslated,
)

PAGE = Article(
    slug="signs",
    order=1,
    title="Signs",
    short="When to call",
    lead=sentences("It lasts 2 days. [a-source] **Call 911.** Ask."),
    sections=(
        Section(
            heading="Say it",
            blocks=(Block(kind="list", items=(sentences("“Who does it? Is it you?”"), sentences("“No” is fine."))),),
        ),
    ),
    to_sign=(),
    sources={},
)
WORDS = {
    "Signs": "Señales",
    "When to call": "Cuándo llamar",
    "It lasts 2 days.": "Dura 2 días.",
    "**Call 911.**": "**Llame al 911.**",
    "Ask.": "Pregunte.",
    "Say it": "Dígalo",
    "“Who does it?": "“¿Quién lo hace?",
    "Is it you?”": "¿Es usted?”",
    "“No” is fine.": "Está bien decir “no”.",
}
WHOLE = Translation(language="es", words=WORDS)


def without(*english):
    return replace(WHOLE, words={key: said for key, said in WORDS.items() if key not in english})


def test_a_whole_translation_leaves_nothing_in_english_and_keeps_the_sources():
    page = translated(PAGE, WHOLE)
    assert (page.language, page.is_whole, page.review, page.in_english) == ("es", True, None, frozenset())
    assert [sentence.text for sentence in page.lead] == ["Dura 2 días.", "Llame al 911.", "Pregunte."]
    assert [sentence.citations for sentence in page.lead] == [sentence.citations for sentence in PAGE.lead]
    assert [part.strong for part in page.lead[1].parts] == [True]
    assert (page.title, page.short, page.sections[0].heading) == ("Señales", "Cuándo llamar", "Dígalo")


@pytest.mark.parametrize("changed", sorted(WORDS))
def test_a_text_whose_english_changed_is_shown_in_english_and_the_page_knows(changed):
    page = translated(PAGE, without(changed))
    assert not page.is_whole
    shown = {page.title, page.short, *(one.heading for one in page.sections), *(one.marked for one in page.sentences())}
    assert changed in shown
    assert untranslated(PAGE, without(changed)) == (changed,)


def test_a_changed_sentence_is_marked_as_english_and_the_others_are_not():
    page = translated(PAGE, without("Ask."))
    assert [sentence.language for sentence in page.lead] == ["es", "es", "en"]


def test_what_the_page_does_not_say_any_more_is_noticed():
    old = replace(WHOLE, words=WORDS | {"It lasts 3 days.": "Dura 3 días."})
    assert outdated(PAGE, old) == ("It lasts 3 days.",)
    assert list(report({"signs": PAGE}, {"signs": old, "gone": WHOLE})) == [
        f"signs: words {old.digest}, not reviewed",
        "  not on the page: It lasts 3 days.",
        f"gone: words {WHOLE.digest}, not reviewed",
        "  there is no such page; delete the file",
    ]


def test_a_speech_keeps_its_english_to_be_read_out_and_other_sentences_do_not():
    speech, other = translated(PAGE, WHOLE).sections[0].blocks[0].items
    assert [sentence.read_out for sentence in speech] == ["“Who does it?", "Is it you?”"]
    assert [sentence.read_out for sentence in other] == [""]


@pytest.mark.parametrize(
    ("english", "said", "says"),
    [
        ("It lasts 2 days.", "Dura 3 días.", "other figures"),
        ("It lasts 2 days.", "Dura unos días.", "other figures"),
        ("It lasts.", "Dura 2 días.", "other figures"),
        ("Call 911.", "Llame.", "911 is in only one of the two"),
        ("Call.", "Llame al 911.", "911 is in only one of the two"),
        ("**Call.**", "Llame.", "strong words"),
    ],
)
def test_a_pair_with_other_figures_or_marks_is_refused(tmp_path, english, said, says):
    path = tmp_path / "page.yml"
    path.write_text(f'- en: "{english}"\n  to: "{said}"\n')
    with pytest.raises(ArticleError, match=says):
        load_translation(path, "es", Review())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- en: a", "Field required"),
        ("- {en: a, to: ''}", "at least 1 character"),
        ("- {en: a, to: b, why: c}", "Extra inputs"),
        ("a: [", "no readable YAML"),
        ("- {en: a, to: b}\n- {en: a, to: c}", "twice"),
    ],
)
def test_a_file_that_is_not_as_documented_is_refused(tmp_path, text, says):
    path = tmp_path / "page.yml"
    path.write_text(text)
    with pytest.raises(ArticleError, match=says):
        load_translation(path, "es", Review())


def signed(words, **changes):
    own = {"signed_by": "A. Reviewer", "signed_on": date(2026, 11, 20), "words": digest_of(words)}
    return Review(**(own | changes))


def test_a_signature_is_of_these_words_by_somebody_on_a_day(tmp_path):
    path = tmp_path / "page.yml"
    path.write_text("- {en: Ask., to: Pregunte.}")
    words = {"Ask.": "Pregunte."}
    reviewed = [
        load_translation(path, "es", one).review
        for one in (
            signed(words),
            Review(),
            signed(words, signed_by=" "),
            signed(words, signed_on=None),
            signed({"Ask.": "Pregunta."}),
        )
    ]
    assert reviewed == [signed(words), None, None, None, None]


def test_signatures_are_read_from_a_file(tmp_path):
    path = tmp_path / "signed.yml"
    path.write_text('guide/after: {signed_by: A. Reviewer, signed_on: 2026-11-20, words: "1"}\ncatalog: {}\n')
    found = load_reviews(path)
    assert [found[page].is_signed for page in ("guide/after", "catalog")] == [True, False]
    path.write_text("guide/after: {by: A. Reviewer}")
    with pytest.raises(ArticleError, match="Extra inputs"):
        load_reviews(path)
