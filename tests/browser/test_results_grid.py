"""Results on a wide screen: the list at the left, the map next to it, filters and another search above the list."""

SALIDA = "/find?place=Salida%2C+CO"
BOXES = """() => Object.fromEntries(Object.entries({list: ".list", map: ".map-section", filters: ".refine",
  change: ".change", card: "ol.cards > li", call: "section.call"}).map(([name, selector]) => {
    const one = document.querySelector(selector), box = one.getBoundingClientRect();
    return [name, {left: Math.round(box.left), right: Math.round(box.right), top: box.top, bottom: box.bottom,
      ground: getComputedStyle(one).backgroundColor}];
  }))"""


def test_list_and_map_are_next_to_each_other_and_the_map_stays(visit):
    on = visit(width=1280, height=900)
    on.go(SALIDA)
    boxes = on.page.evaluate(BOXES)
    assert (boxes["list"]["left"], boxes["list"]["right"]) == (40, 704)
    assert (boxes["map"]["left"], boxes["map"]["right"]) == (760, 1240)
    assert boxes["filters"]["bottom"] <= boxes["list"]["top"]
    assert boxes["change"]["bottom"] <= boxes["list"]["top"]
    assert boxes["change"]["right"] <= boxes["list"]["right"]
    on.page.evaluate("scrollTo(0, 1500)")
    assert on.page.evaluate(BOXES)["map"]["top"] == 0


def test_the_two_lists_differ_by_ground(visit):
    on = visit(width=1280, height=900)
    on.go(SALIDA)
    boxes = on.page.evaluate(BOXES)
    grounds = {boxes["card"]["ground"], boxes["call"]["ground"], "rgb(255, 255, 255)"}
    assert len(grounds) == 3


def test_the_second_link_of_the_page_opens_the_filters_above_the_list(visit):
    on = visit(width=1280, height=900)
    on.go(SALIDA)
    assert not on.page.get_by_role("button", name="Apply").is_visible()
    on.page.keyboard.press("Tab")
    on.page.keyboard.press("Tab")
    assert on.page.evaluate("document.activeElement.getAttribute('href')") == "#filters"
    on.page.keyboard.press("Enter")
    assert on.page.get_by_role("button", name="Apply").is_visible()
    boxes = on.page.evaluate(BOXES)
    assert boxes["filters"]["bottom"] <= boxes["change"]["top"]
    assert boxes["change"]["bottom"] <= boxes["list"]["top"]
    assert boxes["filters"]["right"] <= boxes["map"]["left"]


def test_without_a_map_the_search_is_at_the_right(visit):
    on = visit(width=1280, height=900)
    on.go("/find?place=67735")
    places = on.page.evaluate("""() => [".list", ".change", ".read"].map(one => {
      const box = document.querySelector(one).getBoundingClientRect(); return [box.left, box.top, box.bottom]; })""")
    (list_left, list_top, _), (change_left, change_top, change_bottom), (read_left, read_top, _) = places
    assert list_left < change_left == read_left
    assert list_top == change_top - 16
    assert read_top >= change_bottom
