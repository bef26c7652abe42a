"""Both sheets print on exactly one Letter page from the browser, with all that they end with, in each language."""

import base64
import io
import re

import pypdf
import pytest

from tests.browser.test_printed_questions import STYLESHEET
from tests.webapp.conftest import app_over, client, generation_folder, published  # noqa: F401  (fixtures)
from tests.webapp.invented import publish_providers
from tests.webapp.referrals.sheets.long_values import kept, long_person
from tests.webapp.referrals.sheets.sheets_of import with_text
from tests.webapp.referrals.sheets.test_one_page import CONFIRM, GUIDE, bare
from webapp.static_files import STYLE_SHEET, content

FONT = re.compile(r'url\("/static/([\w-]+\.woff2)\?v=\w+"\)')


def inlined(font):
    """The font of a style sheet as part of it: a page without an address loads nothing."""
    data = base64.b64encode(content(font[1])).decode()
    return f'url("data:font/woff2;base64,{data}")'


STYLES = FONT.sub(inlined, "".join(content(name).decode() for name in (STYLE_SHEET, "sheet.css")))
OUT_OF_THE_PAGE = """() => [...document.querySelectorAll(".sheet-foot, .sheet-row:last-of-type")].filter(
  one => one.getBoundingClientRect().bottom >
    document.querySelector(".printed").getBoundingClientRect().bottom + 1).length"""
SHEETS = [
    "/sheet/options?ids=avery",
    "/sheet/options?ids=avery,rehab,silent,moab",
    "/es/sheet/options?ids=avery,rehab,silent,moab",
    "/sheet/options?ids=avery,rehab,silent,moab&lang=both",
    "/es/sheet/options?ids=avery,rehab&lang=both",
    "/sheet/referral?id=avery",
    "/es/sheet/referral?id=moab",
]


def printed(browser, markup):
    """The pages that Chromium prints, and how many parts lie below the sheet's end."""
    page = browser.new_page(viewport={"width": 816, "height": 1056})
    page.set_content(STYLESHEET.sub("", markup).replace("</head>", f"<style>{STYLES}</style></head>"))
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('11pt \"Public Sans\"'))")
    made = page.pdf(format="Letter", prefer_css_page_size=True)
    page.emulate_media(media="print")
    hidden = page.evaluate(OUT_OF_THE_PAGE)
    page.context.close()
    return [one.extract_text() for one in pypdf.PdfReader(io.BytesIO(made)).pages], hidden


@pytest.mark.parametrize("address", SHEETS)
def test_a_sheet_prints_on_one_page(chromium, client, address):  # noqa: F811
    pages, hidden = printed(chromium, client.get(address).get_data(as_text=True))
    assert (len(pages), hidden) == (1, 0)
    assert "Jordan Avery" in pages[0] or "Toni Vance" in pages[0]
    assert "Skip to the page" not in pages[0]


@pytest.mark.parametrize(
    ("prefix", "more", "languages"), [("", "", ("en",)), ("/es", "", ("es",)), ("", "&lang=both", ("en", "es"))]
)
def test_with_the_longest_names_one_to_four_people_lose_no_line_on_paper(chromium, published, prefix, more, languages):  # noqa: F811
    publish_providers(published, [long_person(number) for number in range(4)], number=2)
    client = app_over(published).test_client()  # noqa: F811
    for count in (1, 2, 3, 4):
        ids = ",".join(f"long{number}" for number in range(count))
        markup = client.get(f"{prefix}/sheet/options?ids={ids}{more}").get_data(as_text=True)
        pages, hidden = printed(chromium, markup)
        assert (len(pages), hidden) == (1, 0)
        expected = [CONFIRM[languages[0]]]
        for language in languages:
            expected += GUIDE[language]
            expected += [piece for number in range(count) for piece in kept(number, language)]
        assert [one for one in expected if bare(one) not in bare(pages[0])] == []


@pytest.mark.parametrize("written", ["W" * 10_000, "Ñandú 王 " * 2_000, "\u202e<script>alert(1)</script> " * 400])
def test_fields_of_thousands_of_characters_change_nothing_of_that(chromium, published, written):  # noqa: F811
    publish_providers(published, [with_text(written, number, "UT") for number in range(4)], number=2)
    client = app_over(published).test_client()  # noqa: F811
    for address in (
        "/sheet/options?ids=x0,x1,x2,x3&lang=both",
        "/sheet/options?ids=x0,x1,x2,x3",
        "/sheet/referral?id=x0",
    ):
        pages, hidden = printed(chromium, client.get(address).get_data(as_text=True))
        assert (len(pages), hidden) == (1, 0), address
