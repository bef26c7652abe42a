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


def text_in_form(name: str) -> str:
    """Return the trimmed text of a form's field, at most LONGEST_TEXT characters of it; "" where it is left out."""
    return request.form.get(name, "").strip()[:LONGEST_TEXT]
