"""On paper: how many Letter pages Chromium prints, what stays on them, and what does not."""

import re

import pytest

NAVIGATION = "header.site, nav, form, button, .back, .jump, .pages, .refine, .chips, ul.see, footer.site .links"
READING = ("/states/colorado", "/states", "/guide/choosing", "/guide/warning-signs", "/coverage", "/coverage/colorado")
LANGUAGES = pytest.mark.parametrize("prefix", ["", "/es"], ids=["English", "Spanish"])
TEN = ("/find?place=Salida%2C+CO", "/find?place=Cheyenne%2C+WY&within=50")
"""Searches that list ten people and clinics each."""


def letter_pages(page):
    """How many Letter pages Chromium prints of the open page."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="Letter")))


def on_paper(page):
    """The text of the open page as it prints."""
    page.emulate_media(media="print")
    text = page.locator("body").inner_text()
    page.emulate_media(media="null")
    return text


@LANGUAGES
@pytest.mark.parametrize("address", TEN)
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_ten_results_print_on_two_pages_with_labels_sources_days_and_911(visit, address, prefix, script):
    on = visit(width=1280, script=script)
    on.go(prefix + address)
    assert on.page.locator("ol.cards article").count() == 10
    assert letter_pages(on.page) <= 2
    text = on_paper(on.page)
    for part in (".card h3", ".card .label", ".card time", ".places .button", "ul.places details a"):
        shown = on.page.locator(part).all_inner_texts()
        assert shown
        assert all(one in text for one in shown)
    assert "911" in text


@LANGUAGES
@pytest.mark.parametrize("name", ["Casey Norlundell", "Jordan Averthwaite", "Brindlewick Rehab"])
def test_a_profile_prints_on_two_pages_with_its_details_open_and_its_questions_on_one(visit, name, prefix):
    on = visit(width=1280, script=False)
    on.go(f"{prefix}/find?place=Salida%2C+CO")
    on.page.locator("ol.cards h3").get_by_role("link", name=name).click()
    assert letter_pages(on.page) <= 2
    text = on_paper(on.page)
    facts = on.page.locator("details ul.sources > li strong").all_text_contents()
    assert len(facts) >= 5
    assert [fact for fact in facts if fact not in text] == []
    assert on.page.locator(".answer .label").inner_text() in text
    assert "911" in text
    on.go(on.path + "/questions")
    assert letter_pages(on.page) == 1


@LANGUAGES
def test_no_navigation_prints(visit, prefix):
    on = visit(width=1280)
    for address in (*TEN, *READING, "/coverage/colorado/chaffee-county"):
        on.go(prefix + address)
        on.page.emulate_media(media="print")
        assert on.page.locator(NAVIGATION).count() > 0
        left = on.page.locator(NAVIGATION).evaluate_all(
            "all => all.filter(one => one.getClientRects().length).map(one => one.outerHTML.slice(0, 80))"
        )
        assert left == [], address
        assert on.page.locator("h1").is_visible()
        assert "911" in on.page.locator("footer .emergency").inner_text()


@LANGUAGES
def test_the_table_of_states_prints_with_all_its_columns(visit, prefix):
    on = visit(width=720, height=960)
    on.go(f"{prefix}/states")
    on.page.emulate_media(media="print")
    right = on.page.locator("table.rules th").evaluate_all(
        "all => Math.max(...all.map(one => one.getBoundingClientRect().right))"
    )
    assert right <= 720


@LANGUAGES
def test_pages_to_read_print_on_few_pages(visit, prefix):
    on = visit(width=1280)
    pages = {}
    for address in READING:
        on.go(prefix + address)
        pages[address] = letter_pages(on.page)
    assert max(pages.values()) <= 4, pages
    assert sum(pages.values()) <= 14, pages
