"""A profile of somebody with two places: the top is of one of them, and leads to the other."""

import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.looks import TOO_WIDE
from tests.browser.test_accessibility import LOOK

PLACE = "/find?place=Salida%2C+CO"


@pytest.mark.parametrize("width", [360, 1280])
def test_the_top_of_a_profile_is_of_the_place_where_a_source_says_yes(visit, width):
    on = visit(width=width)
    on.go(PLACE)
    on.page.get_by_role("link", name="Casey Norlundell").first.click()
    who = on.page.locator(".who").inner_text().split("\n")
    assert "Also at 1 other place" in who
    assert any(line.startswith("Salida, CO · ") for line in who)
    assert who.index("Also at 1 other place") < who.index("Listed as doing dry needling")
    where = on.page.locator("h2#places ~ dl.facts")
    call = on.page.locator(".aside-column a[href^='tel:']").get_attribute("href")
    assert where.nth(0).locator("a[href^='tel:']").get_attribute("href") == call
    assert "Listed as doing dry needling" in where.nth(0).inner_text()
    assert "No word on dry needling" in where.nth(1).inner_text()
    assert "Do you do dry needling at this place?" in where.nth(1).inner_text()
    on.page.get_by_role("link", name=re.compile("other place")).click()
    assert on.page.url.endswith("#places")
    assert on.page.locator("h2#places").bounding_box()["y"] < 740
    assert on.page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_finds_nothing_on_it_and_it_stays_within_a_narrow_window(chromium, site):
    context = chromium.new_context(viewport={"width": 320, "height": 256}, bypass_csp=True)
    context.add_init_script(AXE_SCRIPT)
    page = context.new_page()
    page.goto(site.base + PLACE)
    page.get_by_role("link", name="Casey Norlundell").first.click()
    page.wait_for_url("**/people/*")
    assert page.evaluate(LOOK) == []
    assert page.evaluate(TOO_WIDE) == []
    context.close()
