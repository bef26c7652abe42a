"""The list and the comparison: axe finds nothing, nothing is lost to the side, and they print whole."""

import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.looks import TOO_WIDE
from tests.browser.test_accessibility import LOOK
from tests.browser.test_print import letter_pages, on_paper


@pytest.fixture(scope="module")
def ids(site):
    """Ids of the first five results near Salida."""
    markup = site.get("/find?place=Salida%2C+CO")[1]
    found = list(dict.fromkeys(re.findall(r'href="/(?:people|clinics)/(\w+)\?', markup)))
    assert len(found) >= 5
    return found[:5]


def addresses(ids):
    search = "place=Salida%2C+CO"
    return (f"/list?ids={','.join(ids)}&{search}", f"/compare?ids={','.join(ids[:4])}&{search}", "/list", "/compare")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("prefix", ["", "/es"], ids=["English", "Spanish"])
def test_axe_finds_nothing_and_nothing_is_lost_to_the_side(chromium, site, ids, width, prefix):
    context = chromium.new_context(viewport={"width": width, "height": 740}, bypass_csp=True)
    context.add_init_script(AXE_SCRIPT)
    page = context.new_page()
    found = {}
    for address in addresses(ids):
        page.goto(site.base + prefix + address)
        found[address] = page.evaluate(LOOK) + page.evaluate(TOO_WIDE)
    context.close()
    assert found == {address: [] for address in found}


@pytest.mark.parametrize("prefix", ["", "/es"], ids=["English", "Spanish"])
def test_four_compared_print_on_two_pages(visit, ids, prefix):
    on = visit(width=1280)
    on.go(prefix + addresses(ids)[1])
    names = on.page.locator(".asked >> nth=0 >> dt").all_inner_texts()
    assert len(names) == 4
    assert letter_pages(on.page) <= 2
    text = on_paper(on.page)
    assert [name for name in names if name not in text] == []


def test_a_list_prints_every_entry(visit, ids):
    on = visit(width=360, script=False)
    on.go(addresses(ids)[0])
    names = on.page.locator("ol.cards h2 bdi").all_inner_texts()
    assert len(names) == 5
    text = on_paper(on.page)
    assert [name for name in names if name not in text] == []
    assert "911" in text
