"""Turns phone numbers spelled in letters ("1-800-555-PAIN") into the digits of a keypad (ITU-T E.161).

libphonenumber reads such a number only where the text has nothing else, needs three letters, and cuts "719-539-4PT1"
to seven digits. So letters become digits before it sees them.
"""

import re

from phonenumbers import convert_alpha_characters_in_number

SUBSCRIBER = 7  # digits after the area code; further letters of a long word are not dialed
_TOLL_FREE = r"8(?:00|33|44|55|66|77|88)"
_START = r"(?<![\w.-])"
_COUNTRY = r"(?:\+?1[\s.-]?)?"
_AREA = r"(?:\([2-9]\d{2}\)\s?|[2-9]\d{2}[.-])"
_NO_PART = r"(?:EXT|X\d*|FAX|TEL|PHONE|OFFICE|CELL|TEXT|TTY|CALL|OR|AND)\b"
_SPELLED = re.compile(
    rf"{_START}(?:"
    # after an area code with a bracket, hyphen or dot: "(303) 555-HEAL", "888-PT-DRY-ND", "719-539-4PT1"
    rf"(?P<area>{_COUNTRY}{_AREA})(?P<own>[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*)"
    # an exchange in digits and a word in capitals: "303 555 HEAL"
    rf"|(?P<apart>{_COUNTRY}[2-9]\d{{2}}\s)(?P<word>\d{{3}}\s?[A-Z]{{4}})"
    # a word after a toll-free area code: "1 800 FLOWERS", "1800FLOWERS", "1-800 DRY NEEDLE"
    rf"|(?P<free>1[\s.-]?{_TOLL_FREE}[\s.-]?)(?P<called>[A-Z0-9]+(?:[\s.-](?!{_NO_PART})[A-Z0-9]+)*)"
    rf")(?!\w)"
)
_DIALED = re.compile(r"\w")


_ZERO = re.compile(r"(?:(?<=\d)|(?<=\d[-.]))[oO]{1,2}(?=[-.]?\d)")
"""A letter typed for a zero: "303-555-O142"."""


def digits_for_letters(text: str) -> str:
    """Return a text with its phone numbers in digits; everything else is unchanged."""
    return _SPELLED.sub(_in_digits, _ZERO.sub(lambda letters: "0" * len(letters.group()), text))


def _in_digits(match: re.Match[str]) -> str:
    area = match["area"] or match["apart"] or match["free"]
    written = match["own"] or match["word"] or match["called"]
    dialed = "".join(_DIALED.findall(written))
    first, rest = dialed[:SUBSCRIBER], dialed[SUBSCRIBER:]
    is_word = any(map(str.isalpha, first)) and len(first) == SUBSCRIBER
    if not is_word or any(map(str.isdigit, rest)) or (rest and not first[-1].isalpha()):
        return match.group()
    digits = convert_alpha_characters_in_number(first)
    return f"{area}{digits[:3]}-{digits[3:]}"
