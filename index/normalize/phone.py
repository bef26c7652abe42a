"""Phone numbers of a text, by libphonenumber's rules for the United States."""

import re
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers
from phonenumbers import Leniency, PhoneNumber, PhoneNumberFormat, PhoneNumberMatcher, PhoneNumberType

from index.normalize.phone_letters import digits_for_letters
from index.normalize.text import tidy
from index.records import Phone

LONGEST = 300  # characters; a phone field that is longer holds something else
_TEN_DIGITS = re.compile(r"(?<!\d)(?:\+?1[\s.-]*)?\(?([2-9]\d{2})\)?[\s._/-]*(\d{3})[\s._/-]*(\d{4})(?!\d)")
# "(ext 204)", "Extension #204", "ext. no. 204": libphonenumber reads some forms of an extension and drops others
_EXTENSION = re.compile(
    r"(?<=\d)[\s,;:\u2013\u2014-]*[(\[]?\s*(?:extension|extens|extn?|ext|xtn?|ex|x)(?![a-z])[\s.:=]*(?:no\.?|number|#)?\s*"
    r"(\d{1,6})(?![\d-])\s*[)\]]?",
    re.IGNORECASE,
)
_KINDS = {
    PhoneNumberType.FIXED_LINE: "fixed_or_mobile",
    PhoneNumberType.MOBILE: "fixed_or_mobile",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "fixed_or_mobile",
    PhoneNumberType.TOLL_FREE: "toll_free",
}


@dataclass(frozen=True, slots=True)
class FoundPhone:
    """A phone number of a text, from the character `start` to before `end`."""

    phone: Phone
    start: int
    end: int


def parse_phones(text: str) -> tuple[Phone, ...]:
    """Return the phone numbers in a text, each once, in order.

    `kind` is `other` for a number of the right length that nobody can have (area code 555, 000), and for
    premium and foreign numbers; `valid_phone` tells the first from the rest.
    """
    return tuple(dict.fromkeys(found.phone for found in find_phones(spell_digits(text))))


def spell_digits(text: str) -> str:
    """Return a text in one line in which numbers stand in digits and extensions in one form, for `find_phones`."""
    return _EXTENSION.sub(r" ext. \1 ", digits_for_letters(tidy(text)[:LONGEST])).strip()


@lru_cache(maxsize=50_000)
def find_phones(line: str) -> tuple[FoundPhone, ...]:
    """Return the phone numbers of a line of `spell_digits` with their places in it, in order."""
    matches = PhoneNumberMatcher(line, "US", leniency=Leniency.POSSIBLE)
    found = [FoundPhone(_phone(match.number), match.start, match.end) for match in matches]
    # libphonenumber takes "303 555 0112 303 555 0134" for one number that is too long
    return tuple(found) or tuple(
        FoundPhone(_phone(phonenumbers.parse("".join(digits.groups()), "US")), digits.start(), digits.end())
        for digits in _TEN_DIGITS.finditer(line)
    )


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
