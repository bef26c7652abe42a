"""A patient's way: home, results, a profile, the questions for the first call, paper."""

import re

import pytest
from playwright.sync_api import expect

WORDS = {
    "": {"search": "Search", "questions": re.compile("questions", re.IGNORECASE), "language": "en"},
    "/es": {"search": "Buscar", "questions": re.compile("preguntas", re.IGNORECASE), "language": "es"},
}


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("prefix", ["", "/es"], ids=["English", "Spanish"])
def test_from_the_first_page_to_paper(visit, width, script, prefix):
    on = visit(width=width, script=script)
    page, words = on.page, WORDS[prefix]
    assert on.go(f"{prefix}/") == 200
    assert page.locator("html").get_attribute("lang") == words["language"]
    page.locator("#place").fill("Salida, CO")
    page.get_by_role("button", name=words["search"], exact=True).click()
    assert on.path == f"{prefix}/find"
    assert "Salida, CO" in page.locator("h1").inner_text()

    first = page.locator("ol.cards > li").first
    assert first.locator("a[href^='tel:+1']").count() == 1
    person = first.locator("h3 a").first
    name = person.inner_text()
    assert on.page.locator("h3 a").first.bounding_box()["y"] < 740
    person.click()
    assert on.path.startswith((f"{prefix}/people/", f"{prefix}/clinics/"))
    assert page.locator("h1").inner_text() == name

    page.locator("main").get_by_role("link", name=words["questions"]).first.click()
    assert on.path.endswith("/questions")
    assert name in page.locator("h1").inner_text()
    assert page.locator("main ol > li, main table.spoken tbody > tr").count() >= 5
    assert page.pdf(format="Letter").startswith(b"%PDF")


def test_the_first_card_is_above_the_fold_of_a_phone(visit):
    on = visit(width=360, height=740)
    on.go("/find?place=Salida%2C+CO")
    box = on.page.locator("ol.cards > li h3").first.bounding_box()
    assert box["y"] + box["height"] <= 740


def test_who_is_listed_comes_before_filters_on_a_phone(visit):
    on = visit(width=360)
    on.go("/find?place=Salida%2C+CO")
    card = on.page.locator("ol.cards > li").first.bounding_box()["y"]
    inputs = on.page.locator("main input:not([type=hidden]), main select")
    assert inputs.count() > 0
    assert all(box["y"] > card for box in (one.bounding_box() for one in inputs.all()) if box)


@pytest.mark.parametrize("address", ["/find?place=Salida%2C+CO", "/find?place=67735"])
def test_paper_has_sources_dates_and_911_and_no_controls(visit, address):
    on = visit(width=1280)
    on.go(address)
    on.page.emulate_media(media="print")
    assert not on.page.locator("header.site nav").is_visible()
    assert not on.page.locator("form.search").first.is_visible()
    assert on.page.get_by_text("Call 911").first.is_visible()
    assert on.page.locator("time").first.is_visible()


def test_details_are_open_on_paper(visit):
    on = visit()
    on.go("/find?place=Salida%2C+CO")
    closed = on.page.locator("main details:not([open])")
    assert closed.count() > 0
    on.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert closed.count() == 0
    on.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert closed.count() > 0


def test_the_script_rounds_the_visitor_s_position_before_it_is_written(visit):
    on = visit()
    on.context.grant_permissions(["geolocation"])
    on.context.set_geolocation({"latitude": 38.534721, "longitude": -105.998902})
    on.go("/")
    on.page.locator("button[data-fills]").click()
    expect(on.page.locator("#place")).to_have_value("38.53, -106.00")


def test_without_script_there_is_no_button_that_does_nothing(visit):
    on = visit(script=False)
    on.go("/")
    assert not on.page.locator("button[data-fills]").is_visible()


@pytest.mark.parametrize("address", ["/", "/find?place=Salida%2C+CO"])
def test_the_other_language_is_one_link_away_and_comes_back(visit, address):
    on = visit()
    on.go(address)
    here = on.page.url
    on.page.locator("header a.language").first.click()
    assert on.path.startswith("/es/")
    assert on.page.locator("html").get_attribute("lang") == "es"
    on.page.locator("header a.language").first.click()
    assert on.page.url == here
