"""Everything is reached by keyboard, in the order of the page, and one sees where one is."""

FOCUSED = """async () => {
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const on = document.activeElement, style = getComputedStyle(on), box = on.getBoundingClientRect();
  return {
    tag: on.tagName, id: on.id, href: on.getAttribute("href") || "", text: on.innerText || "",
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0,
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""


def tab_to(page, wanted, most=60):
    """Press Tab until `wanted(stop)`; return all stops, the wanted one last."""
    stops = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUSED))
        if wanted(stops[-1]):
            return stops
    raise AssertionError(f"not reached: {[(stop['tag'], stop['text'] or stop['id']) for stop in stops]}")


def test_from_the_first_key_to_a_phone_number(visit):
    on = visit()
    on.go("/")
    stops = tab_to(on.page, lambda stop: stop["id"] == "place")
    assert stops[0]["href"] == "#main"
    on.page.keyboard.type("Salida, CO")
    on.page.keyboard.press("Enter")
    on.page.wait_for_url("**/find?**")
    stops += tab_to(on.page, lambda stop: stop["href"].startswith("tel:"))
    first = on.page.locator("ol.cards > li").first.locator("a[href^='tel:']").get_attribute("href")
    assert stops[-1]["href"] == first
    assert [stop for stop in stops if not stop["outlined"]] == []
    assert [stop for stop in stops if not stop["seen"]] == []


def test_the_first_link_skips_to_the_page(visit):
    on = visit()
    on.go("/find?place=Salida%2C+CO")
    on.page.keyboard.press("Tab")
    on.page.keyboard.press("Enter")
    (stop,) = tab_to(on.page, lambda _: True)
    inside = "() => document.querySelector('main').contains(document.activeElement)"
    assert on.page.evaluate(inside), stop


def test_details_open_by_keyboard(visit):
    on = visit()
    on.go("/find?place=Salida%2C+CO")
    on.page.locator("main details:not([open]) summary").first.focus()
    closed = on.page.locator("main details:not([open])").count()
    on.page.keyboard.press("Enter")
    assert on.page.locator("main details:not([open])").count() == closed - 1


def test_the_order_of_tab_is_the_order_of_the_page(visit):
    on = visit(width=1280)
    on.go("/find?place=Salida%2C+CO")
    assert on.page.locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").count() == 0
