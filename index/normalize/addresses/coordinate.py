"""Reads coordinates: decimal degrees or degrees, minutes and seconds, with a sign or a direction.

Accepted are "38.5347", "38,5347" (a decimal comma), "\u2212105.9989" (U+2212, a minus sign), "38.5347\u00b0 N",
"W 105.9989", "105\u00b0 59\u2032 56\u2033 W" and "38 32.08 N".
"""

import re

from index.normalize.text import tidy

LONGEST = 100  # characters
_NUMBER = r"\d+(?:[.,]\d+)?|[.,]\d+"
_MARK = r"(?:\s*(?:\u00b0|deg(?:rees?)?\.?|d(?![a-z])|o(?![a-z])))"  # `tidy` turns the ordinal mark U+00BA into an o
_MINUTES = r"\s*(?:'(?!')|m(?:in)?\.?(?![a-z]))?"
_SECONDS = r"\s*(?:\"|''|s(?:ec)?\.?(?![a-z]))?"
_SIDE = r"(?:[NSEW]|north|south|east|west)(?![a-z])"
_ANGLE = (
    rf"(?:{_SIDE}\s*)?[+\u2013-]?\s*(?:\d+(?:{_MARK}\s*|[\s:]+)(?:{_NUMBER}){_MINUTES}"
    rf"(?:[\s:]*(?:{_NUMBER}){_SECONDS})?|(?:{_NUMBER}){_MARK}?)(?:\s*{_SIDE})?"
)
_PARTS = re.compile(
    rf"(?:(?P<before>{_SIDE})\s*)?(?P<sign>[+\u2013-])?\s*(?:"
    rf"(?P<whole>\d+)(?:{_MARK}\s*|[\s:]+)(?P<minutes>{_NUMBER}){_MINUTES}(?:[\s:]*(?P<seconds>{_NUMBER}){_SECONDS})?"
    rf"|(?P<degrees>{_NUMBER}){_MARK}?)\s*(?P<behind>{_SIDE})?",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^(?:lat(?:itude)?|lo?ng?(?:itude)?)\b\.?\s*[:=]?\s*", re.IGNORECASE)
_FLOAT = re.compile(r"[+-]?(?:nan|inf(?:inity)?|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)", re.IGNORECASE)
_PAIR = re.compile(
    rf"(?:(?P<one>{_ANGLE})\s*[;/|]\s*|(?P<two>{_ANGLE}),\s+|(?P<three>[^,;]+|\d+,\d+(?=,[+-])),|(?P<four>{_ANGLE})\s+)(?P<other>{_ANGLE})",
    re.IGNORECASE,
)
_SOUTH_OR_WEST, _EAST_OR_WEST, _NORTH_OR_SOUTH = "sw", "ew", "ns"
_SIXTIETH = 60


def read_point(latitude: str, longitude: str) -> tuple[float, float] | None:
    """Return latitude and longitude in degrees, north and east positive; None where one of them cannot be read.

    Exchanged values are swapped where their directions show it. One field may have both values and the other none.
    """
    if not (tidy(latitude) and tidy(longitude)):
        latitude, longitude = split_point(latitude or longitude)
    one, other = _angle(latitude), _angle(longitude)
    if one is None or other is None:
        return None
    (degrees, side), (other_degrees, other_side) = one, other
    if side in _EAST_OR_WEST and other_side in _NORTH_OR_SOUTH and side and other_side:
        return other_degrees, degrees
    if (side and side in _EAST_OR_WEST) or (other_side and other_side in _NORTH_OR_SOUTH):
        return None
    return degrees, other_degrees


def split_point(text: str) -> tuple[str, str]:
    """Return the two angles of a text such as "38.5347, -105.9989", as written; ("", "") unless it has two."""
    match = _PAIR.fullmatch(tidy(text)[:LONGEST].strip("() "))
    if not match:
        return "", ""
    first = match["one"] or match["two"] or match["three"] or match["four"]
    if first.isdigit() and match["other"].isdigit():  # "38,5" is one number
        return "", ""
    return first.strip(), match["other"].strip()


def _angle(text: str) -> tuple[float, str] | None:
    """Return the degrees of an angle and its direction ("n", "s", "e", "w", "" for none); None if unreadable."""
    plain = _LABEL.sub("", tidy(text)[:LONGEST])
    if _FLOAT.fullmatch(plain):
        return float(plain), ""
    match = _PARTS.fullmatch(plain)
    if not match or (match["before"] and match["behind"]):
        return None
    degrees = _decimal(match["degrees"] or match["whole"])
    minutes, seconds = _decimal(match["minutes"]), _decimal(match["seconds"])
    if minutes >= _SIXTIETH or seconds >= _SIXTIETH:
        return None
    size = degrees + minutes / _SIXTIETH + seconds / _SIXTIETH**2
    side = (match["before"] or match["behind"] or "")[:1].casefold()
    # "-105.99 W" is in the west: direction and sign say the same
    negative = side in _SOUTH_OR_WEST if side and side in _SOUTH_OR_WEST else match["sign"] in {"-", "\u2013"}
    return (-size if negative else size), side


def _decimal(text: str | None) -> float:
    return float(text.replace(",", ".")) if text else 0.0
