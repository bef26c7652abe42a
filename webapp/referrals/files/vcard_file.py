"""Entries as vCard 3.0 (RFC 2426), one card a provider at one place, for an address book.

Values of type text are escaped; an address of a page is not, or it would lead elsewhere. Lines are folded at 75 octets,
never inside a letter, and end with CRLF (RFC 2425, section 5.8.1).
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from webapp.referrals.files.harmless import harmless
from webapp.referrals.files.passed_on import PassedOn
from webapp.referrals.files.rows import (
    answer_by,
    detail_lines,
    full_address,
    left_out_words,
    license_of_the_facts,
    license_words,
    quoted,
)
from webapp.stated.numbers import StatedNumber
from webapp.words.translate import _

TYPE = "text/vcard; charset=utf-8"
_LONGEST_LINE = 75  # octets without the line end
_ESCAPED = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n"})


def vcard_file(entries: Iterable[PassedOn], made_at: datetime) -> bytes:
    """Return the bytes of the cards; `made_at` is the time of the generation, which each card has as its revision."""
    lines = (line for entry in entries for line in _card(entry, made_at))
    return b"".join(map(_folded, lines))


def _card(entry: PassedOn, made_at: datetime) -> Iterator[str]:
    facts = entry.facts
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    name = harmless(facts.name) or _("Listing %(number)s", number=facts.id)
    yield f"FN:{_text(name)}"
    yield f"N:{_name(entry)}"
    if company := facts.organization or (facts.name if facts.is_clinic else ""):
        yield f"ORG:{_text(company)}"
    if not facts.is_clinic and facts.professions:
        yield f"TITLE:{_text(', '.join(facts.professions))}"
    yield from _number("WORK,VOICE", facts.phone)
    yield from _number("WORK,FAX", facts.fax)
    if facts.place_line:
        street = " ".join(filter(None, (facts.street, facts.unit)))
        yield f"ADR;TYPE=WORK:;;{';'.join(map(_text, (street, facts.town, facts.state, facts.zip, '')))}"
    if facts.website and harmless(facts.website) == facts.website:
        yield f"URL:{facts.website}"
    yield f"NOTE:{_notes(entry)}"
    yield f"SOURCE:{full_address(facts.address)}"
    yield f"UID:{_text(facts.id)}"
    yield f"REV:{made_at:%Y-%m-%dT%H:%M:%SZ}"
    yield "END:VCARD"


def _name(entry: PassedOn) -> str:
    """Return family, given and middle names and what follows them; of a clinic, or without parts, the whole name."""
    person = entry.facts.person
    if person is None or not person.given:
        return f"{_text(entry.facts.name)};;;;"
    suffixes = ",".join(_text(part) for part in (person.generation, *entry.facts.letters.split(", ")) if part)
    return ";".join((*map(_text, (person.family, person.given, person.middle)), "", suffixes))


def _number(types: str, number: StatedNumber | None) -> Iterator[str]:
    if number:
        extension = f" x{number.extension}" if number.extension else ""
        yield f"TEL;TYPE={types}:{_text(number.e164 + extension)}"


def _notes(entry: PassedOn) -> str:
    facts = entry.facts
    confirm = next((number.confirm for number in (facts.fax, facts.phone) if number), "")
    said = (
        ": ".join(filter(None, (facts.label, answer_by(entry)))),
        quoted(entry),
        facts.line,
        facts.age,
        *facts.cautions,
        facts.rule,
        _labeled(_("License"), license_words(entry)),
        detail_lines(entry),
        facts.npi_said,
        _labeled(_("Taxonomy"), facts.taxonomy_said),
        _labeled(_("Phone"), facts.phone.source_and_day if facts.phone else ""),
        _labeled(_("Fax"), facts.fax.source_and_day if facts.fax else ""),
        confirm,
        left_out_words(entry),
        license_of_the_facts(),
    )
    return _text("\n".join(harmless(line) for line in said if line), lines=True)


def _labeled(label: str, words: str) -> str:
    return f"{label}: {words}" if words else ""


def _text(value: str, *, lines: bool = False) -> str:
    return (value if lines else harmless(value)).translate(_ESCAPED)


def _folded(line: str) -> bytes:
    """Return a line in octets, folded: a part that continues it begins with a space."""
    parts, part = [], b""
    for letter in line:
        octets = letter.encode()
        if len(part) + len(octets) > _LONGEST_LINE:
            parts.append(part)
            part = b" "
        part += octets
    return b"\r\n".join([*parts, part]) + b"\r\n"
