"""The name of one person: credentials split off first with the vocabulary, then the parts of the name.

The grammar, with `SEP` a comma, semicolon, bar, bullet or free-standing dash:

    listing := title* name (SEP tail)*  |  family SEP given (SEP tail)*
    tail    := credential+ | generation | former name | what is not known
    aside   := "(Bob)" nickname | "(née Dvorak)" former name | "(she/her)", "(Ret)" nothing | "(OCS)" credential

Nothing is guessed: words behind a name that no vocabulary knows are kept as unknown, and letters that are
names too (Do, Ma, An) count as credentials only where dots, capitals or a place of their own say so.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from index.normalize.credentials import Word, collect, read_words
from index.normalize.display_case import display_name
from index.normalize.name_aside import Asides, take_asides
from index.normalize.name_core import core_name
from index.normalize.name_organization import take_organizations
from index.normalize.name_tail import split_generation, split_tail, stands_alone
from index.normalize.name_text import Part, drop_titles, is_given_name, parts_of, starts_with_particle
from index.records import Credential, PersonName


@dataclass(frozen=True, slots=True)
class ParsedPerson:
    """What a name field says. `name` is None where no name can be read; `unknown` are words nobody knows."""

    name: PersonName | None
    credentials: tuple[Credential, ...] = ()
    unknown: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    others: tuple["ParsedPerson", ...] = ()
    """Further people whom the same field names in full; never with letters of the first one."""


@dataclass(slots=True)
class _Reading:
    """The pieces of one text while it is read."""

    family: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    generation: str = ""
    former: list[str] = field(default_factory=list)
    credentials: list[Credential] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    organization: bool = False


@lru_cache(maxsize=4096)
def read_person(shown: str, *, family_first: bool = False) -> ParsedPerson:
    """Return the name and the credentials of one person from a tidied text; see `parse_person` for the problems."""
    asides = take_asides(shown)
    reading = _read(parts_of(asides.rest), family_first=family_first)
    return _person(reading, asides, family_first=family_first)


def _read(parts: list[Part], *, family_first: bool) -> _Reading:
    reading = _Reading()
    if not parts:
        return reading
    parts, organizations = take_organizations(parts)
    if not parts:
        reading.organization = True
        return reading
    reading.unknown += organizations
    rest = parts[1:]
    first = drop_titles(parts[0].words)
    if len(rest) > 1 and rest[0].is_generation() and not rest[1].is_tail() and (family_first or len(first) == 1):
        first, rest = (*first, *rest[0].words), rest[1:]  # "Vergo, Jr., Thomas"
    if rest and len(first) > 1 and not rest[0].is_tail() and is_given_name(rest[0].words[0]):
        behind_family = split_tail(first, keep=1)  # "Avery PT, Jordan"
        first = behind_family.name
        reading.credentials += behind_family.credentials
    if rest and _is_family(first, rest[0], family_first=family_first):
        tail = split_tail(drop_titles(rest[0].words), keep=1)
        given, generation = split_generation(tail.name)
        family, family_generation = split_generation(first)
        reading.family, reading.given = family, given
        reading.generation = generation or family_generation
        rest = rest[1:]
    else:
        tail = split_tail(first, keep=1 if stands_alone(first) else 2)
        reading.whole, reading.generation = split_generation(tail.name, fifth=not family_first)
    reading.credentials += tail.credentials
    reading.unknown += tail.unknown
    behind = [word for part in rest for word in _tail_words(part, reading)]
    found, unknown = collect(read_words(behind))
    reading.credentials += found
    reading.unknown += unknown
    return reading


def _is_family(first: tuple[str, ...], second: Part, *, family_first: bool) -> bool:
    """Whether "first, second" is "family, given"."""
    if not first or second.is_tail():
        return False
    if family_first or len(split_generation(first)[0]) == 1:
        return True
    return starts_with_particle(first) or is_given_name(second.words[0])


def _tail_words(part: Part, reading: _Reading) -> list[Word]:
    """Return the words of a part behind the name in which credentials are looked for; the rest is read at once."""
    if part.is_title():
        return []
    if former := part.former():
        tail = split_tail(former, keep=1)
        reading.former.append(display_name(" ".join(tail.name)))
        reading.credentials += tail.credentials
        reading.unknown += tail.unknown
        return []
    words, generation = split_generation(part.words)
    reading.generation = reading.generation or generation
    return part.only(words)


def _person(reading: _Reading, asides: Asides, *, family_first: bool) -> ParsedPerson:
    core = core_name(reading.whole, reading.family, reading.given, family_first=family_first)
    problems: tuple[str, ...] = ()
    if core is None:
        problems = ("name/organization",) if reading.organization else ("name/unreadable",)
    else:
        problems = () if core.family else ("name/one_word",)
        core = replace(
            core,
            generation=reading.generation,
            nickname=asides.nickname,
            former=tuple(dict.fromkeys([*asides.former, *reading.former])),
        )
    return ParsedPerson(
        core,
        each_once([*reading.credentials, *asides.credentials]),
        tuple(dict.fromkeys([*reading.unknown, *asides.unknown])),
        problems,
    )


def each_once(found: Iterable[Credential]) -> tuple[Credential, ...]:
    """Return credentials with each code once, as it was first written."""
    by_code: dict[str, Credential] = {}
    for credential in found:
        by_code.setdefault(credential.code, credential)
    return tuple(by_code.values())
