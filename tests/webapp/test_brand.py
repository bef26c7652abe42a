"""The brand of a host: name and logo on every page, a color that can be read, and refusals that say what to do."""

import re

import pytest
from coloraide import Color

from index.settings import SettingError, Settings
from tests.webapp.conftest import app_over
from webapp.brand import CONTRAST, LOGO_BYTES, _grounds, brand
from webapp.static_files import STYLE_SHEET, content

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
RULE = re.compile(r"--action: (#\w+); --action-pressed: (#\w+); --on-action: (#\w+);")


def contrast(one, other):
    return Color(one).contrast(other, method="wcag21")


@pytest.mark.parametrize("color", ["#0b5c6b", "#7a1f5c", "rebeccapurple", "#004000", "#000", "hsl(210 90% 30%)"])
def test_a_color_can_be_read_on_each_ground_light_and_dark_and_so_can_what_is_on_it(color):
    rules = RULE.findall(brand(Settings(site_color=color)).colors.decode())
    assert len(rules) == 2
    for (action, pressed, on_action), grounds in zip(rules, _grounds(), strict=True):
        assert min(contrast(action, ground) for ground in grounds) >= CONTRAST
        assert min(contrast(action, on_action), contrast(pressed, on_action)) >= CONTRAST


def test_the_light_scheme_shows_the_very_color():
    assert RULE.findall(brand(Settings(site_color="#7a1f5c")).colors.decode())[0][0] == "#7a1f5c"


def test_the_grounds_are_those_of_the_style_sheet_with_the_page_first():
    light, dark = _grounds()
    assert (light[0], dark[0]) == ("#ffffff", "#12181d")
    assert min(len(light), len(dark)) >= 3


def test_a_pale_color_is_refused_with_the_nearest_shade_that_would_do():
    with pytest.raises(SettingError, match=r"'site_color' .*'#7fd3e2' is too pale .* (#[0-9a-f]{6}) has") as refused:
        brand(Settings(site_color="#7fd3e2"))
    offered = re.search(r"(#[0-9a-f]{6}) has", str(refused.value))[1]
    assert brand(Settings(site_color=offered)).colors
    assert Color(offered).convert("oklch")["hue"] == pytest.approx(Color("#7fd3e2").convert("oklch")["hue"], abs=4)


@pytest.mark.parametrize(
    ("color", "said"), [("teel", "is no color of CSS"), ("rgb(0 0 0 / 50%)", "transparent"), ("}", "is no color")]
)
def test_what_is_no_color_is_refused(color, said):
    with pytest.raises(SettingError, match=said):
        brand(Settings(site_color=color))


def test_name_logo_and_color_are_on_the_pages(home, monkeypatch, tmp_path):
    logo = tmp_path / "logo.svg"
    logo.write_text(DRAWING.format('<circle r="4"/>'), encoding="utf-8")
    chosen = Settings(home=home, site_name="Needling in <Ohio>", site_color="#7a1f5c", site_logo=logo)
    client = app_over(chosen).test_client()
    page = client.get("/about")
    assert page.page.title == "About Pinpoint · Needling in <Ohio>"
    assert 'alt="" height="28"> Needling in &lt;Ohio&gt;</a>' in page.get_data(as_text=True)
    with client.get("/static/logo.svg") as shown:
        assert shown.get_data() == logo.read_bytes()
    with client.get(f"/static/{STYLE_SHEET}") as sheet:
        assert sheet.get_data().startswith(content(STYLE_SHEET))
        assert b"--action: #7a1f5c;" in sheet.get_data()


def test_without_a_brand_the_site_is_pinpoint_with_its_own_logo(client):
    assert client.get("/").page.title.endswith(" · Pinpoint")
    with client.get("/static/logo.svg") as shown, client.get(f"/static/{STYLE_SHEET}") as sheet:
        assert (shown.get_data(), sheet.get_data()) == (content("logo.svg"), content(STYLE_SHEET))


def test_a_png_is_shown_as_one(tmp_path, home):
    (tmp_path / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    client = app_over(Settings(home=home, site_logo=tmp_path / "logo.png")).test_client()
    with client.get("/static/logo.png") as shown:
        assert (shown.mimetype, len(shown.get_data())) == ("image/png", 48)
    assert '<img src="/static/logo.png?v=' in client.get("/").get_data(as_text=True)


@pytest.mark.parametrize(
    ("content_of_file", "said"),
    [
        (DRAWING.format("<script>0</script>"), "has <script>"),
        (DRAWING.format('<g onload="0"/>'), "the attribute onload"),
        (DRAWING.format('<image href="https://other.example/a.png"/>'), "loads another file"),
        (DRAWING.format("<style>g { fill: url(https://other.example/a) }</style>"), "loads another file"),
        (DRAWING.format('<g fill="url(//other.example/a)"/>'), "loads another file"),
        ("<!DOCTYPE svg []>" + DRAWING.format(""), "has a DOCTYPE"),
        ("<html/>", "begins with <html>"),
        ("GIF89a", "is neither PNG nor SVG"),
        (" " * (LOGO_BYTES + 1), "more than 64 KB"),
    ],
)
def test_a_file_that_is_more_than_a_picture_or_none_is_refused(tmp_path, content_of_file, said):
    file = tmp_path / "logo"
    file.write_text(content_of_file, encoding="utf-8")
    with pytest.raises(SettingError, match=f"'site_logo' .*{re.escape(said)}"):
        brand(Settings(site_logo=file))


def test_parts_of_the_drawing_itself_may_be_named(tmp_path):
    file = tmp_path / "logo.svg"
    file.write_text(DRAWING.format('<g id="a" fill="url(#b)"/><use href="#a"/>'), encoding="utf-8")
    assert brand(Settings(site_logo=file)).logo == "logo.svg"


def test_a_missing_logo_is_named(tmp_path):
    with pytest.raises(SettingError, match=r"none\.svg cannot be read: No such file"):
        brand(Settings(site_logo=tmp_path / "none.svg"))


@pytest.mark.parametrize("name", ["", "   ", "x" * 41, "a\x00b"])
def test_what_is_no_name_of_a_site_is_refused(name):
    with pytest.raises(ValueError, match="is no name of a site"):
        Settings(site_name=name)
