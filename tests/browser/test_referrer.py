"""The way of somebody who refers: the page for clinicians, the table, two ticked, the comparison, a sheet, paper."""

import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.browser.looks import TOO_WIDE
from tests.browser.test_accessibility import LOOK
from tests.browser.test_print import letter_pages, on_paper

TABLE = "/find?place=Salida%2C+CO&view=table"
WORDS = {
    "": {
        "search": "Search",
        "compare": "Compare (2 to 4)",
        "options": "Options for the patient (up to 4)",
        "referral": "Referral (1)",
        "copy": "Copy",
        "done": "Copied",
    },
    "/es": {
        "search": "Buscar",
        "compare": "Comparar (de 2 a 4)",
        "options": "Opciones para el paciente (hasta 4)",
        "referral": "Derivación (1)",
        "copy": "Copiar",
        "done": "Copiado",
    },
}
WIDTHS = pytest.mark.parametrize("width", [360, 1280])
SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
LANGUAGES = pytest.mark.parametrize("prefix", ["", "/es"], ids=["English", "Spanish"])


@pytest.fixture
def coordinator(visit, width, script, prefix):
    """A visit at a width, with or without script, and the words of its language."""
    return visit(width=width, script=script), WORDS[prefix]


def tick(page, rows):
    """Tick these rows of the table; their ids and names."""
    boxes = page.locator("input[name=ids]")
    ids = [boxes.nth(at).get_attribute("value") for at in rows]
    for one in ids:
        page.locator(f"#tick-{one}").check()
    return ids, [page.locator(f"label[for=tick-{one}] bdi").inner_text() for one in ids]


@WIDTHS
@SCRIPT
@LANGUAGES
def test_from_the_page_for_clinicians_to_a_printed_comparison(coordinator, prefix):
    on, words = coordinator
    page = on.page
    assert on.go(f"{prefix}/clinicians") == 200
    page.locator("main #place").fill("Salida, CO")
    page.locator("main form").get_by_role("button", name=words["search"], exact=True).click()
    assert page.url == f"{on.base}{prefix}/find?place=Salida%2C+CO&view=table"

    assert page.locator("input[name=ids]").count() == 10
    ids, names = tick(page, (0, 3))
    page.get_by_role("button", name=words["compare"], exact=True).click()
    assert on.path == f"{prefix}/compare"
    assert f"ids={ids[0]},{ids[1]}" in page.url
    assert "place=Salida" in page.url
    text = page.locator("main").inner_text()
    assert [name for name in names if name not in text] == []
    assert letter_pages(page) <= 2
    printed = on_paper(page)
    assert [name for name in names if name not in printed] == []
    assert "911" in printed


@SCRIPT
@LANGUAGES
def test_on_a_phone_each_row_is_a_block_with_labels_and_nothing_is_wider_than_the_screen(visit, script, prefix):
    on = visit(width=360, script=script)
    on.go(prefix + TABLE)
    rows = on.page.locator("table.referrers tbody tr")
    assert rows.count() == 10
    for row in rows.all():
        box = row.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
        assert all(name.is_visible() for name in row.locator("td > .name").all())
        assert row.locator("td > .name").count() == 8
    cells = [cell.bounding_box() for cell in rows.first.locator("th, td").all()]
    assert [cell["y"] for cell in cells] == sorted({cell["y"] for cell in cells})
    if script:
        assert on.page.evaluate(TOO_WIDE) == []


def test_with_room_it_is_a_table_with_one_heading_for_each_column(visit):
    on = visit(width=1280)
    on.go(TABLE)
    heads = on.page.locator("table.referrers thead th")
    assert heads.all_inner_texts() == [
        "Name",
        "Profession",
        "Miles",
        "Dry needling",
        "State rule",
        "License",
        "NPI",
        "Phone",
        "Fax",
    ]
    assert not on.page.locator("table.referrers td > .name").first.is_visible()
    first = on.page.locator("table.referrers tbody tr").first.locator("th, td")
    assert len({round(cell.bounding_box()["y"]) for cell in first.all()}) == 1
    assert on.page.evaluate(TOO_WIDE) == []


@LANGUAGES
def test_one_tap_copies_a_number_and_says_so(visit, prefix):
    on = visit(width=360)
    on.context.grant_permissions(["clipboard-read", "clipboard-write"])
    on.go(prefix + TABLE)
    words, button = WORDS[prefix], on.page.locator("button.copy").first
    assert button.inner_text().startswith(words["copy"])
    number = on.page.locator(".number-text").first.inner_text()
    assert re.fullmatch(r"\d{10}", number)
    button.click()
    expect(button).to_contain_text(words["done"])
    assert on.page.evaluate("navigator.clipboard.readText()") == number


def test_without_script_no_button_copies_and_one_tap_selects_the_number(visit):
    on = visit(width=360, script=False)
    on.go(TABLE)
    assert not on.page.locator("button.copy").first.is_visible()
    number = on.page.locator(".number-text").first
    assert number.evaluate("one => getComputedStyle(one).userSelect") == "all"


@WIDTHS
@LANGUAGES
def test_axe_finds_nothing_on_the_table_and_the_page_for_clinicians(chromium, site, width, prefix):
    context = chromium.new_context(viewport={"width": width, "height": 740}, bypass_csp=True)
    context.add_init_script(AXE_SCRIPT)
    page = context.new_page()
    found = {}
    for address in (TABLE, "/clinicians", "/guide/referral"):
        page.goto(site.base + prefix + address)
        found[address] = page.evaluate(LOOK)
    context.close()
    assert found == {address: [] for address in found}


@LANGUAGES
def test_ten_rows_print_on_two_pages_without_boxes_and_buttons(visit, prefix):
    on = visit(width=1280)
    on.go(prefix + TABLE)
    assert letter_pages(on.page) <= 2
    text = on_paper(on.page)
    for part in ("th[scope=row] bdi", "td .label", "td time", ".number-text"):
        shown = on.page.locator(f"table.referrers {part}").all_inner_texts()
        assert shown
        assert [one for one in shown if one not in text] == []
    on.page.emulate_media(media="print")
    assert not on.page.locator("input[name=ids]").first.is_visible()
    assert not on.page.locator(".with-ticked").is_visible()


@WIDTHS
@SCRIPT
@LANGUAGES
def test_from_the_table_to_a_sheet_that_prints_on_one_page(coordinator, prefix):
    on, words = coordinator
    page = on.page
    for sheet, ticked in (("options", 2), ("referral", 1)):
        on.go(prefix + TABLE)
        _ids, chosen = tick(page, range(ticked))
        page.get_by_role("button", name=words[sheet], exact=True).click()
        assert on.path == f"{prefix}/sheet/{sheet}"
        printed = on_paper(page)
        assert [name for name in chosen if name not in printed] == []
        assert letter_pages(page) == 1
