"""The first screen of a phone, 360 by 740: the first card with its Call is whole on it, banner included."""

from statistics import median

import pytest

from tests.browser.visit import FOLD

PLACES = ["Salida%2C+CO", "Cheyenne%2C+WY&within=50", "Denver%2C+CO", "Lincoln%2C+NE"]
MEDIAN = 260  # px; a card's height


def geometry(page):
    return page.evaluate("""() => {
      const box = one => {
        const at = one.getBoundingClientRect();
        return {top: at.top, bottom: at.bottom, height: at.height};
      };
      const first = document.querySelector("ol.cards > li");
      return {
        banner: box(document.querySelector(".banner")),
        first: box(first),
        card: box(first.querySelector(".card")),
        call: box(first.querySelector("a[href^='tel:']")),
        label: box(first.querySelector(".label")),
        bar: box(document.querySelector(".bar")),
        cards: [...document.querySelectorAll("ol.cards > li")].map(one => box(one).height),
        quotes: [...document.querySelectorAll("ol.cards .card")].map(one =>
          one.querySelectorAll(".label").length + ":" + one.querySelectorAll("blockquote, .said").length),
        rules: [...document.querySelectorAll("details.rules > summary")].map(one => box(one).height),
      };
    }""")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("prefix", ["", "/es"], ids=["English", "Spanish"])
@pytest.mark.parametrize("place", PLACES)
def test_the_first_card_with_its_call_is_whole_on_the_first_screen(visit, place, prefix, script):
    on = visit(width=360, height=FOLD, script=script)
    on.go(f"{prefix}/find?place={place}")
    seen = geometry(on.page) if script else geometry_without_script(on.page)
    assert seen["banner"]["height"] > 0
    assert seen["banner"]["bottom"] <= seen["first"]["top"]
    for part in ("first", "card", "call", "label"):
        assert seen[part]["top"] >= 0
        assert seen[part]["bottom"] <= seen["bar"]["top"], part
    assert seen["bar"]["bottom"] == FOLD


def geometry_without_script(page):
    """The same boxes by the browser's own measure: the page may run no script."""

    def box(selector):
        found = page.locator(selector).first.bounding_box()
        return {"top": found["y"], "bottom": found["y"] + found["height"], "height": found["height"]}

    return {
        "banner": box(".banner"),
        "first": box("ol.cards > li"),
        "card": box("ol.cards > li .card"),
        "call": box("ol.cards > li a[href^='tel:']"),
        "label": box("ol.cards > li .label"),
        "bar": box(".bar"),
    }


@pytest.mark.parametrize("prefix", ["", "/es"], ids=["English", "Spanish"])
@pytest.mark.parametrize("place", PLACES)
def test_cards_are_short_and_each_has_its_label_and_its_quote(visit, place, prefix):
    on = visit(width=360)
    on.go(f"{prefix}/find?place={place}")
    seen = geometry(on.page)
    assert len(seen["cards"]) >= 5
    assert median(seen["cards"]) <= MEDIAN
    assert all(one.split(":")[0] == "1" and int(one.split(":")[1]) >= 1 for one in seen["quotes"])


@pytest.mark.parametrize("prefix", ["", "/es"], ids=["English", "Spanish"])
@pytest.mark.parametrize("place", PLACES)
def test_the_rule_is_one_line_that_opens(visit, place, prefix):
    on = visit(width=360)
    on.go(f"{prefix}/find?place={place}")
    rules = geometry(on.page)["rules"]
    assert 1 <= len(rules) <= 2
    assert max(rules) <= 40
    summary = on.page.locator("details.rules > summary").first
    inside = on.page.locator("details.rules .inside").first
    assert not inside.is_visible()
    summary.click()
    assert inside.is_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_bar_stays_at_the_bottom_and_leads_to_filters_map_and_change(visit, script):
    on = visit(width=360, script=script)
    on.go("/find?place=Salida%2C+CO")
    assert on.page.locator(".bar a").all_inner_texts() == ["Filters", "Map", "Change"]
    for name, target in (("Filters", "#filters"), ("Map", "#map"), ("Change", "#change")):
        on.page.locator(".bar").get_by_role("link", name=name).click()
        on.page.wait_for_url(f"**{target}")
        heading, bar = on.page.locator(target).bounding_box(), on.page.locator(".bar").bounding_box()
        assert 0 <= heading["y"] < bar["y"]
        assert bar["y"] + bar["height"] <= FOLD


def test_colleagues_in_salida_are_one_block_with_one_call_and_one_distance(visit):
    on = visit(width=360)
    on.go("/find?place=Salida%2C+CO")
    block = on.page.locator("ol.cards > li.block.first, ol.cards > li.block.first ~ li.block:not(.first)")
    here = on.page.locator("ol.cards > li").evaluate_all("""all => {
      const first = all.findIndex(one => one.classList.contains("first"));
      const after = all.slice(first + 1).findIndex(one => !one.matches(".block:not(.first)"));
      return all.slice(first, first + 1 + after).map(one => one.innerText);
    }""")
    assert block.count() >= 4
    assert len(here) == 4
    assert [text for text in here if "137 Sample" in text] == here[:1]
    assert sum(text.count("Call 719-555-0100") for text in here) == 1
    assert sum(text.count("miles") for text in here) == 1


@pytest.mark.parametrize(
    ("place", "rule"),
    [
        ("Bishop%2C+CA&within=50", "California: "),
        ("Truckee%2C+CA", "California: "),
        ("South+Lake+Tahoe%2C+CA", "California: "),
    ],
)
@pytest.mark.parametrize("width", [360, 1280])
def test_a_town_of_california_without_anybody_shows_rule_neighbor_and_finders(visit, place, rule, width):
    on = visit(width=width)
    on.go(f"/find?place={place}")
    summary = on.page.locator("details.rules > summary")
    assert rule in summary.inner_text()
    assert summary.bounding_box()["y"] < FOLD
    assert on.page.get_by_role("heading", name="Across the state line").is_visible()
    assert on.page.get_by_role("heading", name="Other places to look").is_visible()
    on.page.get_by_role("link", name="Search near").first.click()
    assert "NV" in on.page.locator("h1").inner_text()


def test_on_a_wide_screen_there_is_no_bar(visit):
    on = visit(width=1280, height=900)
    on.go("/find?place=Salida%2C+CO")
    assert not on.page.locator(".bar").is_visible()
    assert on.page.locator(".jump").is_visible()
