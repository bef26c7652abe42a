"""The phone and the fax of a location, from fields that may hold several numbers, named or not."""

import re
from collections.abc import Sequence

from index.normalize.phone import parse_phones, valid_phone
from index.normalize.tidy import tidy
from index.records import Phone

_NAMED_FAX = re.compile(
    r"\b(?:fax(?:\s+(?:no|number))?\s*[:.#]?|f\s*[:.])\s*((?:\+?1[-.\s])?\(?\d{3}\)?[-.\s]*\d{3}[-.\s]*\d{4})",
    re.IGNORECASE,
)


def read_phones(phone_text: str, fax_text: str) -> tuple[Phone | None, Phone | None, tuple[str, ...]]:
    """Return the phone, the fax and what is wrong with them.

    Of several numbers the first is taken that somebody can have and that not a whole chain answers (800). A number that
    is named a fax is never the phone, and is the fax where no other is given. Problems: `phone/unreadable`,
    `phone/not_a_number_in_use`, `phone/more_than_one` (the others are not kept), and the first two of `fax`.
    """
    text = tidy(phone_text)
    named = [number for match in _NAMED_FAX.finditer(text) for number in parse_phones(match.group(1))]
    phones = parse_phones(_NAMED_FAX.sub(" ", text))
    faxes = parse_phones(fax_text)
    phone, fax = _first(phones), _first(faxes) or _first(named)
    problems = [
        *_problems("phone", text, phones, phone),
        *_problems("fax", tidy(fax_text), faxes, fax),
        *(["phone/more_than_one"] if sum(map(valid_phone, phones)) > 1 else []),
    ]
    return phone, fax, tuple(problems)


def _first(phones: Sequence[Phone]) -> Phone | None:
    valid = [phone for phone in phones if valid_phone(phone)]
    return next((phone for phone in valid if phone.kind != "toll_free"), valid[0] if valid else None)


def _problems(field: str, text: str, found: Sequence[Phone], read: Phone | None) -> list[str]:
    if not text or read:
        return []
    return [f"{field}/not_a_number_in_use" if found else f"{field}/unreadable"]
