"""Twelve pages look as they were last looked at: each picture, at an eighth of its size, differs in few cells.

At that size no letter counts, but a block that moved, a column that broke or a ground that is missing does. Pages of
the demonstration are the same each day. Whoever changes a page on purpose looks at it, then writes its picture anew:
`NEW_PICTURES=1 .venv/bin/python -m pytest tests/browser/test_pictures.py`.
"""

import io
import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.browser.visit import Visit

FOLDER = Path(__file__).parent / "pictures"
SHRUNK, FAR, FEW = 8, 16, 0.01  # times smaller; of 255 shades; the share of cells that may differ by so many
HEIGHTS = {360: 1600, 1280: 1200}  # px
PAGES = {
    "home": ("/", 360, 1280),
    "results": ("/find?place=Salida%2C+CO", 360, 1280),
    "nobody-listed": ("/find?place=67735", 360),
    "border": ("/find?place=Cheyenne%2C+WY&within=50", 1280),
    "table": ("/find?place=Salida%2C+CO&view=table", 1280),
    "profile": ("", 360, 1280),
    "states": ("/es/states", 1280),
    "guide": ("/guide/during", 1280),
    "problems": ("/problems", 360),
}
PICTURES = [(name, width) for name, (_, *widths) in PAGES.items() for width in widths]


def shades(picture):
    """A picture's cells as shades of gray, 0 to 255."""
    image = Image.open(io.BytesIO(picture)).convert("L")
    return np.asarray(
        image.resize((image.width // SHRUNK, image.height // SHRUNK), Image.Resampling.BOX), dtype=np.int16
    )


def taken(chromium, site, name, width, style=""):
    """The shades of a page's upper part, as a visitor without script sees it."""
    visit = Visit(chromium, site.base, width=width, height=HEIGHTS[width], script=False)
    try:
        visit.go(PAGES[name][0] or "/find?place=Salida%2C+CO")
        if name == "profile":
            visit.page.locator("article.card h3 a").first.click()
            visit.page.wait_for_url("**/people/*")
        if style:
            visit.page.evaluate(
                "rule => { const [sheet] = document.styleSheets; sheet.insertRule(rule, sheet.cssRules.length) }", style
            )
        return shades(visit.page.screenshot())
    finally:
        visit.close()


def share_that_differs(one, other):
    return float(np.mean(np.abs(one - other) > FAR)) if one.shape == other.shape else 1.0


def kept(name, width):
    return np.asarray(Image.open(FOLDER / f"{name}-{width}.png"), dtype=np.int16)


@pytest.mark.parametrize(("name", "width"), PICTURES)
def test_a_page_looks_as_it_was_last_looked_at(chromium, site, name, width):
    now = taken(chromium, site, name, width)
    if os.environ.get("NEW_PICTURES"):
        Image.fromarray(now.astype(np.uint8)).save(FOLDER / f"{name}-{width}.png", optimize=True)
    differs = share_that_differs(now, kept(name, width))
    assert differs <= FEW, f"{differs:.1%} of {name} at {width} px differ: look at it, then write its picture anew"


@pytest.mark.parametrize(
    "style",
    ["main.results h1 { margin-top: 5rem }", "ol.cards { padding-left: 1rem }", ".map-section { display: none }"],
)
def test_a_page_that_broke_is_seen(chromium, site, style):
    assert share_that_differs(taken(chromium, site, "results", 1280, style), kept("results", 1280)) > FEW
