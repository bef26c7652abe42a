"""The map as a sighted stranger uses it, by its links alone, and as it prints."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.looks import wrong_by_axe

SALIDA = "/find?place=Salida%2C+CO"
THIRD = ".card#card-3"


def is_seen(page, selector):
    """Whether the middle of an element is on the screen and nothing covers it; without script, by its box."""
    box, (wide, high) = (
        page.locator(selector).bounding_box(),
        (page.viewport_size["width"], page.viewport_size["height"]),
    )
    return box["x"] >= 0 and box["x"] + box["width"] <= wide and 0 <= box["y"] < high


@pytest.mark.parametrize("width", [360, 1280])
def test_a_stranger_finds_the_third_result_on_the_map_and_its_card_from_its_marker_without_script(visit, width):
    on = visit(width=width, height=740, script=False)
    on.go(SALIDA)
    name = on.page.locator(f"{THIRD} h3 a").inner_text()
    on.page.locator(THIRD).get_by_role("link", name="On map").click()
    assert on.page.url.endswith("#marker-3")
    assert is_seen(on.page, "#marker-3")
    marker = on.page.get_by_role("link", name=f"3 · {name} · ")
    assert marker.get_attribute("href") == "#card-3"
    on.page.go_back()
    on.page.locator("#map").scroll_into_view_if_needed()
    marker.click()
    assert on.page.url.endswith("#card-3")
    assert is_seen(on.page, THIRD)
    on.page.get_by_role("list", name="How much the map shows").get_by_role("link", name="3 miles").click()
    assert on.page.locator(f"{THIRD} h3 a").inner_text() == name
    assert on.page.locator("#marker-10").count() == 0
    on.page.locator("#card-10").get_by_role("link", name="On map").click()
    assert is_seen(on.page, "#marker-10")


def test_markers_keep_clear_are_large_enough_and_are_reached_by_keyboard(visit):
    on = visit(width=360)
    on.go(SALIDA)
    boxes = on.page.locator(".map-marker rect").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(one => [one.left, one.top, one.right, one.bottom])"
    )
    assert len(boxes) == 10
    for at, (left, top, right, bottom) in enumerate(boxes):
        assert min(right - left, bottom - top) >= 22  # and nothing else within the 24 px of WCAG 2.5.8
        for other in boxes[at + 1 :]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
    on.page.locator(".map-marker").first.focus()
    on.page.keyboard.press("Tab")
    assert on.page.evaluate("document.activeElement.id") == "marker-2"
    on.page.keyboard.press("Enter")
    assert on.page.url.endswith("#card-2")


def test_the_map_prints_with_its_results_and_on_a_profile(visit):
    on = visit(width=1280, script=False)
    on.go(SALIDA)
    on.page.emulate_media(media="print")
    assert on.page.locator("svg.map").is_visible()
    assert not on.page.get_by_role("list", name="How much the map shows").is_visible()
    on.page.emulate_media(media="screen")
    on.page.locator("ol.cards h3 a").first.click()
    small = on.page.locator("svg.map.small")
    assert small.first.is_visible()
    assert small.locator("a").count() == 0


def test_axe_finds_nothing_on_a_part_of_the_map(chromium, site):
    context = chromium.new_context(viewport={"width": 360, "height": 740}, bypass_csp=True)
    page = context.new_page()
    context.add_init_script(AXE_SCRIPT)
    page.goto(f"{site.base}{SALIDA}&map=3#marker-3")
    assert wrong_by_axe(page, "map") == {}
    context.close()
