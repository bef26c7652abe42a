import re
from math import cos, hypot, radians

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from index.places.distance import miles_between
from webapp import languages
from webapp.map.figure import figure
from webapp.map.markers import HEIGHT, Marker, marker_signs, ranges
from webapp.map.projection import SIDE, Projection

SALIDA = (38.53, -105.99)
DASH = "\N{EN DASH}"
APP = Flask(__name__)
languages.speak(APP)


@pytest.fixture
def said():
    with APP.test_request_context("/"):
        yield


def drawn(label="Salida, CO", center=SALIDA, radius=25.0, markers=()):
    with APP.test_request_context("/"):
        markup = str(figure(label, *center, radius, list(markers)))
    return markup, etree.fromstring(markup)


def marker(number, latitude=38.6, longitude=-106.0, miles=4.9):
    return Marker(number=number, latitude=latitude, longitude=longitude, miles=miles)


def numbers_on(picture):
    return [text.text for text in picture.iter("text") if text.get("class") == "map-number"]


def test_a_map_is_one_picture_with_a_title_and_the_same_in_words():
    _, picture = drawn(markers=[marker(2), marker(3, 38.3, -105.99, 15.9)])
    assert picture.get("role") == "img"
    names = picture.get("aria-labelledby").split()
    texts = {found.get("id"): found.text for found in picture if found.get("id")}
    assert [texts[name] for name in names] == [
        "Map of who is listed near Salida, CO",
        (
            "The dashed line is 25 miles from Salida, CO in a straight line. "
            "Number 2: 4.9 miles north. Number 3: 15.9 miles south."
        ),
    ]
    assert numbers_on(picture) == ["2", "3"]


def test_a_map_loads_nothing_runs_nothing_and_has_no_color_of_its_own():
    markup, picture = drawn(radius=100.0, markers=[marker(number) for number in range(1, 21)])
    assert {found.tag for found in picture.iter()} <= {"svg", "title", "desc", "g", "path", "text", "circle", "rect"}
    assert not re.search(r"style=|href|url\(|<!|on\w+=", markup)
    colors = {found.get(name) for found in picture.iter() for name in ("fill", "stroke")} - {None}
    assert colors == {"currentColor", "none", "#fff"}
    assert {found.get("class") for found in picture.iter() if found.get("fill") == "#fff"} == {"map-number"}


def test_a_hostile_label_stays_text():
    markup, picture = drawn(label='<script>alert("x")</script>{0}', markers=[marker(1)])
    assert "<script" not in markup
    assert picture.find("title").text == 'Map of who is listed near <script>alert("x")</script>{0}'


@pytest.mark.parametrize(
    "center", [SALIDA, (40.71, -74.0), (33.75, -84.39), (36.85, -76.28), (58.3, -134.41), (18.2, -66.5), (51.9, 179.5)]
)
@pytest.mark.parametrize("radius", [1.0, 25.0, 100.0, 120.0, 500.0])
def test_a_map_is_under_30_kilobytes(center, radius):
    markup, _ = drawn(center=center, radius=radius, markers=[marker(number, *center) for number in range(481, 501)])
    assert len(markup.encode()) < 30_000


def test_counties_are_drawn_and_named_until_they_are_too_small():
    _, near = drawn(radius=50.0)
    _, far = drawn(radius=500.0)
    kinds = {path.get("class"): path.get("d") for path in near.iter("path")}
    assert kinds["map-county"]
    assert "Fremont" in [text.text for text in near.iter("text")]
    assert {path.get("class"): path.get("d") for path in far.iter("path")}["map-county"] == ""
    assert [text.text for text in far.iter("text")] == ["Salida, CO"]


@given(
    latitude=st.floats(18, 70),
    radius=st.floats(1, 500),
    bearing=st.floats(-1, 1),
    share=st.floats(0.01, 0.99),
)
@settings(max_examples=200, deadline=None)
def test_whoever_is_within_the_radius_is_drawn_inside_the_circle(latitude, radius, bearing, share):
    projection = Projection(latitude, -100.0, radius)
    point = latitude + bearing * share * radius / 69.2, -100.0 + share * radius / 69.2 / cos(radians(latitude))
    inside = miles_between(latitude, -100.0, *point) < radius * 0.995
    x, y = projection.place(*point)
    circle = projection.circle()
    crossings = 0
    for (x1, y1), (x2, y2) in zip(circle, [*circle[1:], circle[0]], strict=True):
        crossings += (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1)
    assert not inside or crossings % 2 == 1
    assert all(0 <= value <= SIDE for value in circle.ravel()) or latitude > 60 or radius > 300


def test_a_mile_is_as_long_to_the_north_as_to_the_east():
    projection = Projection(*SALIDA, 25.0)
    north, east = projection.place(SALIDA[0] + 0.1, SALIDA[1]), projection.place(SALIDA[0], SALIDA[1] + 0.1)
    miles = miles_between(*SALIDA, SALIDA[0] + 0.1, SALIDA[1]), miles_between(*SALIDA, SALIDA[0], SALIDA[1] + 0.1)
    middle = SIDE / 2
    a_mile = SIDE / 2 / (25.0 * 1.08)
    assert hypot(north[0] - middle, north[1] - middle) / miles[0] == pytest.approx(a_mile, rel=1e-4)
    assert hypot(east[0] - middle, east[1] - middle) / miles[1] == pytest.approx(a_mile, rel=1e-4)


@given(st.lists(st.tuples(st.floats(0, SIDE), st.floats(0, SIDE)), max_size=20))
@settings(max_examples=100, deadline=None)
def test_signs_lose_no_number_and_never_cover_one_another(spots):
    placed = marker_signs((number, x, y) for number, (x, y) in enumerate(spots, 1))
    assert sorted(number for one in placed for number in one.numbers) == list(range(1, len(spots) + 1))
    for at, one in enumerate(placed):
        for other in placed[at + 1 :]:
            apart = abs(one.x - other.x) >= (one.width + other.width) / 2 or abs(one.y - other.y) >= HEIGHT
            assert apart


def test_those_in_one_house_share_a_sign():
    _, picture = drawn(markers=[marker(1), marker(2), marker(3), marker(7)])
    assert numbers_on(picture) == [f"1{DASH}3, 7"]


@pytest.mark.parametrize(
    ("numbers", "text"),
    [((), ""), ((4,), "4"), ((1, 2), "1, 2"), ((1, 2, 3), f"1{DASH}3"), ((1, 3, 4, 5, 9, 10), f"1, 3{DASH}5, 9, 10")],
)
def test_numbers_are_written_in_short(numbers, text):
    assert ranges(numbers) == text
