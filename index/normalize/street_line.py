"""A street line before it is taken apart: what is no street goes, and what is written together comes apart."""

import re

_CARE_OF = re.compile(r"(?:^|[\s,;]+)(?:c\s*/\s*o|(?<!.)care\s+of|attn|attention)\b[.:]?[^,;]*[,;]?\s*", re.IGNORECASE)
_UNIT = r"(?:suite|ste|unit|apt|bldg|room|rm)"
_GLUED = re.compile(rf"(?<![A-Za-z])({_UNIT})(?=\d)", re.IGNORECASE)
_BEHIND_A_MARK = re.compile(rf"(?<=[A-Za-z.])[-/](?={_UNIT}\b)", re.IGNORECASE)
_BEHIND_A_DOT = re.compile(rf"(?<=[A-Za-z])\.(?={_UNIT}\b)", re.IGNORECASE)
_MARK_WITHIN = re.compile(rf"\b({_UNIT})(?:-|(\.)(?=[A-Za-z\d]))\s*", re.IGNORECASE)
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
    """Return a line without "c/o" and "Attn", and with the words of its unit set apart ("Suite200", "Ave-Ste 4")."""
    line = _CARE_OF.sub(", ", text).strip(" ,;")
    line = _BEHIND_A_DOT.sub(". ", _BEHIND_A_MARK.sub(", ", _GLUED.sub(r"\1 ", line)))
    return _MARK_WITHIN.sub(lambda match: f"{match[1]}{match[2] or ''} ", line)


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
