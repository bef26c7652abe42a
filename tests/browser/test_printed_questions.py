"""The questions for a first call, with every caution, print on one Letter page, with lines to write on."""

import re

import pytest

from tests.webapp.conftest import app_over, client, generation_folder, published  # noqa: F401  (fixtures)
from webapp.static_files import STYLE_SHEET, content

STYLES = content(STYLE_SHEET).decode()
STYLESHEET = re.compile(r"<link[^>]*stylesheet[^>]*>")


def printed_pages(browser, markup):
    """Return the number of Letter pages that Chromium prints of a page with our styles."""
    page = browser.new_page()
    page.set_content(STYLESHEET.sub(f"<style>{STYLES}</style>", markup))
    pdf = page.pdf(format="Letter")
    page.context.close()
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


SHEETS = ["/people/avery/questions", "/people/silent/questions", "/clinics/rehab/questions"]


@pytest.mark.parametrize("address", SHEETS)
def test_the_questions_print_on_one_page_with_911(chromium, client, address):  # noqa: F811
    markup = client.get(address).get_data(as_text=True)
    assert STYLESHEET.search(markup)
    assert "Do not stop or skip your medicine on your own." in markup
    assert "Call 911." in markup
    assert printed_pages(chromium, markup) == 1


@pytest.mark.parametrize("address", SHEETS)
def test_with_the_english_to_read_out_next_to_the_spanish_they_print_on_one_page(chromium, client, address):  # noqa: F811
    markup = client.get(f"/es{address}").get_data(as_text=True)
    assert markup.count('<table class="spoken">') >= 2
    assert "911" in markup
    assert printed_pages(chromium, markup) == 1


@pytest.mark.parametrize("language", ["", "/es"])
def test_the_look_up_of_a_board_leaves_a_sheet_on_one_page(chromium, published, language):  # noqa: F811
    row = (
        "CO,physical-therapist,Colorado Board of Example Therapy,https://look-up.board.test/search?type=pt,2026-11-20,A"
    )
    published.own_board_lookups.write_text(f"state,profession,board,address,opened_on,opened_by\n{row}\n")
    markup = app_over(published).test_client().get(f"{language}/people/avery/questions").get_data(as_text=True)
    assert "https://look-up.board.test/search?type=pt" in markup
    assert printed_pages(chromium, markup) == 1


@pytest.mark.parametrize("language", ["", "/es"])
def test_the_lines_to_write_on_are_borders_which_print_without_backgrounds(chromium, client, language):  # noqa: F811
    markup = client.get(f"{language}/people/avery/questions").get_data(as_text=True)
    page = chromium.new_page(viewport={"width": 720, "height": 960})
    page.set_content(STYLESHEET.sub(f"<style>{STYLES}</style>", markup))
    page.emulate_media(media="print")
    lines = page.locator(".lines > div").evaluate_all(
        "all => all.map(one => [getComputedStyle(one).borderBottomStyle, one.getBoundingClientRect().height >= 20])"
    )
    page.context.close()
    assert lines == [["solid", True]] * 3


def test_a_longer_sheet_is_found(chromium, client):  # noqa: F811
    markup = client.get("/people/avery/questions").get_data(as_text=True)
    longer = markup.replace("<div></div>", "<div></div>" * 6)
    assert printed_pages(chromium, longer) == 2
