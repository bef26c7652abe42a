"""The tile map on the narrowest window: squares that a finger hits, reached by keyboard, seen when they are."""

SMALLEST = """() => Math.min(...[...document.querySelectorAll(".tiles a")].flatMap(
  one => { const box = one.getBoundingClientRect(); return [box.width, box.height]; }))"""
FOCUSED = """() => { const on = document.activeElement, edge = on.querySelector(".tile-edge");
  return [on.getAttribute("href"), getComputedStyle(on).outlineStyle, edge && getComputedStyle(edge).strokeWidth]; }"""


def test_squares_are_large_enough_and_reached_and_skipped_by_keyboard_without_script(visit):
    on = visit(width=320, script=False)
    for address in ("/", "/states", "/coverage/colorado"):
        on.go(address)
        assert on.page.evaluate(SMALLEST) >= 24, address  # CSS px (WCAG 2.2, 2.5.8)
        assert on.page.evaluate("document.documentElement.scrollWidth") == 320, address
    on.page.locator(".tile-map .skip").focus()
    on.page.keyboard.press("Tab")
    assert on.page.evaluate(FOCUSED) == ["/coverage/alaska", "solid", "5px"]
    on.page.keyboard.press("Enter")
    on.page.wait_for_url("**/coverage/alaska")
    on.page.locator(".tile-map .skip").focus()
    on.page.keyboard.press("Enter")
    on.page.keyboard.press("Tab")
    assert on.page.evaluate("document.activeElement.closest('.tiles')") is None
