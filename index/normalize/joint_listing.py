"""Splits a raw listing that names several people into one a person.

All share contact, place and website. A value that can belong to only one of them (an NPI, a license, a field of
credentials, a board's record) is given to none and counted. A statement stays with the practice unless its sentence
names the person.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.normalize.names.name import JOINT, parse_person
from index.normalize.names.name_person import ParsedPerson
from index.normalize.text import fold_text
from index.records import ListingKind, PersonName, RawListing, RawStatement, Subject
from index.vocabulary import credentials as vocabulary

BETWEEN = "~"
"""Separates a row's id from the person's name in the id of a listing."""


@dataclass(frozen=True, slots=True)
class OnePerson:
    """One person of a row, the row with that person's values only, and the values that could not be attributed."""

    person: ParsedPerson
    raw: RawListing
    problems: tuple[str, ...] = ()


def split_listing(raw: RawListing) -> tuple[RawListing, ...]:
    """Return a raw listing for each complete name in the name field; the listing itself where it has one name.

    Ids consist of the row's id and the person's name, so they do not depend on the order of the names.
    """
    if raw.kind is not ListingKind.PERSON or raw.of_several or raw.deactivated:
        return (raw,)
    parsed = parse_person(raw.name, family_first=raw.family_first)
    if not parsed.others:
        return (raw,)
    ids = _ids([one.name for one in (parsed, *parsed.others) if one.name])
    return tuple(
        replace(raw, source_id=f"{raw.source_id}{BETWEEN}{own}", of_several=place) for place, own in enumerate(ids, 1)
    )


def one_person(raw: RawListing) -> OnePerson:
    """Return the person that a listing is about; the first of several where `of_several` is 0.

    Problems: `name/joint` for the row, on its first person; `npi/of_several`, `license/of_several`,
    `profession/of_several`, `statement/of_several`, `conditions/of_several` for values given to none.
    """
    parsed = parse_person(raw.name, credentials=raw.credentials, family_first=raw.family_first)
    if JOINT not in parsed.problems:
        return OnePerson(parsed, raw)
    people = (parsed, *parsed.others)
    person = people[min(raw.of_several or 1, len(people)) - 1]
    theirs_only = {
        "npi/of_several": bool(raw.npi.strip()),
        "license/of_several": bool(raw.taxonomies),
        "profession/of_several": bool(raw.profession) and any(_names_profession(one) for one in people),
        "statement/of_several": any(said.board for said in raw.statements),
        "conditions/of_several": _names_one(raw.text, people),
    }
    shared = replace(
        raw,
        npi="",
        taxonomies=(),
        former_names=(),
        profession="" if theirs_only["profession/of_several"] else raw.profession,
        statements=tuple(_of_practice(said) for said in raw.statements if not said.board),
        text="" if theirs_only["conditions/of_several"] else raw.text,
    )
    problems = () if raw.of_several > 1 else tuple(problem for problem, found in theirs_only.items() if found)
    return OnePerson(person, shared, problems)


def _ids(names: Sequence[PersonName]) -> list[str]:
    """Return a part of an id for each name: given, family and generation, or the full name where two would be equal."""
    short = [_id(name.given, name.family, name.generation) for name in names]
    full = [_id(name.given, name.middle, name.family, name.generation) for name in names]
    met = Counter(short)
    chosen = [long if met[brief] > 1 else brief for brief, long in zip(short, full, strict=True)]
    again = Counter(chosen)
    return [f"{one}-{place}" if again[one] > 1 else one for place, one in enumerate(chosen, 1)]


def _id(*parts: str) -> str:
    return "-".join(fold_text(" ".join(part for part in parts if part)).replace(".", "").split())


def _names_profession(person: ParsedPerson) -> bool:
    return any(vocabulary()[credential.code].profession for credential in person.credentials)


def _names_one(text: str, people: Sequence[ParsedPerson]) -> bool:
    """Return whether a text has the given name of one of the people, and so may be about one only."""
    words = set(fold_text(text).replace("'s", "").replace(",", " ").replace(".", " ").split()) if text else set()
    return any(one.name and fold_text(one.name.given) in words for one in people)


def _of_practice(said: RawStatement) -> RawStatement:
    return said if said.of_all else replace(said, about=Subject.CLINIC)
