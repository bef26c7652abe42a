import json
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.places.build import make_outlines
from index.places.outlines.outlines import FILE, outlines
from index.places.outlines.polyline import decode, encode

ATLAS = os.environ.get("US_ATLAS_COUNTIES", "")

CAPITALS = {  # latitude, longitude of the capitol's town, to a hundredth of a degree
    "Alabama": (32.38, -86.30),
    "Alaska": (58.30, -134.41),
    "Arizona": (33.45, -112.10),
    "Arkansas": (34.75, -92.29),
    "California": (38.58, -121.49),
    "Colorado": (39.74, -104.98),
    "Connecticut": (41.76, -72.68),
    "Delaware": (39.16, -75.52),
    "District of Columbia": (38.90, -77.02),
    "Florida": (30.44, -84.28),
    "Georgia": (33.75, -84.39),
    "Hawaii": (21.31, -157.86),
    "Idaho": (43.62, -116.20),
    "Illinois": (39.80, -89.65),
    "Indiana": (39.77, -86.16),
    "Iowa": (41.59, -93.60),
    "Kansas": (39.05, -95.68),
    "Kentucky": (38.19, -84.88),
    "Louisiana": (30.46, -91.19),
    "Maine": (44.31, -69.78),
    "Maryland": (38.98, -76.50),
    "Massachusetts": (42.36, -71.06),
    "Michigan": (42.73, -84.56),
    "Minnesota": (44.95, -93.10),
    "Mississippi": (32.30, -90.18),
    "Missouri": (38.58, -92.17),
    "Montana": (46.59, -112.02),
    "Nebraska": (40.81, -96.70),
    "Nevada": (39.16, -119.77),
    "New Hampshire": (43.21, -71.54),
    "New Jersey": (40.22, -74.77),
    "New Mexico": (35.68, -105.94),
    "New York": (42.65, -73.76),
    "North Carolina": (35.78, -78.64),
    "North Dakota": (46.82, -100.78),
    "Ohio": (39.96, -83.00),
    "Oklahoma": (35.49, -97.50),
    "Oregon": (44.94, -123.03),
    "Pennsylvania": (40.26, -76.88),
    "Rhode Island": (41.83, -71.41),
    "South Carolina": (34.00, -81.03),
    "South Dakota": (44.37, -100.35),
    "Tennessee": (36.17, -86.78),
    "Texas": (30.27, -97.74),
    "Utah": (40.78, -111.89),
    "Vermont": (44.26, -72.58),
    "Virginia": (37.54, -77.43),
    "Washington": (47.04, -122.90),
    "West Virginia": (38.34, -81.61),
    "Wisconsin": (43.07, -89.38),
    "Wyoming": (41.14, -104.82),
}


def holds(rings, latitude, longitude):
    """Return whether an odd number of rings goes around a point."""
    inside = False
    for ring in rings:
        (x1, y1), (x2, y2) = ring[:-1].T, ring[1:].T
        crosses = (y1 > latitude) != (y2 > latitude)
        at = x1[crosses] + (latitude - y1[crosses]) / (y2[crosses] - y1[crosses]) * (x2[crosses] - x1[crosses])
        inside ^= bool(np.count_nonzero(at > longitude) % 2)
    return inside


@pytest.mark.parametrize(("state", "capital"), CAPITALS.items())
def test_each_states_outline_holds_its_capital_and_no_other(state, capital):
    assert [name for name in outlines().states if holds(outlines().rings(name), *capital)] == [state]


def test_states_and_territories_are_all_there_with_their_counties():
    assert set(outlines().states) > set(CAPITALS)
    assert len(outlines().states) == 56
    assert len(outlines().counties) == 3231


def test_every_ring_is_closed():
    a_step_of_the_lattice = (0.0036, 0.00087)  # us-atlas itself leaves one ring open by one
    for state in outlines().states:
        for ring in outlines().rings(state):
            assert (abs(ring[0] - ring[-1]) < a_step_of_the_lattice).all()


def test_the_file_names_its_input_and_carries_the_license():
    lines = FILE.read_text(encoding="utf-8").splitlines()
    assert f'"input_sha256": "{make_outlines.INPUT_SHA256}",' in lines
    content = json.loads("\n".join(lines))
    assert content["license"] == make_outlines.LICENSE.read_text(encoding="utf-8")
    assert "Permission to use, copy, modify, and/or distribute" in content["license"]
    assert FILE.stat().st_size <= 400_000


def test_another_input_is_refused_with_what_to_take(tmp_path):
    wrong = tmp_path / "counties-10m.json"
    wrong.write_text("{}")
    with pytest.raises(make_outlines.WrongInputError, match=r"take counties-10m\.json of npm us-atlas 3\.0\.1"):
        make_outlines.write_outlines(wrong, tmp_path / "out.json")
    assert not (tmp_path / "out.json").exists()


@pytest.mark.skipif(not ATLAS, reason="US_ATLAS_COUNTIES names no counties-10m.json of us-atlas 3.0.1")
def test_the_committed_file_is_what_the_script_makes(tmp_path):
    make_outlines.write_outlines(Path(ATLAS), tmp_path / "out.json")
    assert (tmp_path / "out.json").read_bytes() == FILE.read_bytes()


@given(st.lists(st.integers(-(2**40), 2**40)))
def test_numbers_come_back_from_their_text(numbers):
    text = encode(numbers)
    assert list(decode(text)) == numbers
    assert text.isascii()
    assert text.isprintable()


def test_a_text_cut_inside_a_number_is_refused():
    with pytest.raises(ValueError, match="ends inside a number"):
        list(decode(encode([100])[:1]))
