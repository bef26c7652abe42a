"""Case numbers: the year and six characters by chance, so that a number tells nothing of how many there are."""

import re
import secrets

from index import clock

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"
"""No 0, 1, I, L or O, which are read for one another, and no vowel, so that no word comes out."""

LENGTH = 6
_NUMBER = re.compile(rf"[0-9]{{4}}-[{ALPHABET}]{{{LENGTH}}}")


def new_case_number() -> str:
    """Return a number that nobody has: of 387 million a year, "2026-K7M3QX"."""
    return f"{clock.today().year}-{''.join(secrets.choice(ALPHABET) for _ in range(LENGTH))}"


def is_case_number(text: str) -> bool:
    """Tell whether a text has the form of a case number."""
    return _NUMBER.fullmatch(text) is not None
