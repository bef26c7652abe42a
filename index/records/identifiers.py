"""License numbers in one spelling, and National Provider Identifiers (NPI).

An NPI is ten digits with a check digit (45 CFR 162.406; ISO 7812 with the prefix 80840).
"""

import re

from index.records import Profession

_PREFIX = re.compile(r"^[A-Z]+(?=\d)")
_SHORTEST = 2  # characters; a single digit identifies nobody


def license_digits(number: str) -> str:
    """Return a number without marks, leading letters and leading zeros: "PTL.0012345" and "12345" are one.

    Leading letters are a board's code for the profession, which is compared separately. Empty where too little is left.
    """
    plain = "".join(character for character in number.upper() if character.isascii() and character.isalnum())
    plain = _PREFIX.sub("", plain).lstrip("0")
    return plain if len(plain) >= _SHORTEST and any(map(str.isdigit, plain)) else ""


def license_key(state: str, profession: Profession | None, number: str) -> str:
    """Return state, profession and number as one look-up string; empty where one of them is unknown."""
    digits = license_digits(number)
    if not (state and digits) or profession in {None, Profession.OTHER}:
        return ""
    return f"{state}|{profession}|{digits}"


_NPI = re.compile(r"[12][0-9]{9}")
_CARD_ISSUER = "80840"


def valid_npi(text: str) -> bool:
    """Return whether a text is ten digits, starts with 1 or 2, and passes the Luhn test with 80840 put before it."""
    return bool(_NPI.fullmatch(text)) and _luhn_sum(_CARD_ISSUER + text) % 10 == 0


def _luhn_sum(digits: str) -> int:
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(value // 10 + value % 10 for value in doubled)
