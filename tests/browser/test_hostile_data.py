"""Attacks in every field show as harmless text: nothing runs, nothing loads, nothing leads elsewhere."""

from urllib.parse import quote

import pytest

from tests.browser.hostile import PAYLOADS

PAGES = ["/people/{}", "/people/{}/questions", "/fix?id={}", "/remove?id={}", "/list?ids={}", "/compare?ids={},h01"]
ALIEN = "iframe, object, embed, base, style, form[action*='//'], script:not([nonce]), img:not([src^='/static/']), b"
BAD_LINKS = """() => [...document.querySelectorAll("a[href], form[action]")].map(one =>
  one.hasAttribute("href") ? new URL(one.getAttribute("href"), document.baseURI).href : one.action).filter(
  href => !/^(https?|tel|mailto):/.test(href) || /evil\\.example/.test(new URL(href).host))"""


def spaced(text):
    return " ".join(text.split())


def check(on):
    assert on.page.locator(ALIEN).count() == 0
    assert on.page.evaluate(BAD_LINKS) == []
    assert not on.page.url.startswith("https://evil")


def test_results_show_attacks_as_text(visit, hostile_site):
    on = visit(hostile_site)
    seen = ""
    for number in (1, 2):
        on.go(f"/find?place=81201&page={number}")
        check(on)
        seen += spaced(on.page.locator("main").inner_text())
    shown = [payload for payload in PAYLOADS if spaced(payload) in seen]
    assert shown == list(PAYLOADS)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_table_shows_attacks_as_text_inside_their_cells(visit, hostile_site, width):
    on = visit(hostile_site, width=width)
    seen = ""
    for number in (1, 2):
        on.go(f"/find?place=81201&view=table{f'&page={number}' if number > 1 else ''}")
        check(on)
        seen += spaced(on.page.locator("main").inner_text())
        outside = on.page.locator("table.referrers :is(td, th) bdi:not(.hidden *)").evaluate_all(
            "all => all.filter(one => one.getBoundingClientRect().right > one.closest('td, th').getBoundingClientRect()"
            ".right + 1).map(one => one.innerText)"
        )
        assert outside == []
    assert [payload for payload in PAYLOADS if spaced(payload) not in seen] == []


@pytest.mark.parametrize("number", range(len(PAYLOADS)))
def test_a_profile_shows_an_attack_as_text(visit, hostile_site, number):
    on = visit(hostile_site)
    on.go(f"/people/h{number:02d}")
    check(on)
    assert spaced(PAYLOADS[number]) in spaced(on.page.locator("h1").inner_text())


@pytest.mark.parametrize("address", PAGES[1:])
def test_other_pages_about_somebody_hold_too(visit, hostile_site, address):
    on = visit(hostile_site)
    for number in range(0, len(PAYLOADS), 3):
        on.go(address.format(f"h{number:02d}"))
        check(on)


@pytest.mark.parametrize("payload", PAYLOADS[:8])
def test_what_a_visitor_is_made_to_type_shows_as_text(visit, site, payload):
    on = visit()
    on.go(f"/find?place={quote(payload)}&within={quote(payload)}&who={quote(payload)}&for={quote(payload)}")
    check(on)
    on.go(f"/find?place={quote(payload)}")
    check(on)
    assert on.page.locator("#place").first.input_value() == payload


def test_the_demonstrations_own_traps_are_text_too(visit):
    on = visit()
    on.go("/find?place=Pueblo%2C+CO&within=10")
    check(on)
    for address in [link.get_attribute("href") for link in on.page.locator("ol.cards h3 a").all()]:
        on.go(address)
        check(on)
