"""Normalizes a raw listing. Pure and deterministic; a value that cannot be read is a problem and affects no other.

The day counts for one thing alone: no record has changed in the future.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from index import clock
from index.normalize.addresses.location import read_location
from index.normalize.addresses.place import Places
from index.normalize.joint_listing import OnePerson, one_person
from index.normalize.names.name import parse_person
from index.normalize.names.name_person import ParsedPerson
from index.normalize.profession import (
    codes_unreadable,
    read_licenses,
    read_professions,
    taxonomy_codes,
    words_differ,
)
from index.normalize.statements.complaints import read_conditions
from index.normalize.statements.statement import read_statement, trained_in_needling
from index.normalize.text import tidy
from index.normalize.url import first_url, safe_url
from index.records import (
    Credential,
    Listing,
    ListingKind,
    PersonName,
    PracticeLocation,
    RawListing,
    RawStatement,
    Statement,
    StatementKind,
    Subject,
)
from index.records.identifiers import valid_npi
from index.vocabulary import conditions as known_conditions
from index.vocabulary import credentials as vocabulary

NAME_AT_MOST = 200  # characters
TEXT_AT_MOST = 50_000  # characters of free text that are searched for conditions
TRAINED_CODE = "Dry needling certified"
EARLIEST = date(1990, 1, 1)
"""No record of a source that can be read online is older."""
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Who:
    name: str
    parsed: ParsedPerson


def normalize(raw: RawListing, gazetteer: Places, today: date | None = None) -> Listing:
    """Return the normalized listing, with unreadable values in `problems`; never raises, whatever the text.

    Coordinates are the source's where they are plausible, else those of the ZIP code or the town in `gazetteer`.
    A clinic has no professions, credentials or person. A row of several people that was not split (`joint_listing`)
    gives the first person, with `name/joint` among the problems. A record cannot have changed after `today`.
    """
    is_person = raw.kind is ListingKind.PERSON
    one = one_person(raw) if is_person else OnePerson(ParsedPerson(None), raw)
    raw = one.raw
    who = _person(raw, one.person) if is_person else _Who(tidy(raw.name)[:NAME_AT_MOST], ParsedPerson(None))
    credentials = _credentials(who.parsed.credentials, raw.statements) if is_person else ()
    locations, location_problems = _locations(raw, gazetteer)
    statements = _statements(raw.statements, who.parsed.name)
    website, url, npi = safe_url(raw.website) or first_url(raw.website), safe_url(raw.url), _npi(raw.npi)
    changed_on, change_problems = _changed_on(raw.changed_on, today)
    problems = [
        *who.parsed.problems,
        *one.problems,
        *location_problems,
        *_problems_of_fields(raw, who.name, website, url, npi),
        *change_problems,
    ]
    return Listing(
        source=raw.source,
        source_id=raw.source_id,
        kind=raw.kind,
        url=url,
        name=who.name,
        person=who.parsed.name,
        credentials=credentials,
        unknown_credentials=who.parsed.unknown,
        professions=read_professions(raw.taxonomies, credentials, raw.profession) if is_person else (),
        licenses=read_licenses(raw.taxonomies) if is_person else (),
        taxonomies=taxonomy_codes(raw.taxonomies),
        locations=locations,
        website=website,
        npi=npi,
        deactivated=raw.deactivated,
        changed_on=changed_on,
        statements=statements,
        conditions=_conditions(raw.text, statements, Subject.PERSON if is_person else Subject.CLINIC),
        problems=() if raw.deactivated else tuple(dict.fromkeys(problems)),  # a deactivated record is empty
    )


def display(name: PersonName) -> str:
    """Return a person's name in one line: given, middle, family and generation."""
    return " ".join(part for part in (name.given, name.middle, name.family, name.generation) if part)


def _person(raw: RawListing, parsed: ParsedPerson) -> _Who:
    if parsed.name is None:
        return _Who(tidy(raw.name)[:NAME_AT_MOST], parsed)
    former = (parse_person(text, family_first=raw.family_first).name for text in raw.former_names)
    names = [display(name) for name in former if name]
    name = replace(parsed.name, former=tuple(dict.fromkeys([*parsed.name.former, *names])))
    return _Who(display(name), replace(parsed, name=name))


def _credentials(read: Sequence[Credential], statements: Sequence[RawStatement]) -> tuple[Credential, ...]:
    """Add the course that a statement about the person names ("certified in dry needling")."""
    if any(credential.shows_dry_needling for credential in read):
        return tuple(read)
    trained = (trained_in_needling(raw) for raw in statements if raw.about is Subject.PERSON and not raw.board)
    words = next((text for text in trained if text), "")
    if not words:
        return tuple(read)
    entry = vocabulary()[TRAINED_CODE]
    course = Credential(code=entry.code, kind=entry.kind, raw=words, shows_dry_needling=entry.shows_dry_needling)
    return (*read, course)


def _locations(raw: RawListing, places: Places) -> tuple[tuple[PracticeLocation, ...], list[str]]:
    read = [read_location(location, raw.kind, places) for location in raw.locations]
    locations = dict.fromkeys(location for location, _ in read if location)
    problems = [problem for _, found in read for problem in found]
    return tuple(locations), problems if locations else [*problems, "location/none"]


def _statements(raws: Sequence[RawStatement], person: PersonName | None) -> tuple[Statement, ...]:
    # A name that does not start with a letter was probably misread and identifies nobody.
    whose = person if person and person.given[0].isalpha() else None
    return tuple(dict.fromkeys(statement for raw in raws if (statement := read_statement(raw, whose))))


def _conditions(text: str, statements: Sequence[Statement], about: Subject) -> tuple[str, ...]:
    """Return the conditions that the text names as treated, and those named in the listing's own offers.

    A clinic's offer in a person's listing counts for the clinic only.
    """
    offers = (said.quote for said in statements if said.kind is StatementKind.OFFERS and said.about is about)
    found = {slug for words in (text[:TEXT_AT_MOST], *offers) for slug in read_conditions(words)}
    return tuple(slug for slug in known_conditions() if slug in found)


def _npi(text: str) -> str:
    digits = tidy(text)
    return digits if valid_npi(digits) else ""


def _changed_on(text: str, today: date | None) -> tuple[date | None, tuple[str, ...]]:
    """Return the day, None where none is stated or it cannot be one, and the problem."""
    written = tidy(text)
    if not written:
        return None, ()
    try:
        day = date.fromisoformat(written) if _ISO.fullmatch(written) else date.min
    except ValueError:
        day = date.min
    if day < EARLIEST:
        return None, ("changed_on/unreadable",)
    return (None, ("changed_on/future",)) if day > (today or clock.today()) else (day, ())


def _problems_of_fields(raw: RawListing, name: str, website: str, url: str, npi: str) -> list[str]:
    checks = (
        ("name/empty", not name),
        ("url/unsafe", bool(raw.url.strip()) and not url),
        ("website/unsafe", bool(raw.website.strip()) and not website),
        ("profession/words_differ", words_differ(raw.taxonomies, raw.profession)),
        ("npi/check_digit", bool(raw.npi.strip()) and not npi),
        ("taxonomy/unreadable", codes_unreadable(raw.taxonomies)),
    )
    return [problem for problem, wrong in checks if wrong]
