"""Cleans a street line before it is parsed: removes other text and separates words that are written together.

Words get one spelling (USPS Publication 28, appendices B, C1 and C2).
"""

import re

DIRECTIONS = frozenset({
    "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest",
})  # fmt: skip
_SHORT = {
    "n": "north", "s": "south", "e": "east", "w": "west", "ne": "northeast", "nw": "northwest", "se": "southeast",
    "sw": "southwest", "no": "number",
    "st": "street", "str": "street", "av": "avenue", "ave": "avenue", "aven": "avenue", "blvd": "boulevard",
    "boul": "boulevard", "rd": "road", "dr": "drive", "drv": "drive", "ln": "lane", "ct": "court", "crt": "court",
    "pl": "place", "pkwy": "parkway", "pky": "parkway", "parkwy": "parkway", "wy": "way", "cir": "circle",
    "circ": "circle", "ter": "terrace", "terr": "terrace", "trl": "trail", "tr": "trail", "sq": "square",
    "plz": "plaza", "hwy": "highway", "hiway": "highway", "expy": "expressway", "expwy": "expressway", "lp": "loop",
    "aly": "alley", "pk": "pike", "tpke": "turnpike", "tpk": "turnpike", "xing": "crossing", "fwy": "freeway",
    "ctr": "center", "cntr": "center", "cen": "center", "centre": "center", "cv": "cove", "cres": "crescent",
    "pt": "point", "rdg": "ridge", "vw": "view", "xrd": "crossroad", "byp": "bypass", "rte": "route", "rt": "route",
    "mt": "mount", "ft": "fort", "hts": "heights", "grv": "grove", "spgs": "springs",
    "first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th", "sixth": "6th",
    "seventh": "7th", "eighth": "8th", "ninth": "9th", "tenth": "10th", "eleventh": "11th", "twelfth": "12th",
    "ste": "suite", "apt": "apartment", "bldg": "building", "bld": "building", "fl": "floor", "flr": "floor",
    "rm": "room", "spc": "space", "dept": "department",
}  # fmt: skip
STREET_TYPES = frozenset({
    "street", "avenue", "boulevard", "road", "drive", "lane", "court", "place", "parkway", "way", "circle",
    "terrace", "trail", "square", "plaza", "highway", "expressway", "loop", "row", "alley", "pike", "turnpike",
    "crossing", "freeway", "center", "cove", "crescent", "point", "ridge", "view", "bypass",
})  # fmt: skip
DESIGNATORS = frozenset({"suite", "unit", "apartment", "room", "number", "office"})
"""Interchangeable words for a unit."""
UNIT_WORDS = DESIGNATORS | {"building", "floor", "space", "lot", "department", "level", "wing", "tower"}


def spelled_out(word: str) -> str:
    """Return a folded word of a street line written out: "ave" is "avenue", "first" is "1st"."""
    return _SHORT.get(word, word)


_CARE_OF = re.compile(r"(?:^|[\s,;]+)(?:c\s*/\s*o|(?<!.)care\s+of|attn|attention)\b[.:]?[^,;]*[,;]?\s*", re.IGNORECASE)
_UNIT = r"(?:suite|ste|unit|apt|bldg|room|rm)"
_GLUED = re.compile(rf"(?<![A-Za-z])({_UNIT})(?=\d)", re.IGNORECASE)
_BEHIND_A_MARK = re.compile(rf"(?<=[A-Za-z.])[-/](?={_UNIT}\b)", re.IGNORECASE)
_BEHIND_A_DOT = re.compile(rf"(?<=[A-Za-z])\.(?={_UNIT}\b)", re.IGNORECASE)
_MARK_WITHIN = re.compile(rf"\b({_UNIT})(?:-|(\.)(?=[A-Za-z\d]))\s*", re.IGNORECASE)
_REMARK = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_NUMBERED = re.compile(
    r",\s*(\d+(?:-\d+|[A-Za-z])?\s+(?:[NSEW]{1,2}\.?\s+)?[A-Za-z]{2,}(?<!floor)(?<!fl)\b)", re.IGNORECASE
)
_LEVEL = re.compile(rf"(?:{_UNIT}|floor|fl|level|lower|upper|rear|basement|upstairs|downstairs)\b", re.IGNORECASE)
_SECOND = re.compile(
    r"^(\d\S*\s+[^;|/&]*?[A-Za-z][^;|/&]*?)\s*(?:;|\||\s/\s|&|\band\b|\bor\b)\s*(?=\d+[A-Za-z]?\s+[A-Za-z])",
    re.IGNORECASE,
)
_PO_BOX = re.compile(
    r"(?:\bP\.?\s*O\.?\s*(?:Box|Drawer)|\bPost Office Box|\bP\.?O\.?B\.?|^(?:Lock\s?)?Box|^Drawer)"
    r"\s*(?:[#:]|no\.?\s|number|ste\s)*\s*([\w-]*\d[\w-]*|(?<=box )[a-z]{1,2}(?![\w']))",
    re.IGNORECASE,
)


def clean_line(text: str) -> str:
    """Return a line without "c/o", "Attn" and remarks, and with blanks around its unit ("Suite200", "Ave-Ste 4")."""
    line = _REMARK.sub(_unit_only, _CARE_OF.sub(", ", text)).strip(" ,;")
    line = _BEHIND_A_DOT.sub(". ", _BEHIND_A_MARK.sub(", ", _GLUED.sub(r"\1 ", line)))
    return _MARK_WITHIN.sub(lambda match: f"{match[1]}{match[2] or ''} ", line)


def _unit_only(remark: re.Match[str]) -> str:
    """Return a bracketed unit without brackets ("(Suite 4)", "(rear)"), "" for words, and numbers unchanged."""
    said = remark[1]
    if _LEVEL.match(said):
        return f", {said}"
    return remark.group() if len(said) <= 2 or any(map(str.isdigit, said)) else ""  # noqa: PLR2004  ("820 (B) …")


def without_name(text: str) -> str:
    """Return a line without the name of a practice before the street; a unit there moves to the end.

    "Sample PT, 820 Example Ave", "Sample PT, Suite 4, 820 Example Ave".
    """
    match = _NUMBERED.search(text)
    pieces = [piece.strip() for piece in text[: match.start()].split(",")] if match else []
    units = [piece for piece in pieces if _LEVEL.match(piece)]
    names = [piece for piece in pieces if piece and piece not in units]
    if match is None or not names or any(mark.isdigit() for mark in "".join(names)) or any(map(_is_street, names)):
        return text
    return ", ".join([text[match.start(1) :], *units])


def _is_street(name: str) -> bool:
    """Return whether a name ends like a street; PT means physical therapy here, not Point."""
    last = name.rsplit(maxsplit=1)[-1].strip(".").casefold()
    return last != "pt" and spelled_out(last) in STREET_TYPES


def first_address(text: str) -> str:
    """Return the first of two addresses in one line ("100 Example St and 200 Sample Ave"), or the line unchanged."""
    match = _SECOND.match(text)
    return match.group(1).rstrip(" ,") if match else text


def take_po_box(text: str) -> tuple[str, str]:
    """Return a line without its P.O. box, and the box's number, "" for none."""
    match = _PO_BOX.search(text)
    if not match:
        return text, ""
    rest = f"{text[: match.start()].rstrip(' ,')}, {text[match.end() :].lstrip(' ,')}"
    return rest.strip(" ,"), match.group(1)
