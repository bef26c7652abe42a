"""The questions for a first call, with every caution, print on one Letter page, so that nobody leaves half of it."""

import re
from pathlib import Path

import pytest

from tests.webapp.conftest import client, generation_folder, published  # noqa: F401  (fixtures)

STYLES = (Path(__file__).parents[2] / "webapp" / "static" / "pinpoint.css").read_text(encoding="utf-8")
STYLESHEET = re.compile(r"<link[^>]*stylesheet[^>]*>")


def printed_pages(browser, markup):
    """How many Letter pages Chromium prints of a page with our styles."""
    page = browser.new_page()
    page.set_content(STYLESHEET.sub(f"<style>{STYLES}</style>", markup))
    pdf = page.pdf(format="Letter")
    page.context.close()
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("address", ["/people/avery/questions", "/people/silent/questions", "/clinics/rehab/questions"])
def test_the_questions_print_on_one_page_with_911(chromium, client, address):  # noqa: F811
    markup = client.get(address).get_data(as_text=True)
    assert STYLESHEET.search(markup)
    assert "Do not stop or skip your medicine on your own." in markup
    assert "Call 911." in markup
    assert printed_pages(chromium, markup) == 1


def test_a_longer_sheet_is_found(chromium, client):  # noqa: F811
    markup = client.get("/people/avery/questions").get_data(as_text=True)
    longer = markup.replace('<div class="lines"></div>', '<div class="lines"></div>' * 4)
    assert printed_pages(chromium, longer) == 2
