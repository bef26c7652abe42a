"""axe finds nothing on any page, in light and in dark."""

import json

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.looks import LOOK, wrong_by_axe
from tests.browser.pages import every_kind_of_page


@pytest.fixture(scope="module")
def found(chromium, site):
    """Findings of axe, by page; one context for all, because axe is half a megabyte."""
    context = chromium.new_context(viewport={"width": 360, "height": 740}, bypass_csp=True)
    page = context.new_page()
    context.add_init_script(AXE_SCRIPT)
    problems, seen = {}, []
    for address in [*every_kind_of_page(site), "/es/", "/es/find?place=Salida%2C+CO"]:
        page.goto(site.base + address)
        seen.append(address)
        problems |= wrong_by_axe(page, address)
    context.close()
    return problems, seen


def test_axe_finds_nothing_on_any_page_in_light_and_dark(found):
    problems, _ = found
    assert problems == {}, json.dumps(problems, indent=1)


def test_every_kind_of_page_was_looked_at(found):
    _, seen = found
    paths = {address.split("?")[0].split("/")[1] for address in seen}
    assert {
        "",
        "find",
        "people",
        "clinics",
        "guide",
        "states",
        "letters",
        "fix",
        "remove",
        "sources",
        "privacy",
    } <= paths


def test_axe_would_find_something(chromium):
    context = chromium.new_context()
    page = context.new_page()
    context.add_init_script(AXE_SCRIPT)
    page.goto("about:blank")
    page.set_content("<html><body><img src='data:,'><input></body></html>")
    page.add_script_tag(content=AXE_SCRIPT)
    assert {found.split(":")[0] for found in page.evaluate(LOOK)} >= {"image-alt", "label", "html-has-lang"}
    context.close()
