"""Finds phone numbers in a text, by libphonenumber's rules for the United States."""

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
    """A phone number in a text, from offset `start` to before `end`."""

    phone: Phone
    start: int
    end: int


def parse_phones(text: str) -> tuple[Phone, ...]:
    """Return the phone numbers in a text, each once, in order.

    `kind` is `other` for an impossible number of the right length (area code 555, 000) and for premium and foreign
    numbers; `valid_phone` is False for the impossible ones only.
    """
    return tuple(dict.fromkeys(found.phone for found in find_phones(spell_digits(text))))


def spell_digits(text: str) -> str:
    """Return a text on one line with numbers in digits and extensions in one form, for `find_phones`."""
    return _EXTENSION.sub(r" ext. \1 ", digits_for_letters(tidy(text)[:LONGEST])).strip()


@lru_cache(maxsize=50_000)
def find_phones(line: str) -> tuple[FoundPhone, ...]:
    """Return the phone numbers of a line from `spell_digits`, with their offsets in it, in order."""
    matches = PhoneNumberMatcher(line, "US", leniency=Leniency.POSSIBLE)
    found = [FoundPhone(_phone(match.number), match.start, match.end) for match in matches]
    # libphonenumber takes two adjacent numbers, "303 555 0112 303 555 0134", for one that is too long
    return tuple(found) or tuple(
        FoundPhone(_phone(phonenumbers.parse("".join(digits.groups()), "US")), digits.start(), digits.end())
        for digits in _TEN_DIGITS.finditer(line)
    )


@lru_cache(maxsize=50_000)
def valid_phone(phone: Phone) -> bool:
    """Return whether the numbering plan of its country allows this number."""
    return phonenumbers.is_valid_number(phonenumbers.parse(phone.e164))


def _phone(number: PhoneNumber) -> Phone:
    return Phone(
        e164=phonenumbers.format_number(number, PhoneNumberFormat.E164),
        extension=number.extension or "",
        kind=_KINDS.get(phonenumbers.number_type(number), "other"),
    )
