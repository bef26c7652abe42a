"""Text that the sheets' font draws, of a bounded length. A PDF/UA file must not have a character without a drawing."""

import unicodedata

from anyascii import anyascii

CUT = "…"
NOT_DRAWN = "?"
_RANGES = (
    (0x20, 0x7E), (0xA1, 0x17F), (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x218, 0x21B), (0x1E80, 0x1E85), (0x1EA0, 0x1EF9),
    (0x2013, 0x2014), (0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026), (0x20AC, 0x20AC), (0x2122, 0x2122),
)  # fmt: skip
_LEFT_OUT = frozenset({0xAD, 0x132, 0x133, 0x149, 0x17F, 0x201B})
DRAWN = frozenset(chr(code) for first, last in _RANGES for code in range(first, last + 1) if code not in _LEFT_OUT)
"""Characters of both weights of Public Sans 2.001 that sheets use."""
_SPACES = frozenset({"Zs", "Zl", "Zp"})
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Mn", "Mc", "Me"})


def drawn(text: str, most: int) -> str:
    """Return text in characters of the font, at most `most` of them; a longer one ends with "…".

    Letters of other scripts are spelled in Latin ones. Marks of direction, controls and lone accents go, every space
    is one blank.
    """
    # Spelling a letter takes up to some dozens of characters; a bound before it keeps a long field from costing time.
    composed = unicodedata.normalize("NFC", text[: 4 * most])
    spelled = " ".join("".join(map(_spelled, composed)).split())
    is_whole = len(spelled) <= most and len(text) <= 4 * most
    return spelled if is_whole else f"{spelled[: most - 1].rstrip()}{CUT}"


def _spelled(character: str) -> str:
    category = unicodedata.category(character)
    if character in "\t\n\r" or category in _SPACES:
        return " "
    if character in DRAWN:
        return character
    if category in _UNSEEN:
        return ""
    latin = "".join(one for one in anyascii(character) if one in DRAWN)
    return latin or NOT_DRAWN
