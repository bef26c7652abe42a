"""A raw listing of several people: one of each, and what of the row is nobody's.

Contact, place and website are shared. What belongs to one person and may be either's is given to nobody and counted:
an NPI, a license, a field of credentials, a board's record. A statement stays with the practice unless its sentence
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
"""Between a row's own id and the name of one of its people in the id of a listing."""


@dataclass(frozen=True, slots=True)
class OnePerson:
    """One of the people of a row: who it is, the row without what is another's, and what could not be attributed."""

    person: ParsedPerson
    raw: RawListing
    problems: tuple[str, ...] = ()


def split_listing(raw: RawListing) -> tuple[RawListing, ...]:
    """Return a raw listing for each person of its name field whose name is whole; itself where it names one.

    The ids are made of the row's id and the names, so that they last as long as both, in whatever order the source
    writes the names.
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
    """Return whom a listing of a person is about, the first of several where it is not said which.

    Problems: `name/joint` for the row, on its first person; `npi/of_several`, `license/of_several`,
    `profession/of_several`, `statement/of_several`, `conditions/of_several` for what is nobody's.
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
    """Return a part of an id for each name: given, family and generation, and all of it where two would be one."""
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
    """Whether a text names some of the people, and so may speak of one of them."""
    words = set(fold_text(text).replace("'s", "").replace(",", " ").replace(".", " ").split()) if text else set()
    return any(one.name and fold_text(one.name.given) in words for one in people)


def _of_practice(said: RawStatement) -> RawStatement:
    return said if said.of_all else replace(said, about=Subject.CLINIC)
