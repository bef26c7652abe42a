"""The frame of every page: as wide on each, so that nothing jumps, and small enough at 400 % zoom."""

import pytest

PAGES = ("/", "/find?place=Salida%2C+CO", "/find?place=67735", "/find?place=Salida%2C+CO&view=table", "/guide",
         "/guide/choosing", "/states", "/states/colorado", "/letters", "/clinicians", "/fix", "/nowhere")  # fmt: skip
PLACES = """() => {
  const at = selector => document.querySelector(selector).getBoundingClientRect();
  return [at(".brand").left, at(".brand").top, at("header.site nav").right, at("footer.site .emergency").left,
    at("footer.site .emergency").right].map(Math.round);
}"""
TEXT = """() => {
  const style = getComputedStyle(document.querySelector("main"));
  return [parseFloat(style.paddingLeft), innerWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)];
}"""


def test_header_and_footer_stay_where_they_are_from_page_to_page(visit):
    on = visit(width=1280, height=900)
    places = {}
    for address in PAGES:
        on.go(address)
        places[address] = on.page.evaluate(PLACES)
    assert {tuple(place) for place in places.values()} == {(40, 6, 1240, 40, 1240)}, places


def test_pages_to_read_use_the_middle_of_the_frame(visit):
    on = visit(width=1280, height=900)
    for address, text in (("/states/colorado", [280, 720]), ("/nowhere", [280, 720]), ("/states", [40, 1200])):
        on.go(address)
        assert on.page.evaluate(TEXT) == text, address
    on.go("/guide/choosing")
    box = on.page.locator("main > .text").bounding_box()
    assert (box["x"], box["width"]) == (280, 720)


@pytest.mark.parametrize("prefix", ["", "/es"], ids=["English", "Spanish"])
def test_at_400_percent_header_and_banner_take_a_third_of_the_window_at_most(visit, prefix):
    on = visit(width=320, height=256)
    on.go(f"{prefix}/find?place=Salida%2C+CO")
    banner = on.page.locator(".banner").bounding_box()
    assert 0 < banner["y"] + banner["height"] <= 256 / 3
