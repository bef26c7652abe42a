"""Brand: the name, the color and the logo of whoever hosts a copy of the site, from the settings.

The color is checked against every ground that text or a button may lie on (WCAG 2.2, 1.4.3: 4.5 to 1), and the dark
scheme gets a lighter shade of the same hue. A logo is shown as an image, where no browser runs its scripts; one that
has scripts or loads anything is refused all the same, since it has an address of its own.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from xml.etree import ElementTree as ET

from index.settings import SettingError, Settings
from webapp.static_files import LOGO, STYLE_FOLDER, content

CONTRAST = 4.5
"""To 1: the least contrast of text with its ground."""
LOGO_BYTES = 64 * 1024
_DARK = "@media (prefers-color-scheme: dark)"
_GROUNDS = re.compile(r"--(?:paper|tint|warm|mark): (#[0-9a-f]{6});")
_PRESSED = 0.1  # of OKLCH's lightness, 0 to 1: how far a pressed button is from another
_STEP = 0.005  # of OKLCH's lightness, a difference that nobody sees
_LINKS = frozenset({"href", "{http://www.w3.org/1999/xlink}href", "src"})
_ACTIVE = frozenset({"script", "foreignObject", "iframe", "animate", "set", "handler"})
_LOADED = re.compile(r"url\(\s*['\"]?(?!\s*#)|@import", re.IGNORECASE)
_EMBEDDED = ("#", "data:image/png;base64,", "data:image/jpeg;base64,")
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """The look of a host: a name, rules for the style sheet (b"" for none), and the logo's file."""

    name: str
    colors: bytes
    logo: str
    files: Mapping[str, bytes]


def brand(settings: Settings) -> Brand:
    """Return the brand that the settings describe.

    :raises SettingError: for a color without contrast and for a file that is no logo; the sentence says what to do.
    """
    logo, drawn = _logo(settings.site_logo)
    return Brand(name=settings.site_name, colors=_colors(settings.site_color), logo=logo, files={logo: drawn})


@cache
def _colors(color: str) -> bytes:
    """Return the rules that put a color into the style sheet, b"" for ""; raises SettingError."""
    if not color:
        return b""
    from coloraide import Color  # it takes longer to load than a page to make, and most copies set no color

    try:
        wanted = Color(color)
    except ValueError:
        raise _no_color(f"{color!r} is no color of CSS; write #0b5c6b") from None
    if wanted.alpha() < 1:
        raise _no_color(f"{color!r} is partly transparent; write one that is not, as #0b5c6b")
    light, dark = _grounds()
    shade = wanted.convert("oklch")

    def contrast(one: Color, among: tuple[str, ...]) -> float:
        return min(float(one.contrast(ground, method="wcag21")) for ground in among)

    def nearest(among: tuple[str, ...], step: float) -> Color:
        """The shade itself, or the nearest one darker or lighter that can be read on each ground."""
        lightness = float(shade["lightness"])
        steps = (shade.clone().set("lightness", lightness + n * step).fit("srgb") for n in count())
        return next(one for one in steps if contrast(one, among) >= CONTRAST)

    def written(one: Color, darker: float = 0.0) -> str:
        moved = one.clone().set("lightness", lambda lightness: min(max(lightness - darker, 0), 1))
        return str(moved.convert("srgb").fit("srgb").to_string(hex=True))

    if contrast(shade.clone().fit("srgb"), light) < CONTRAST:
        raise _no_color(
            f"{color!r} is too pale to be read on the site's light grounds, where text needs {CONTRAST} to 1; "
            f"{written(nearest(light, -_STEP))} has the same hue and is dark enough"
        )
    on_light, on_dark = nearest(light, -_STEP), nearest(dark, _STEP)
    return "".join(
        f"@media screen and (not (prefers-contrast: more)) {{ {rule} }}\n"
        for rule in (
            _rule(written(on_light), written(on_light, _PRESSED), light[0]),
            f"{_DARK} {{ {_rule(written(on_dark), written(on_dark, -_PRESSED), dark[0])} }}",
        )
    ).encode()


@cache
def _grounds() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the grounds of the light scheme and those of the dark one, the page's own first, as "#rrggbb"."""
    light, dark = (STYLE_FOLDER / "colors.css").read_text(encoding="utf-8").split(_DARK, 1)
    return tuple(_paper_first(light)), tuple(_paper_first(dark.split("@media", 1)[0]))


@cache
def _logo(file: Path | None) -> tuple[str, bytes]:
    """Return the name and the bytes of the logo, the program's own for None; raises SettingError."""
    if file is None:
        return LOGO, content(LOGO)
    try:
        with file.open("rb") as opened:
            logo = opened.read(LOGO_BYTES + 1)
    except OSError as error:
        raise _no_logo(f"{file} cannot be read: {error.strerror}") from None
    if len(logo) > LOGO_BYTES:
        raise _no_logo(f"{file} has more than {LOGO_BYTES // 1024} KB; every page loads it, so make it smaller")
    if logo.startswith(_PNG):
        return "logo.png", logo
    if problem := _svg_problem(logo):
        raise _no_logo(f"{file} {problem}")
    return LOGO, logo


def _svg_problem(logo: bytes) -> str:
    """Return what is wrong with a drawing, "" if nothing."""
    if b"<!doctype" in logo.lower() or b"<!entity" in logo.lower():
        return "has a DOCTYPE; save it as plain SVG"
    try:
        root = ET.fromstring(logo.decode("utf-8-sig"))  # noqa: S314  (the operator's own file, without entities)
    except (ET.ParseError, UnicodeDecodeError) as error:
        return f"is neither PNG nor SVG in UTF-8: {error}"
    if _local(root) != "svg":
        return f"is neither PNG nor SVG: it begins with <{_local(root)}>"
    return next((problem for part in root.iter() for problem in _problems(part)), "")


def _local(part: ET.Element) -> str:
    return part.tag.rpartition("}")[2]


def _problems(part: ET.Element) -> Iterator[str]:
    """Yield what makes an element more than a part of a picture."""
    name = _local(part)
    if name in _ACTIVE:
        yield f"has <{name}>, which is more than a picture; save it as plain SVG"
    for key, value in part.attrib.items():
        if key.lower().startswith("on"):
            yield f"has the attribute {key}, which is a script; save it as plain SVG"
        if (key in _LINKS and not value.startswith(_EMBEDDED)) or _LOADED.search(value):
            yield "loads another file; save it with its parts embedded"
    if name == "style" and _LOADED.search(part.text or ""):
        yield "loads another file; save it with its parts embedded"


def _rule(action: str, pressed: str, on_action: str) -> str:
    return f":root {{ --action: {action}; --action-pressed: {pressed}; --on-action: {on_action}; }}"


def _paper_first(text: str) -> Iterator[str]:
    yield from sorted(_GROUNDS.findall(text), key=lambda ground: f"--paper: {ground};" not in text)


def _no_color(said: str) -> SettingError:
    return SettingError(f"setting 'site_color' (PINPOINT_SITE_COLOR): {said}; see docs/settings.md")


def _no_logo(said: str) -> SettingError:
    return SettingError(f"setting 'site_logo' (PINPOINT_SITE_LOGO): {said}; see docs/settings.md")
