"""Case numbers: the year and six random characters, so that a number does not reveal how many cases there are."""

import re
import secrets

from index import clock

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"
"""No 0, 1, I, L or O, which are easily confused, and no vowels, so that no word appears by chance."""

LENGTH = 6
_NUMBER = re.compile(rf"[0-9]{{4}}-[{ALPHABET}]{{{LENGTH}}}")


def new_case_number() -> str:
    """Return a random case number, one of 387 million a year, such as "2026-K7M3QX"."""
    return f"{clock.today().year}-{''.join(secrets.choice(ALPHABET) for _ in range(LENGTH))}"


def is_case_number(text: str) -> bool:
    """Return whether a text has the form of a case number."""
    return _NUMBER.fullmatch(text) is not None
