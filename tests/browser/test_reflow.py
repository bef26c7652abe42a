"""At 400 % zoom a window of 1280 by 1024 is 320 by 256 CSS px wide (WCAG 2.2, 1.4.10): nothing is lost to the side."""

import json

from tests.browser.looks import TOO_WIDE
from tests.browser.pages import every_kind_of_page


def test_no_page_scrolls_sideways_at_400_percent(visit, site):
    on = visit(width=320, height=256)
    found = {}
    for address in [*every_kind_of_page(site), "/es/", "/es/find?place=Salida%2C+CO"]:
        on.go(address)
        if wrong := on.page.evaluate(TOO_WIDE):
            found[address] = wrong
    assert found == {}, json.dumps(found, indent=1)


def test_a_page_that_is_too_wide_is_found(chromium):
    page = chromium.new_page(viewport={"width": 320, "height": 256})
    page.set_content("<p style='width: 400px'>wide</p>")
    assert page.evaluate(TOO_WIDE)[0] == "page 408"
    page.context.close()


def test_text_twice_as_large_stays_on_the_page(visit):
    on = visit(width=360)
    finder = ("/", "/find?place=Salida%2C+CO", "/find?place=67735", "/find?place=81201&for=chest+pain")
    for address in (*finder, "/es/find?place=Salida%2C+CO", "/es/guide/first-call", "/coverage", "/problems/sciatica"):
        on.go(address)
        on.page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        assert on.page.evaluate(TOO_WIDE) == [], address
