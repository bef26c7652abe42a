"""Marks before or after a label: "☑ Dry needling", "[ ] Dry needling", "Massage ✓ Dry needling ✗".

A closed list of marks says yes. Bullets and decoration are ignored. With any other mark a label is no offer. The lists
are data (`statement_words.yml`); texts are folded (`text_folding.searchable`).
"""

import re
import unicodedata
from functools import cache

from index.normalize.statements.statement_patterns import patterns
from index.vocabulary.statement_words import statement_words

YES, OTHER = "\u2611", "\u2610"
"""A ticked and an empty box, which replace every yes mark and every other mark."""
_LONG_DASHES = "\u2013\u2014"
_BLANK_BOX = re.compile(r"\[\s*[^\w\s\]\[()]?\s*\]|\(\s*[^\w\s\]\[()$%#&]?\s*\)|[\[(]\s*[oO_]\s*[\])]")
_BOX = re.compile(r"[\[(]\s*(?:[xXvV]|yes|YES|Yes)\s*[\])]")
_CROSS = re.compile(r"(?:^|(?<=: ))[xX](?=\s)|(?<=\s)[xX](?=\s*$)")
_PROMPT = re.compile(r"[\[(]\s*(?:y|yes)\s*(?:/|or|\|)\s*(?:n|no)\s*[\])]", re.IGNORECASE)
_CHOICE = re.compile(
    rf"({YES}|{OTHER})\s*(?:yes|y)\b[\s,;/|]*({YES}|{OTHER})\s*(?:no|n)\b"
    rf"|\b(?:yes|y)\s*({YES}|{OTHER})[\s,;/|]*\b(?:no|n)\s*({YES}|{OTHER})",
    re.IGNORECASE,
)


def with_boxes(text: str) -> str:
    """Return a text with ☑ for every yes mark, ☐ for every other mark, and blanks for bullets and decoration.

    "☑ Yes ☐ No" becomes the chosen value: ": yes".
    """
    boxed = _BOX.sub(YES, _PROMPT.sub(" ", text))
    boxed = "".join(map(_box, _BLANK_BOX.sub(lambda match: _of_box(match.group()), boxed)))
    return _chosen(_CROSS.sub(OTHER, boxed).strip())


def is_only_marks(text: str) -> bool:
    """Return whether a text with boxes has nothing but marks."""
    return bool(text) and (
        all(one in (YES, OTHER) or one.isspace() for one in text) or text in statement_words().no_marks
    )


def own_part(text: str) -> str | None:
    """Return the part of a text with boxes to which the term's own mark belongs, where that mark says yes.

    None where it does not, or where it is unclear which mark belongs to the term.
    """
    match = patterns().term.search(text)
    marks = [(number, one) for number, one in enumerate(text) if one in (YES, OTHER)]
    if match is None or not marks:
        return None
    head = text[: marks[0][0]].rstrip()
    valued = all(text[:number].rstrip().endswith((":", "=")) for number, _ in marks)  # "Massage: ☑ Dry needling: ☐"
    valued = valued and (len(marks) > 1 or match.start() < marks[0][0])
    leads = not valued and (not head or head.endswith(":"))
    if not valued and leads == (not text[marks[-1][0] + 1 :].strip(" .,;")):
        return None
    before = [(number, one) for number, one in marks if number < match.start()]
    behind = [(number, one) for number, one in marks if number >= match.end()]
    own = (before[-1:] if leads else behind[:1]) or [(0, OTHER)]
    if own[0][1] != YES:
        return None
    start = before[-1][0] + 1 if before else 0
    end = behind[0][0] if behind else len(text)
    part = text[start:end].strip(" :=,;")
    return f"{head} {part}".strip() if leads else part


def has_no_mark(text: str) -> bool:
    """Return whether a sentence begins with a mark that says no, or has one right next to the term."""
    boxed = _BLANK_BOX.sub(OTHER, text) if "[" in text or "(" in text else text
    return bool(_next_to_the_term().search(boxed))


def _chosen(text: str) -> str:
    match = _CHOICE.search(text)
    if match is None:
        return text
    yes, no = (match[1], match[2]) if match[1] else (match[3], match[4])
    value = {(YES, OTHER): ": yes", (OTHER, YES): ": no"}.get((yes, no), ": unknown")
    return f"{text[: match.start()].rstrip(' :')}{value}{text[match.end() :]}"


@cache
def _box(one: str) -> str:
    words = statement_words()
    if one in words.yes_marks:
        return YES
    if one in words.bullets:
        return " "
    drawn = not one.isascii() and unicodedata.category(one) in {"So", "Sm", "Sk", "Po"}
    return OTHER if one not in _LONG_DASHES and (drawn or one in words.no_marks) else one


def _of_box(box: str) -> str:
    inside = box[1:-1].strip()
    return YES if inside and _box(inside) == YES else OTHER


@cache
def _next_to_the_term() -> re.Pattern[str]:
    marks = "".join(re.escape(one) for one in sorted(statement_words().no_marks) if one not in _LONG_DASHES)
    term = patterns().term.pattern
    return re.compile(rf"^\W{{0,3}}[{marks}]|[{marks}]\W{{0,3}}{term}|{term}\W{{0,3}}[{marks}]", re.IGNORECASE)
