"""Values of a request, checked and bounded: a number in an address, a text in a form."""

from flask import abort, request

LONGEST_TEXT = 500  # characters, as the fields of reasons allow
_MOST_DIGITS = 15
"""Below SQLite's integers, which end at 2^63."""


def number_in_address(name: str) -> int | None:
    """Return a number of the address, such as the part of a list to show; None where it is left out.

    Aborts with 400 for anything else.
    """
    text = request.args.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        abort(400)
    return int(text)


def text_in_form(name: str, longest: int = LONGEST_TEXT) -> str:
    """Return the text of a form's field in one line, at most `longest` characters of it; "" where it is left out.

    Control characters and marks that change the direction of text become spaces: reasons are shown in terminals, too.
    """
    return " ".join(_shown(request.form.get(name, "")).split())[:longest]


def lines_in_form(name: str, longest: int) -> str:
    """Return the trimmed text of a form's field with its line breaks, as `text_in_form` otherwise."""
    lines = request.form.get(name, "").splitlines()
    return "\n".join(_shown(line) for line in lines).strip()[:longest]


def _shown(text: str) -> str:
    return "".join(one if one.isprintable() else " " for one in text)
