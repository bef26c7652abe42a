"""Text of a sheet is bounded, and in characters that its font draws."""

import unicodedata

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from tests.webapp.referrals.sheets.sheets_of import read, words_of
from webapp.referrals.sheets.drawn_text import DRAWN, drawn
from webapp.referrals.sheets.pdf import FONTS
from webapp.referrals.sheets.sheet import Sheet, text, words


def sheet_of(*said):
    lines = tuple(text(words(one), words(one, strong=True)) for one in said)
    return Sheet(title="Letters", language="en", head=(text(words("Printed")),), rows=(), foot=lines)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Zoë Łukasz Nguyễn Peña", "Zoë Łukasz Nguyễn Peña"),
        ("Zoe\u0308", "Zoë"),
        ("Иван Петров", "Ivan Petrov"),
        ("王芳", "WangFang"),
        ("\u202eevil\u202c name\u200b", "evil name"),
        ("a\u0000b\tc\r\nd\u2028e\u00a0f", "ab c d e f"),
        ("№ 5", "No 5"),
        ("<b>#x[1] $y$ \\n", "<b>#x[1] $y$ \\n"),
        ("x\ue000y", "xy"),
        ("\U0001d573i", "Hi"),
        ("", ""),
    ],
)
def test_other_scripts_are_spelled_and_marks_of_direction_go(written, shown):
    assert drawn(written, 100) == shown


@pytest.mark.parametrize("length", [9, 10, 11, 10_000])
def test_a_long_text_ends_with_the_mark_of_a_cut(length):
    shown = drawn("x" * length, 10)
    assert shown == ("x" * length if length <= 10 else "x" * 9 + "…")


@given(st.text(), st.integers(2, 50))
def test_whatever_is_written_the_font_draws_it_and_it_is_bounded(written, most):
    shown = drawn(written, most)
    assert len(shown) <= most
    assert set(shown) <= DRAWN
    assert shown == " ".join(shown.split())


def test_both_weights_of_the_font_draw_every_character():
    said = "".join(sorted(DRAWN))
    document = read(sheet_of(*(said[at : at + 90] for at in range(0, len(said), 90))))
    shown = unicodedata.normalize("NFC", document.pages[0].extract_text())
    assert {one for one in DRAWN if not one.isspace()} <= set(shown)
    assert len(DRAWN) > 400


def test_the_font_is_alone_and_has_a_license_file():
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    assert {(one.family, one.weight) for one in fonts.fonts()} == {("Public Sans", 400), ("Public Sans", 700)}
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")


def test_a_cut_is_seen_in_the_pdf():
    assert "x…" in words_of(read(sheet_of("x" * 500)))
