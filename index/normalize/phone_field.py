"""Chooses the phone and the fax of a location from fields with one or more numbers, labeled or not."""

from collections.abc import Sequence

from index.normalize.phone import valid_phone
from index.normalize.phone_label import LabeledPhone, Line, labeled_phones
from index.normalize.text import tidy
from index.records import Phone

_LATER = (Line.VOICE, Line.CELL, Line.TEXT, Line.HOME)
"""The lines of a practice, in the order in which to call them."""


def read_phones(phone_text: str, fax_text: str) -> tuple[Phone | None, Phone | None, tuple[str, ...]]:
    """Return the phone, the fax and the problems.

    Of several valid numbers an office's precedes a mobile one, then those for texts, then those at home; local ones
    precede toll-free ones. A number labeled as fax is never the phone, and is the fax where no other is given; a
    teletype or pager is neither. Problems: `phone/unreadable`, `phone/not_a_number_in_use`, `phone/more_than_one`
    (the others are dropped), `fax/unreadable`, `fax/not_a_number_in_use`.
    """
    numbers, faxes = labeled_phones(phone_text), labeled_phones(fax_text)
    phones = [number for number in numbers if number.is_voice]
    phone = _first([*phones, *(number for number in faxes if number.lines and not number.is_fax and number.is_voice)])
    named = [number for number in numbers if number.is_fax]
    given = [number for number in faxes if number.is_fax or not number.lines] or faxes
    fax = _first(given) or _first(named)
    in_use = [number for number in numbers if valid_phone(number.phone) and (number.is_voice or not number.is_fax)]
    problems = [
        *_problems("phone", tidy(phone_text), [number.phone for number in phones], phone),
        *_problems("fax", tidy(fax_text), [number.phone for number in faxes], fax),
        *(["phone/more_than_one"] if len(in_use) > 1 else []),
    ]
    return phone, fax, tuple(problems)


def _first(numbers: Sequence[LabeledPhone]) -> Phone | None:
    valid = [number for number in numbers if valid_phone(number.phone)]
    return min(valid, key=_rank).phone if valid else None


def _rank(number: LabeledPhone) -> tuple[int, bool]:
    """Return the sort key of a number, lowest first; of several labels the best one counts."""
    lines = number.lines - {Line.FAX, Line.NO_VOICE}
    rank = min((_LATER.index(line) for line in lines), default=0)
    return (rank, False) if number.phone.kind != "toll_free" else (max(rank, 1), True)


def _problems(field: str, text: str, found: Sequence[Phone], read: Phone | None) -> list[str]:
    if not text or read:
        return []
    return [f"{field}/not_a_number_in_use" if found else f"{field}/unreadable"]
