import re
from random import Random

import pytest
from flask import Flask
from lxml import etree

from webapp import languages
from webapp.map.figure import figure, small_figure
from webapp.map.markers import Marker
from webapp.map.projection import SIDE, Projection, fitted

SALIDA = (38.53, -105.99)
APP = Flask(__name__)
languages.speak(APP)
COASTS = [SALIDA, (40.71, -74.0), (33.75, -84.39), (36.85, -76.28), (58.3, -134.41), (18.2, -66.5), (51.9, 179.5)]


def drawn(label="Salida, CO", center=SALIDA, across=50.0, markers=()):
    with APP.test_request_context("/"):
        markup = str(figure(label, center, Projection(*center, across), list(markers)))
    return markup, etree.fromstring(markup)


def marker(number, latitude=38.6, longitude=-106.0, *, is_exact=True, words=""):
    return Marker(
        number=number,
        words=words or f"{number} · Jordan Averthwaite · 4.9 miles north",
        latitude=latitude,
        longitude=longitude,
        is_exact=is_exact,
    )


def texts(picture, of="map-names"):
    (group,) = [one for one in picture.iter("g") if one.get("class") == of]
    return [one.text for one in group.iter("text")]


def test_each_marker_is_a_link_to_its_card_with_a_name():
    _, picture = drawn(
        markers=[marker(2), marker(3, 38.3, words="3 · Robin Tolliverne · about 16 miles", is_exact=False)]
    )
    links = [(a.get("id"), a.get("href"), a.find("title").text, a.get("class")) for a in picture.iter("a")]
    assert links == [
        ("marker-2", "#card-2", "2 · Jordan Averthwaite · 4.9 miles north", "map-marker"),
        ("marker-3", "#card-3", "3 · Robin Tolliverne · about 16 miles", "map-marker hollow"),
    ]
    assert [a.find("text").text for a in picture.iter("a")] == ["2", "3"]


def test_all_but_the_links_is_hidden_from_screen_readers_and_no_link_is():
    _, picture = drawn(markers=[marker(1)])
    assert picture.get("role") == "group"
    assert picture.get("aria-label") == "Map of who is listed near Salida, CO"
    hidden, links = picture
    assert hidden.get("aria-hidden") == "true"
    assert {one.tag for one in hidden.iter()} <= {"g", "path", "text", "circle", "rect"}
    assert links.get("aria-hidden") is None
    assert [one.tag for one in links] == ["a"]


def test_a_map_loads_nothing_runs_nothing_and_has_no_style_of_its_own():
    markup, _ = drawn(markers=[marker(number) for number in range(1, 21)])
    assert not re.search(r"style=|url\(|<!|\son\w+=|<script|xlink|https?:", markup)
    assert set(re.findall(r'href="([^"]*)"', markup)) == {f"#card-{number}" for number in range(1, 21)}
    assert not re.search(r'(fill|stroke)="', markup)


def test_a_hostile_label_or_name_stays_text():
    hostile = '</title><script>alert("x")</script>{0}%s'
    markup, picture = drawn(label=hostile, markers=[marker(1, words=hostile)])
    assert "<script" not in markup
    assert picture.get("aria-label") == f"Map of who is listed near {hostile}"
    assert next(picture.iter("title")).text == hostile


@pytest.mark.parametrize("center", COASTS)
@pytest.mark.parametrize("across", [3.0, 50.0, 89.0, 91.0, 250.0, 261.0, 1000.0])
def test_a_map_is_under_30_kilobytes(center, across):
    markup, _ = drawn(center=center, across=across, markers=[marker(number, *center) for number in range(481, 501)])
    assert len(markup.encode()) < 30_000


def test_state_and_county_lines_lie_where_they_belong():
    _, picture = drawn(center=(41.0, -104.9), across=40.0)
    lines = {path.get("class"): path.get("d") for path in picture.iter("path")}
    assert lines["map-counties"]
    (group,) = [one for one in picture.iter("g") if one.get("class") == "map-lines"]
    wide, _, _, high, left, top = map(float, re.findall(r"-?[\d.]+", group.get("transform")))
    first = re.match(r"M(-?\d+) (-?\d+)", lines["map-states"])
    x, y = int(first[1]) * wide + left, int(first[2]) * high + top
    assert -SIDE < x < 2 * SIDE
    assert y == pytest.approx(SIDE / 2, abs=6)  # Wyoming's border with Colorado is 41° north


def test_counties_are_drawn_and_named_until_they_are_too_small():
    _, near = drawn(across=100.0)
    _, far = drawn(across=1000.0)
    assert "Chaffee" in texts(near)
    assert {path.get("class"): path.get("d") for path in far.iter("path")}["map-counties"] == ""
    assert "Chaffee" not in texts(far)


def test_towns_are_named_the_largest_first_and_by_size():
    _, picture = drawn(label="Denver, CO", center=(39.74, -104.98), across=60.0)
    (group,) = [one for one in picture.iter("g") if one.get("class") == "map-names"]
    kinds = [(one.text, one.get("class").removeprefix("map-")) for one in group.iter("text")]
    assert kinds[:3] == [("Aurora", "large"), ("Lakewood", "large"), ("Thornton", "large")]
    assert kinds[-1] == ("Denver, CO", "place")
    assert sum(kind in {"large", "middling", "small"} for _, kind in kinds) == 12
    assert ("Denver", "large") not in kinds


@pytest.mark.parametrize("seed", range(12))
def test_names_keep_clear_of_markers_and_of_each_other(seed):
    random = Random(seed)
    center = random.uniform(33, 44), random.uniform(-115, -80)
    markers = [marker(n, center[0] + random.gauss(0, 0.2), center[1] + random.gauss(0, 0.2)) for n in range(1, 21)]
    with APP.test_request_context("/"):
        shown = fitted(center, [(one.latitude, one.longitude) for one in markers])
        picture = etree.fromstring(str(figure("Salida, CO", center, shown, markers)))
    boxes = [box(one) for one in picture.iter("text") if one.getparent().get("class") == "map-names"]
    boxes += [
        (x, y, x + wide, y + high)
        for one in picture.iter("rect")
        if one.getparent().tag == "a"
        for x, y, wide, high in [[float(one.get(name)) for name in ("x", "y", "width", "height")]]
    ]
    assert len(boxes) >= 21
    for at, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[at + 1 :]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


def box(text):
    """What a name covers by half an em a letter, which is what Public Sans takes."""
    x, y, size = (float(text.get(name)) for name in ("x", "y", "font-size"))
    wide = 0.5 * size * len(text.text)
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[text.get("text-anchor")]
    return left, y - 0.75 * size, left + wide, y + 0.25 * size


@pytest.mark.parametrize(
    ("across", "words", "share"), [(3.0, "1 mile", 1 / 3), (50.0, "10 miles", 0.2), (1.0, "0.2 miles", 0.2)]
)
def test_the_scale_bar_is_as_long_as_it_says(across, words, share):
    _, picture = drawn(across=across)
    assert texts(picture, "map-scale") == [words, "N"]
    (bar,) = [path.get("d") for path in picture.iter("path") if "v16h" in path.get("d")]
    assert int(re.search(r"h(\d+)v", bar)[1]) == round(SIDE * share)


def test_the_map_of_a_profile_has_one_spot_and_no_link_and_is_hidden():
    with APP.test_request_context("/"):
        exact, town = (etree.fromstring(str(small_figure(*SALIDA, is_exact=is_exact))) for is_exact in (True, False))
    for picture in (exact, town):
        assert picture.get("aria-hidden") == "true"
        assert list(picture.iter("a")) == []
    assert [[one.get("class") for one in of.iter("circle") if one.get("class")] for of in (exact, town)] == [
        ["map-spot"],
        ["map-spot hollow"],
    ]
    assert texts(exact, "map-scale")[0] == "5 miles"
    assert texts(town, "map-scale")[0] == "10 miles"
