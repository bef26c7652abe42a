"""A street line before it is taken apart: what is no street goes, and what is written together comes apart."""

import re

from index.normalize.street_words import STREET_TYPES, spelled_out

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
    """Return a line without "c/o", "Attn" and remarks, and with its unit's words apart ("Suite200", "Ave-Ste 4")."""
    line = _REMARK.sub(_unit_only, _CARE_OF.sub(", ", text)).strip(" ,;")
    line = _BEHIND_A_DOT.sub(". ", _BEHIND_A_MARK.sub(", ", _GLUED.sub(r"\1 ", line)))
    return _MARK_WITHIN.sub(lambda match: f"{match[1]}{match[2] or ''} ", line)


def _unit_only(remark: re.Match[str]) -> str:
    """Return a unit in brackets without them ("(Suite 4)", "(rear)"), nothing for words, and numbers as they are."""
    said = remark[1]
    if _LEVEL.match(said):
        return f", {said}"
    return remark.group() if len(said) <= 2 or any(map(str.isdigit, said)) else ""  # noqa: PLR2004  ("820 (B) …")


def without_name(text: str) -> str:
    """Return a line without the name of a practice before the street; a unit there goes behind it.

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
    """Whether a name ends as a street does; PT is physical therapy here, and no Point."""
    last = name.rsplit(maxsplit=1)[-1].strip(".").casefold()
    return last != "pt" and spelled_out(last) in STREET_TYPES


def first_address(text: str) -> str:
    """Return the first of two addresses in one line ("100 Example St and 200 Sample Ave"), or the line as it is."""
    match = _SECOND.match(text)
    return match.group(1).rstrip(" ,") if match else text


def take_po_box(text: str) -> tuple[str, str]:
    """Return a line without its P.O. box, and the number of the box, "" where there is none."""
    match = _PO_BOX.search(text)
    if not match:
        return text, ""
    rest = f"{text[: match.start()].rstrip(' ,')}, {text[match.end() :].lstrip(' ,')}"
    return rest.strip(" ,"), match.group(1)
