"""ZIP codes whose coordinate in the package is wrong or contradicted: less exact, and counted on a page."""

import re
from pathlib import Path

import numpy as np

from index.places.build.compile import read_codes
from index.places.build.postal import MILITARY, doubted_codes
from index.places.gazetteer import open_gazetteer
from index.records import Precision

PAGE = Path(__file__).parents[4] / "docs" / "places.md"


def test_a_doubted_code_is_no_more_exact_than_its_town():
    places = [open_gazetteer().zip(code) for code in sorted(doubted_codes())]
    assert len(places) == 291
    assert {place.precision for place in places} == {Precision.PLACE}


def test_every_code_that_was_moved_lowered_or_dropped_is_listed_on_the_page():
    listed = set(re.findall(r"\b\d{5}\b", PAGE.read_text(encoding="utf-8")))
    table = open_gazetteer().table
    exact = {f"{code:05d}" for code in table.zip[table.zip_exact & ~np.isnan(table.zip_latitude)].tolist()}
    inexact = {code.code for code in read_codes() if code.state not in MILITARY} - exact
    assert inexact - listed == set()
    assert len(inexact) > 350
