"""Every page with its style, face and script is light enough for a slow phone: 60 KB compressed, 12 KB of it script."""

import gzip
import re

import pytest

from tests.browser.pages import every_kind_of_page
from webapp.static_files import FACE, StaticFiles, content

MOST, MOST_SCRIPT = 60_000, 12_000  # bytes, gzipped
PARTS = re.compile(r'<(?:link rel="stylesheet" href|script src)="([^"]+)"')
FACE_BYTES = len(content(FACE))
"""Not compressed again: a WOFF2 file is."""


def packed(text):
    return len(gzip.compress(text.encode(), 6))


@pytest.fixture(scope="module")
def weights(site):
    """address → (page, style with face, script) in bytes."""
    found, known = {}, {}
    for address in [*every_kind_of_page(site), "/es/find?place=Salida%2C+CO"]:
        markup = site.get(address)[1]
        assert markup.count(StaticFiles().address(FACE)) == 1
        parts = {part: known.get(part) or packed(site.get(part)[1]) for part in PARTS.findall(markup)}
        known |= parts
        style = sum(weight for part, weight in parts.items() if ".css" in part)
        found[address] = (packed(markup), style + FACE_BYTES, sum(parts.values()) - style)
    return found


def test_no_page_is_heavier_than_60_kb_with_all_it_loads(weights):
    assert {address: parts for address, parts in weights.items() if sum(parts) >= MOST} == {}


def test_no_page_loads_more_than_12_kb_of_script(weights):
    assert {address: script for address, (_, _, script) in weights.items() if script > MOST_SCRIPT} == {}


def test_every_page_was_weighed_with_its_style_and_script(weights):
    assert min(min(parts) for parts in weights.values()) > 0
    heaviest = max(weights, key=lambda address: sum(weights[address]))
    print(f"\nheaviest: {heaviest} {weights[heaviest]} bytes of page, style with face, and script")  # noqa: T201  (with -s)
