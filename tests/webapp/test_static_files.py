"""Files that pages load: one style sheet of all parts, its tag, and nothing else of the disk."""

import re
from collections import Counter
from pathlib import Path

import pytest

from webapp import static_files
from webapp.static_files import FACE, STYLE_PARTS, STYLE_SHEET, StaticFiles, content

STYLE_FOLDER = Path(static_files.__file__).parent / "style"


def test_each_part_of_the_style_sheet_is_named_once_and_print_is_last():
    assert sorted(STYLE_PARTS) == sorted(file.stem for file in STYLE_FOLDER.iterdir())
    assert STYLE_PARTS[-1] == "print"
    parts = b"".join((STYLE_FOLDER / f"{part}.css").read_bytes() for part in STYLE_PARTS)
    assert content(STYLE_SHEET) == parts.replace(FACE.encode(), StaticFiles().address(FACE).encode())


@pytest.mark.parametrize("part", STYLE_PARTS)
def test_each_part_closes_what_it_opens(part):
    text = (STYLE_FOLDER / f"{part}.css").read_text(encoding="utf-8")
    assert text.count("{") == text.count("}")
    assert text.count("/*") == text.count("*/")


def test_who_has_the_style_sheet_gets_304_and_who_has_another_gets_it(client):
    with client.get(StaticFiles().address(STYLE_SHEET)) as first:
        tag = first.headers["ETag"]
        assert first.mimetype == "text/css"
    again = client.get(StaticFiles().address(STYLE_SHEET), headers={"If-None-Match": tag})
    assert (again.status_code, again.get_data()) == (304, b"")
    other = client.get(StaticFiles().address(STYLE_SHEET), headers={"If-None-Match": '"0"'})
    assert other.get_data() == content(STYLE_SHEET)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("pinpoint.js", "text/javascript"),
        ("logo.svg", "image/svg+xml"),
        ("sheet.css", "text/css"),
        (FACE, "font/woff2"),
    ],
)
def test_a_file_says_what_it_is(client, name, kind):
    with client.get(StaticFiles().address(name)) as response:
        assert (response.status_code, response.mimetype) == (200, kind)


@pytest.mark.parametrize("name", ["../public.py", "..%2Fpublic.py", "style/print.css", ".", "%00", "no.css"])
def test_nothing_else_of_the_disk_is_answered(client, name):
    assert client.get(f"/static/{name}").status_code in {404, 308}


RULE = re.compile(r"([^{}]+)\{")
LEADING = re.compile(r"\s*(?:[a-z0-9]+)?\.([\w-]+)")
SHARED = {
    "aside", "buttons", "card", "caution", "filters", "inside", "miles", "number-text", "reading", "rules", "sources",
    "swatch", "top",
}  # fmt: skip
"""Classes that a second part lays out on purpose: the same thing in another place."""


def leading_classes(style):
    text = re.sub(r"/\*.*?\*/|@[a-z-]+[^{]*\{", "", style, flags=re.DOTALL)
    selectors = (one for rule in RULE.findall(text) for one in rule.split(","))
    return {found[1] for one in selectors if (found := LEADING.match(one))}


@pytest.mark.parametrize(
    ("style", "found"),
    [
        ("ul.places > li { margin: 0 }", {"places"}),
        ("@media (min-width: 62rem) {\n  .body { grid-area: body }\n}", {"body"}),
        ("/* .not-this { } */ p, .one:hover,\n.two .three { color: red }", {"one", "two"}),
        ("main.results .card { } h1 { }", {"results"}),
    ],
)
def test_a_class_with_which_a_selector_begins_is_seen(style, found):
    assert leading_classes(style) == found


def test_no_two_parts_give_one_class_two_meanings():
    """Two subjects once had a list called "places", and two a part called "body": each broke the other's look."""
    parts = {
        part: leading_classes((STYLE_FOLDER / f"{part}.css").read_text(encoding="utf-8"))
        for part in STYLE_PARTS
        if part not in {"first-screen", "print"}
    }
    named = Counter(name for names in parts.values() for name in names)
    assert {name for name, times in named.items() if times > 1} == SHARED
