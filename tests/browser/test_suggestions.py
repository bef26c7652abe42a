"""The boxes of places and names complete what is typed: by keyboard, read out, and without a trace."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.browser.looks import TOO_WIDE, wrong_by_axe

ON_TOP = """() => {
  const list = document.getElementById("place-suggestions"), box = list.getBoundingClientRect();
  return [box.top + 5, box.bottom - 5].every(y => list.contains(document.elementFromPoint(box.left + 20, y)));
}"""
"""Whether nothing covers or cuts off the open list."""
PAUSE = 1000  # milliseconds of the page's own clock, far longer than a box waits after a letter


def asked(page):
    """Return a list that gets the addresses for which the page's script asks from now on."""
    found = []
    page.on("request", lambda request: found.append(request.url) if "/suggest" in request.url else None)
    return found


def type_into(page, letters, box="place"):
    page.locator(f"#{box}").focus()
    with page.expect_response("**/suggest?*"):
        page.keyboard.type(letters)
        page.clock.run_for(PAUSE)
    expect(page.locator(f"#{box}-suggestions")).to_be_visible()


def test_a_place_is_chosen_by_keyboard_alone(visit):
    on = visit()
    page, place = on.page, on.page.locator("#place")
    listed, options = page.locator("#place-suggestions"), page.locator("#place-suggestions [role=option]")
    page.clock.install()
    on.go("/")
    requests = asked(page)
    place.focus()
    page.keyboard.type("s")
    page.clock.run_for(PAUSE)
    assert requests == []

    type_into(page, "alida, c")
    assert [request.partition("/suggest")[2] for request in requests] == ["?place=salida%2C+c"]
    expect(place).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#place-count")).to_have_text(f"{options.count()} suggestions")
    page.keyboard.press("Escape")
    expect(listed).to_be_hidden()
    expect(place).to_have_value("salida, c")
    page.keyboard.press("Escape")
    expect(place).to_have_value("")

    type_into(page, "salida, co")
    page.keyboard.press("ArrowDown")
    expect(place).to_have_attribute("aria-activedescendant", "place-suggestions-0")
    page.keyboard.press("Home")
    assert place.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(place).to_have_value("Salida, CO")
    expect(listed).to_be_hidden()
    assert on.path == "/"

    page.keyboard.press("Escape")
    type_into(page, "812")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(listed).to_be_hidden()
    expect(place).to_have_value("812")


def test_what_hurts_travels_nowhere_and_a_name_leads_to_its_profile(visit, site):
    on = visit()
    page = on.page
    page.clock.install()
    on.go("/")
    assert page.locator("#complaints option").count() > 80
    every = []
    page.on("request", lambda request: every.append(request.url))
    page.locator("#hurts").focus()
    page.keyboard.type("jaw pain")
    page.clock.run_for(PAUSE)
    assert every == []

    on.go("/es/find?place=Salida%2C+CO")
    page.evaluate("document.querySelectorAll('main details').forEach(details => { details.open = true; })")
    name = page.locator("ol.cards h3 a").first.inner_text()
    type_into(page, name, "by-name")
    expect(page.locator("#by-name-suggestions .name")).to_have_text("Personas y clínicas")
    page.locator("#by-name-suggestions [role=option]").first.click()
    page.wait_for_url("**/es/*/*")
    assert name in page.locator("h1").inner_text()
    written = (site.out.read_text() + site.err.read_text()).lower()
    assert '"/suggest"' in written
    assert not any(word in written for word in ("salida", "jaw", name.lower()))


def test_an_open_list_is_accessible_fits_and_stays_above_a_keyboard(chromium, site):
    context = chromium.new_context(viewport={"width": 360, "height": 380}, bypass_csp=True, reduced_motion="reduce")
    context.add_init_script(AXE_SCRIPT)
    page = context.new_page()
    page.clock.install()
    page.goto(site.base + "/")
    type_into(page, "sam")
    assert wrong_by_axe(page, "open list") == {}
    assert page.evaluate(TOO_WIDE) == []
    box = page.locator("#place-suggestions").bounding_box()
    assert box["y"] + box["height"] <= 380
    assert page.locator("#place").bounding_box()["y"] >= 0
    heights = page.locator("#place-suggestions [role=option]").evaluate_all(
        "options => options.map(option => option.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44
    page.set_viewport_size({"width": 1280, "height": 800})
    assert page.evaluate(ON_TOP)
    context.close()


def test_the_box_is_a_plain_one_without_script_and_when_no_answer_comes(visit):
    plain = visit(script=False)
    plain.go("/")
    assert plain.page.locator("#place").get_attribute("role") is None
    assert plain.page.locator("[role=listbox]").count() == 0
    plain.page.locator("#place").fill("Salida, CO")
    plain.page.keyboard.press("Enter")
    plain.page.wait_for_url("**/find?**")

    cut_off = visit()
    cut_off.page.clock.install()
    cut_off.go("/")
    cut_off.page.route("**/suggest?*", lambda route: route.fulfill(status=429, body="<html>"))
    cut_off.page.locator("#place").focus()
    with cut_off.page.expect_response("**/suggest?*"):
        cut_off.page.keyboard.type("salida, co")
        cut_off.page.clock.run_for(PAUSE)
    expect(cut_off.page.locator("#place-suggestions")).to_be_hidden()
    cut_off.page.keyboard.press("Enter")
    cut_off.page.wait_for_url("**/find?**")
