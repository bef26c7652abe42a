"""The face of the site: one small file with both weights, which draws every letter that pages and sheets write."""

import re
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from fontTools.ttLib import TTFont

import webapp
from webapp.referrals.sheets.drawn_text import DRAWN
from webapp.static_files import FACE, STYLE_SHEET, StaticFiles, content

ROOT = Path(webapp.__file__).parent
MOST = 30_000  # bytes


@cache
def face():
    with TTFont(ROOT / "static" / FACE) as font:
        letters = set(font.getBestCmap())
        weight = font["fvar"].axes[0]
        features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
        return letters, (weight.axisTag, weight.minValue, weight.maxValue), features


def missing(text):
    """Return the characters of a text that the face does not draw."""
    return {character for character in text if ord(character) not in face()[0]} - {"\n"}


def test_one_small_file_has_both_weights_and_numbers_of_one_width():
    _, weight, features = face()
    assert len(content(FACE)) <= MOST
    assert weight == ("wght", 400, 700)
    assert "tnum" in features


def test_it_draws_what_the_sheets_draw():
    assert missing("".join(DRAWN)) == set()


def test_it_draws_the_words_of_every_page_in_both_languages():
    with (ROOT / "translations" / "es" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalog = read_po(file, locale="es")
    words = [words for message in catalog for words in (message.id, message.string)]
    assert missing("".join("".join(one) for one in words)) == set()


def test_the_style_sheet_loads_it_once_from_the_address_that_pages_load_ahead(client):
    style = content(STYLE_SHEET).decode()
    assert re.findall(r'url\("([^"]*)"\)', style) == [StaticFiles().address(FACE)]
    assert (
        f'<link rel="preload" href="{StaticFiles().address(FACE)}" as="font" type="font/woff2" crossorigin>'
        in client.get("/").get_data(as_text=True)
    )
    assert "font-display: swap" in style
