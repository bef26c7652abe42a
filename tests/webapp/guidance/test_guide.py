import re

import pytest

from index.vocabulary.conditions import conditions
from tests.webapp.guidance.reading_grade import reading_grade
from webapp.article.source import figures, shipped_sources
from webapp.guidance.pages import guide, problems
from webapp.guidance.views import STEPS
from webapp.words.formats import day

SLUGS = [
    "what-it-is", "is-it-for-me", "nervous-about-needles", "choosing", "first-call", "before", "during", "after",
    "warning-signs", "cost", "acupuncture", "other-treatments", "complaints", "referral",
]  # fmt: skip
PAGES = [f"/guide/{slug}" for slug in SLUGS] + [f"/problems/{slug}" for slug in problems()]
ARTICLES = [*guide().values(), *problems().values()]


def test_the_guide_has_its_pages_in_order(client):
    assert list(guide()) == SLUGS
    links = [link for link in client.get("/guide").page.links if link.startswith("/guide/")][len(STEPS) :]
    assert links == [f"/guide/{slug}" for slug in SLUGS]


@pytest.mark.parametrize("address", PAGES)
def test_each_page_says_where_it_comes_from(client, address):
    page = client.get(address).page
    assert "Where this comes from" in page.words
    marks = {link for link in page.links if link.startswith("#source-")}
    assert marks == {f"#{name}" for name in page.ids if name.startswith("source-")} != set()


@pytest.mark.parametrize("address", PAGES)
def test_each_link_within_the_site_is_answered(client, address):
    for link in set(client.get(address).page.links):
        if link.startswith(("/guide", "/problems", "/states", "/letters", "/contact")):
            assert client.get(link).status_code == 200, link


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.slug)
def test_each_figure_of_a_page_is_in_the_sources_its_sentence_names(article):
    checked = 0
    for sentence in article.sentences():
        for figure in figures(sentence.text):
            said = " ".join(
                f"{shipped_sources()[cited.source].statements[cited.statement]} {shipped_sources()[cited.source].date}"
                for cited in sentence.citations
            )
            assert re.search(rf"(?<![\d.,]){re.escape(figure)}(?![\d]|[.,]\d)", said), (sentence.text, figure)
            checked += 1
    if article.slug in {"what-it-is", "cost", "after", "during", "neck-pain"}:
        assert checked


@pytest.mark.parametrize("address", PAGES)
def test_no_figure_reaches_a_page_but_through_a_sentence(client, address):
    """Whatever number a page shows is in one of its sentences, in its sources, or is the number of a source."""
    page = client.get(address).page
    article = (guide() | problems())[address.rpartition("/")[2]]
    shown = figures(page.words.partition("Where this comes from")[0])
    stated = {figure for sentence in article.sentences() for figure in figures(sentence.text)}
    numbers = {str(number + 1) for number in range(len(article.sources))}
    linked = [source for part in article.sections for block in part.blocks for source in block.sources]
    days = {figure for source in linked for figure in figures(f"{source.date} {day(source.read_on)}")}
    assert shown - stated <= numbers | days


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.slug)
def test_a_page_is_read_at_grade_seven_or_below(article):
    assert reading_grade([sentence.text for sentence in article.sentences()]) <= 7


def test_the_grade_of_hard_words_is_high():
    assert reading_grade(["Contraindications necessitate interdisciplinary consideration of anticoagulation."]) > 12


def test_the_lists_of_who_may_ask_or_wait_are_three(client):
    page = client.get("/guide/is-it-for-me").page
    headings = [text for level, text in page.headings if level == 2]
    assert headings[:3] == ["It may help", "Ask a clinician first", "Do not have it now"]


def test_warning_signs_are_sorted_by_who_to_call_and_say_that_nobody_has_signed_the_split(client):
    page = client.get("/guide/warning-signs").page
    headings = [text for level, text in page.headings if level == 2]
    assert headings[:3] == ["Call 911", "Go to an emergency room now", "Call a doctor today"]
    assert "A clinician has not signed this yet." in page.words
    assert "They are not a medical guideline." in page.words


def test_the_risk_is_given_per_thousand_and_with_who_counted(client):
    words = client.get("/guide/what-it-is").page.words
    assert "Out of 1,000 treatments, about 190 to 400 had a small problem" in words
    assert "The people who needled counted these themselves." in words
    assert "About 1 in 1,000 had a problem that one US study called major." in words


def test_a_page_about_a_problem_exists_only_where_it_is_a_condition_with_facts(client):
    assert set(problems()) <= set(conditions())
    page = client.get("/problems").page
    assert "We have not looked up what studies found." in page.words
    assert client.get("/problems/scar").status_code == 404
    assert client.get("/guide/nothing").status_code == 404


def test_each_judgement_to_be_signed_is_in_the_operators_document():
    from pathlib import Path

    page = " ".join((Path(__file__).parents[3] / "docs" / "guidance.md").read_text().split())
    for article in ARTICLES:
        for judgement in article.to_sign:
            assert " ".join(judgement.what.split()) in page, judgement.what


def test_every_source_is_used_somewhere():
    from webapp.about.pages import pages
    from webapp.letters.letters_facts import letters_facts

    articles = [*ARTICLES, *pages().values()]
    used = {name for article in articles for name in article.sources}
    linked = [source for one in articles for part in one.sections for block in part.blocks for source in block.sources]
    used |= {name for facts in letters_facts().values() for name in facts.source_names}
    unused = [name for name, source in shipped_sources().items() if name not in used and source not in linked]
    assert unused == []


def test_an_account_of_a_rule_by_others_is_named_and_not_linked(client):
    page = client.get("/guide/choosing").page
    assert "myopainseminars.com" in page.words
    assert "law.cornell.edu" in page.words
    out = " ".join(link for link in page.links if link.startswith("http"))
    assert "myopainseminars.com" not in out
    assert "law.cornell.edu" not in out
    assert "sdlegislature.gov" in out


def test_every_source_about_a_law_that_is_a_copy_is_named_only():
    for name, source in shipped_sources().items():
        if source.kind == "law":
            assert source.linked != ("a copy" in source.label), name


def test_letters_of_a_state_link_its_own_page_only(client):
    maryland = client.get("/letters/md-dn-reg-maryland-board-of-physical-therapy-examiners").page
    assert "therapycomply.com" in maryland.words
    assert "therapycomply.com" not in " ".join(maryland.links)
