import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.normalize.addresses.coordinate import read_point, split_point

HERE = (pytest.approx(38.5347, abs=1e-4), pytest.approx(-105.9989, abs=1e-4))


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        ("38.5347", "-105.9989"),
        ("38,5347", "-105,9989"),
        ("38.5347", "\u2212105.9989"),
        ("+38.5347", "\u2013105.9989"),
        ("38.5347\u00b0 N", "105.9989\u00b0 W"),
        ("38,5347\u00b0", "-105,9989\u00b0"),
        ("N 38.5347", "w105.9989"),
        ("38.5347 north", "-105.9989 West"),
        ("38\u00b032\u20324.92\u2033N", "105\u00b059\u203256.04\u2033W"),
        ("38\u00ba 32' 4.92'' N", "105\u00ba 59' 56.04'' W"),
        ("38 32.082 N", "105 59.934 W"),
        ("38:32:04.92", "-105:59:56.04"),
        ("38 deg 32 min 4.92 sec N", "105 deg 59 min 56.04 sec W"),
        ("Latitude: 38.5347", "Long. -105.9989"),
        ("3.85347e1", "-1.059989e2"),
        ("105.9989 W", "38.5347 N"),
        ("38.5347, -105.9989", ""),
        ("", "38.5347\u00b0N 105.9989\u00b0W"),
    ],
)
def test_a_coordinate_is_read_as_sources_write_it(latitude, longitude):
    assert read_point(latitude, longitude) == HERE


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        ("", ""), ("38.5347", ""), ("38.5347", "west"), ("38.53.47", "-105.9989"), ("38,534,700", "-105.9989"),
        ("N 38.5347 S", "-105.9989"), ("38 61 N", "105 W"), ("38.5347 W", "105.9989 W"), ("3 8.5347", "1 2 3 4"),
        ("38.5347", "105.9989-"), ("Suite 38", "105"), ("3_8", "105"),
    ],
)  # fmt: skip
def test_what_is_no_coordinate_is_none(latitude, longitude):
    assert read_point(latitude, longitude) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("38.5347,-105.9989", ("38.5347", "-105.9989")),
        ("38,5347; -105,9989", ("38,5347", "-105,9989")),
        ("38,5347,-105,9989", ("38,5347", "-105,9989")),
        ("(38.5347 / -105.9989)", ("38.5347", "-105.9989")),
        ("38.5347\u00b0 N, 105.9989\u00b0 W", ("38.5347\u00b0 N", "105.9989\u00b0 W")),
        ("38,5", ("", "")),
        ("Salida, CO", ("", "")),
    ],
)
def test_a_text_with_both_angles_comes_apart(text, parts):
    assert split_point(text) == parts


@given(latitude=st.decimals(-90, 90, places=5), longitude=st.decimals(-180, 180, places=5))
def test_a_sign_and_a_direction_a_point_and_a_comma_say_the_same(latitude, longitude):
    plain = read_point(str(latitude), str(longitude))
    assert plain == (float(latitude), float(longitude))
    north, east = "N" if latitude >= 0 else "S", "E" if longitude >= 0 else "W"
    assert read_point(f"{abs(latitude)}\u00b0 {north}", f"{abs(longitude)}\u00b0 {east}") == plain
    assert read_point(str(latitude).replace(".", ","), str(longitude).replace(".", ",")) == plain
    assert read_point(f"{latitude}, {longitude}", "") == plain


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_makes_reading_fail(latitude, longitude):
    assert read_point(latitude, longitude) is None or len(read_point(latitude, longitude)) == 2
