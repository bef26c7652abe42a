"""Reads the name of one person: first takes off the credentials, with the vocabulary, then splits the name.

The grammar, with `SEP` a comma, semicolon, bar, bullet or a dash between blanks:

    listing := title* name (SEP tail)*  |  family SEP given (SEP tail)*
    tail    := credential+ | generation | former name | unknown words
    aside   := "(Bob)" nickname | "(née Dvorak)" former name | "(she/her)", "(Ret)" nothing | "(OCS)" credential

Nothing is guessed: words after a name that no vocabulary has are returned as unknown, and letters that are also names
(Do, Ma, An) count as credentials only where they have dots, capitals or a part of their own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from index.normalize.credentials import Word, collect, match_at, read_words, without_firm, words_of
from index.normalize.names.display_case import display_name, in_one_case
from index.normalize.names.name_aside import Asides, take_asides
from index.normalize.names.name_core import core_name
from index.normalize.names.name_organization import take_organizations
from index.normalize.names.name_tail import Tail, is_name_and_credential, is_numeral, split_generation, split_tail
from index.normalize.names.name_text import (
    Part,
    drop_sister,
    drop_titles,
    is_generation,
    is_given_name,
    is_initial,
    is_joined_family,
    is_name_like,
    is_one_family,
    is_role,
    parts_of,
)
from index.records import Credential, CredentialKind, PersonName

_VOWELS = frozenset("AEIOUY")  # a name has at least one, unknown letters may have none
MOST_GIVEN = 3  # words of given and middle names after a family name with letters


@dataclass(frozen=True, slots=True)
class ParsedPerson:
    """The content of a name field. `name` is None where none can be read; `unknown` are words in no vocabulary."""

    name: PersonName | None
    credentials: tuple[Credential, ...] = ()
    unknown: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    others: tuple["ParsedPerson", ...] = ()
    """Further people with complete names in the same field; the first one's letters are never given to them."""


@dataclass(slots=True)
class _Reading:
    """The pieces of one text during its reading."""

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
    first = _generation_before_letters(drop_titles(parts[0].words))
    if len(rest) > 1 and rest[0].is_generation() and not rest[1].is_tail() and (family_first or len(first) == 1):
        first, rest = (*first, *rest[0].words), rest[1:]  # "Vergo, Jr., Thomas"
    first, rest, letters = _letters_between(first, rest, family_first=family_first)
    reading.credentials += letters.credentials
    reading.unknown += letters.unknown
    if rest and not _may_be_two(first, rest, family_first) and _is_family(first, rest[0], family_first=family_first):
        given, reading.generation = _leading_generation(_generation_before_letters(drop_titles(rest[0].words)))
        tail = split_tail(given, keep=1)
        reading.given, generation = split_generation(tail.name)
        reading.family, family_generation = split_generation(first, numeral_behind=1)
        reading.generation = reading.generation or generation or family_generation
        rest = rest[1:]
    else:
        tail = split_tail(first, keep=1 if is_name_and_credential(first) else 2)
        whole = tail.name
        if not family_first and tail.credentials and len(whole) > 2 and is_initial(whole[-1]):  # noqa: PLR2004  ("Jordan Avery D. PT")
            whole, reading.unknown = whole[:-1], [*reading.unknown, whole[-1]]
        reading.whole, reading.generation = split_generation(whole, numeral_behind=0 if family_first else 2)
    reading.credentials += tail.credentials
    reading.unknown += tail.unknown
    behind = [word for part in rest for word in _tail_words(part, reading)]
    found, unknown = collect(read_words(behind))
    reading.credentials += found
    reading.unknown += unknown
    return reading


def _letters_between(
    first: tuple[str, ...], rest: list[Part], *, family_first: bool
) -> tuple[tuple[str, ...], list[Part], Tail]:
    """Take off letters between family and given name ("Avery PT, Jordan"), and reorder "Avery, PT, Jordan"."""
    if all(part.is_tail() for part in rest):
        return first, rest, Tail(first, (), ())
    tail = split_tail(first, keep=1)
    if not (tail.credentials or family_first) and len(first) == 2 and in_one_case(" ".join(first)):  # noqa: PLR2004
        tail = _license_in_capitals(first, tail)
    family = tail.name if tail.credentials else first
    mixed = not in_one_case(" ".join(word for part in (Part(first), *rest) for word in part.words))
    names = [place for place, part in enumerate(rest) if not part.holds_letters(unknown=mixed)]
    place = next((place for place in names if not _is_initials(rest[place])), names[0] if names else len(rest))
    found = place > 0 or family != first
    if place == len(rest) or not found or not _may_be_given(rest[place], family, family_first=family_first):
        return first, rest, Tail(first, (), ())
    letters = tail if family != first else Tail(first, (), ())
    return family, [rest[place], *rest[:place], *rest[place + 1 :]], letters


def _license_in_capitals(first: tuple[str, ...], tail: Tail) -> Tail:
    """Read "AVERY DO, JORDAN": letters that are also a name are more often a license when a comma follows."""
    match = match_at(words_of(first[1]), 0)
    licenses = match and all(entry.profession and entry.kind is CredentialKind.LICENSE for entry in match.entries)
    return Tail(first[:1], *collect([match])) if match and licenses else tail


def _is_initials(part: Part) -> bool:
    """Return whether a part may be initials or unknown letters: "J.C."."""
    return len(part.words) == 1 and "." in part.words[0].rstrip(".")


def _may_be_given(part: Part, family: tuple[str, ...], *, family_first: bool) -> bool:
    """Return whether a part after a family name with letters is the given name, not a role or practice."""
    tail = split_tail(drop_titles(part.words), keep=1)
    words = split_generation(tail.name)[0]
    mixed = not in_one_case(" ".join((*family, *words)))
    if part.is_tail() or len(words) > MOST_GIVEN or not is_name_like(words, in_mixed_case=mixed):
        return False
    if len(words) == 1 and is_initial(f"{words[0].strip('.')}."):
        return False
    family = split_generation(family, numeral_behind=1)[0]
    if family_first or is_one_family(family):
        return True
    return is_given_name(words[0]) and not is_given_name(family[0]) and not (len(words) > 1 and tail.credentials)


def _is_family(first: tuple[str, ...], second: Part, *, family_first: bool) -> bool:
    """Return whether "first, second" is "family, given"."""
    if not first or second.is_tail():
        return False
    if family_first:
        return True
    given = drop_titles(second.words)
    family = split_generation(first, numeral_behind=1)[0]
    if is_one_family(family):
        unknown_letters = given[0].isupper() and not set(given[0]) & _VOWELS
        return not is_role(given) and not (unknown_letters and is_joined_family(family))  # "WEI Y CHEN, CH"
    if len(first) > 1 and _is_second_person(first, given):
        return False
    lone_letter = len(name := split_tail(given, keep=1).name) == 1 and is_initial(name[0])
    torn = len(given) > 1 or bool(split_tail(first, keep=2).credentials)  # "Avery, D. PT", "Jordan Avery A.T., C."
    return is_given_name(given[0]) and not (lone_letter and torn)


def _is_second_person(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Return whether two complete names both have letters: "Jordan Avery PT, Nadia Reyes DC"."""
    return bool(split_tail(first, keep=2).credentials and split_tail(second, keep=2).credentials)


def _may_be_two(first: tuple[str, ...], rest: Sequence[Part], family_first: bool) -> bool:
    """Return whether letters may be either's: "Warren Hollis, Ida Marsh, DC"; "Martin Garcia, Ana Maria, DC" is one."""
    second = drop_titles(rest[0].words)
    if family_first or len(rest) < 2 or (len(first), len(second)) != (2, 2) or not is_given_name(first[0]):  # noqa: PLR2004
        return False
    return rest[1].is_tail() and len(second[1].strip(".")) > 1 and not is_given_name(second[1])


def _leading_generation(given: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Return a given name without a leading generation ("Hollis, Jr. Warren") or a sister's "Sr.", and the former."""
    given = drop_sister(given)
    if len(given) > 1 and is_generation(given[0]):
        return given[1:], split_generation(given[:1])[1]
    return given, ""


def _generation_before_letters(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return a part with a generation moved from after its letters to before them: "Warren Hollis PT Jr"."""
    if not words or not is_generation(words[-1]):
        return words
    tail = split_tail(words[:-1], keep=1)
    named = len(tail.name)
    return (*tail.name, words[-1], *words[named:-1]) if tail.credentials else words


def _tail_words(part: Part, reading: _Reading) -> list[Word]:
    """Return the words of a part after the name that may be credentials; put anything else into `reading`."""
    if part.is_title():
        return []
    if former := part.former():
        tail = split_tail(former, keep=1)
        reading.former.append(display_name(" ".join(tail.name)))
        reading.credentials += tail.credentials
        reading.unknown += tail.unknown
        return []
    if len(part.words) == 1 and is_numeral(part.words[0]):  # "Warren Hollis, V"
        reading.generation = reading.generation or part.words[0].upper()
        return []
    words, generation = _leading_generation(part.words)  # "Warren Hollis, Jr PT"
    words, last = split_generation(words)
    generation = generation or last
    reading.generation = reading.generation or generation
    return part.only(words)


def _person(reading: _Reading, asides: Asides, *, family_first: bool) -> ParsedPerson:
    core = core_name(reading.whole, reading.family, reading.given, family_first=family_first)
    if core and not core.family and asides.leads:  # '"Skip" Hollis'
        core = replace(core, given=asides.nickname, family=core.given)
    problems: tuple[str, ...] = ()
    if core is None:
        problems = ("name/organization",) if reading.organization else ("name/unreadable",)
    else:
        problems = () if core.family else ("name/one_word",)
        core = replace(
            core,
            generation=reading.generation or asides.generation,
            nickname=asides.nickname,
            former=tuple(dict.fromkeys([*asides.former, *reading.former])),
        )
    known, unknown = without_firm(
        each_once([*reading.credentials, *asides.credentials]),
        tuple(dict.fromkeys([*reading.unknown, *asides.unknown])),
    )
    return ParsedPerson(core, known, unknown, problems)


def each_once(found: Iterable[Credential]) -> tuple[Credential, ...]:
    """Return credentials with each code once, in its first spelling."""
    by_code: dict[str, Credential] = {}
    for credential in found:
        by_code.setdefault(credential.code, credential)
    return tuple(by_code.values())
