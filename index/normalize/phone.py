"""Phone numbers of a text, by libphonenumber's rules for the United States."""

import re
from functools import lru_cache

import phonenumbers
from phonenumbers import Leniency, PhoneNumber, PhoneNumberFormat, PhoneNumberMatcher, PhoneNumberType

from index.normalize.tidy import tidy
from index.records import Phone

LONGEST = 300  # characters; a phone field that is longer holds something else
_TEN_DIGITS = re.compile(r"(?<!\d)(?:\+?1[\s.-]*)?\(?([2-9]\d{2})\)?[\s._/-]*(\d{3})[\s._/-]*(\d{4})(?!\d)")
_KINDS = {
    PhoneNumberType.FIXED_LINE: "fixed_or_mobile",
    PhoneNumberType.MOBILE: "fixed_or_mobile",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "fixed_or_mobile",
    PhoneNumberType.TOLL_FREE: "toll_free",
}


@lru_cache(maxsize=50_000)
def parse_phones(text: str) -> tuple[Phone, ...]:
    """Return the phone numbers in a text, each once, in order.

    `kind` is `other` for a number of the right length that nobody can have (area code 555, 000), and for
    premium and foreign numbers; `valid_phone` tells the first from the rest.
    """
    line = tidy(text)[:LONGEST]
    matches = [match.number for match in PhoneNumberMatcher(line, "US", leniency=Leniency.POSSIBLE)]
    # libphonenumber takes "303 555 0112 303 555 0134" for one number that is too long
    numbers = matches or [phonenumbers.parse("".join(digits), "US") for digits in _TEN_DIGITS.findall(line)]
    return tuple(dict.fromkeys(map(_phone, numbers)))


@lru_cache(maxsize=50_000)
def valid_phone(phone: Phone) -> bool:
    """Return whether somebody can have this number, by the numbering plan of its country."""
    return phonenumbers.is_valid_number(phonenumbers.parse(phone.e164))


def _phone(number: PhoneNumber) -> Phone:
    return Phone(
        e164=phonenumbers.format_number(number, PhoneNumberFormat.E164),
        extension=number.extension or "",
        kind=_KINDS.get(phonenumbers.number_type(number), "other"),
    )
