"""Invented NPIs, all in 2999…: an NPI may begin with 1 or 2, and every real one that we have met begins with 1."""

PREFIX = "2999"
_DIGITS = 9


def demonstration_npi(number: int) -> str:
    """Return the demonstration's NPI with this serial number (0 to 99,999), with a valid check digit.

    The check digit is Luhn's over `80840` and the NPI.
    """
    body = f"{PREFIX}{number:0{_DIGITS - len(PREFIX)}d}"
    if len(body) != _DIGITS:
        raise ValueError(f"the demonstration has no NPI number {number}; use 0 to 99999")
    return body + _check_digit("80840" + body)


def _check_digit(digits: str) -> str:
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if position % 2 == 0 else 1)
        total += sum(divmod(value, 10))
    return str(-total % 10)
