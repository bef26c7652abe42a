"""National Provider Identifiers: ten digits with a check digit (45 CFR 162.406; ISO 7812 with the prefix 80840)."""

import re

_NPI = re.compile(r"[12][0-9]{9}")
_PREFIX = "80840"


def valid_npi(text: str) -> bool:
    """Return whether a text is ten digits, starts with 1 or 2, and passes the Luhn test behind 80840."""
    return bool(_NPI.fullmatch(text)) and _luhn_sum(_PREFIX + text) % 10 == 0


def _luhn_sum(digits: str) -> int:
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(value // 10 + value % 10 for value in doubled)
