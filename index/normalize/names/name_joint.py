"""Splits a name field with several people: "Warren & Ida Hollis", "Warren Hollis, PT; Ida Marsh, DC".

A second name ends the first one's letters. A person without a family name takes a neighbor's, from the side that has
one. Words joined within one person ("PT & ATC", "Owner and Therapist", "Ortega y Prado") or one organization ("Summit
Spine & Sport") are not split: only text that looks like a name counts as a second person.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.normalize.names.display_case import in_one_case
from index.normalize.names.name_aside import blank_asides
from index.normalize.names.name_core import core_name
from index.normalize.names.name_person import ParsedPerson, read_person
from index.normalize.names.name_tail import split_generation, split_tail
from index.normalize.names.name_text import (
    Part,
    bare,
    drop_titles,
    is_given_name,
    is_initial,
    is_name_like,
    is_noise,
    parts_of,
)
from index.records import CredentialKind
from index.vocabulary.name_words import name_words

_JOINS = frozenset({"&", "+", "and", "or", "with", "w/"})
_WITH = frozenset({"with", "w/"})
_MAY_JOIN = frozenset({";", "/"})
_IN_FAMILIES = frozenset({"y", "e"})  # may also join two family names of one person
_SLASH = "/"
# "and wife Ida Hollis"; small letters only, since Son is a name
_RELATION = r"(?-i:(?:(?:his|her|their)\s+)?(?:wife|husband|spouse|partner|son|daughter|brother|sister|colleague)\s+)?"
_MARK = re.compile(
    rf"\s*(?P<mark>[;|\u2022&+])\s*{_RELATION}"
    r"|\s+(?P<free>[-\u2013\u2014/])\s+"
    rf"|[\s,]+(?P<word>and|with|w/|or|y|e)\s+{_RELATION}"
    r"|(?<=[^\W\d_]{2})(?P<slash>/)(?=[^\W\d_]{2,}\s)",
    re.IGNORECASE,
)
_NEXT_PERSON = re.compile(r"[;&+]|\s(?:and|with|w/|or)\s", re.IGNORECASE)
_HELD = frozenset({CredentialKind.LICENSE, CredentialKind.DEGREE})
_TWO_WITH_LETTERS = 5  # fewest words of two names, the first one with letters
_WHOLE = 2  # fewest words of a name with a family name


@dataclass(frozen=True, slots=True)
class NameField:
    """The people of a name field: one, or the first and the others whose names are complete.

    `joint`: the field names several people. `letters`: it has letters that may belong to any of them.
    """

    people: tuple[ParsedPerson, ...]
    joint: bool = False
    letters: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    """The text of one of several people, as read.

    `words` are those of its first part; `given` the same where the family name is missing ("Warren" of "Warren & Ida
    Hollis"), else (). `comma`: it is written "Family, Given".
    """

    person: ParsedPerson
    words: tuple[str, ...]
    given: tuple[str, ...]
    comma: bool

    @property
    def has_letters(self) -> bool:
        return bool(self.person.credentials or self.person.unknown)


def read_people(text: str, *, family_first: bool = False) -> NameField:
    """Return the people of a tidied name field; one person without a name where it names nobody."""
    texts = [
        half
        for one in _joined_texts(text, family_first=family_first)
        for half in _listed_texts(one, family_first=family_first)
    ]
    if len(texts) == 1:
        person = read_person(text, family_first=family_first)
        if _may_be_two(text, person):
            return NameField((replace(person, credentials=(), unknown=()),), joint=True, letters=True)
        return NameField((person,))
    named_alone = not read_person(texts[0], family_first=family_first).credentials
    if named_alone and any(_is_firm(parts_of(one)) for one in texts[1:]):
        return NameField((ParsedPerson(None, problems=("name/organization",)),))
    named = [one for one in texts if not _only_titles(one.split())]  # "Mr. and Mrs. Warren Hollis"
    listed = not family_first and len(_piece(named[-1], family_first=False).given) == 0
    pieces = [
        piece
        for one in named
        for piece in _pieces(one, family_first=family_first, alone=not listed or one is named[-1])
    ]
    if family_first and pieces[0].comma:  # "HOLLIS, WARREN & IDA MAE"
        pieces = [one if one.comma else replace(one, given=one.given or one.words) for one in pieces]
    if _is_unclear(pieces):
        return NameField((ParsedPerson(None, problems=("name/unreadable",)),), joint=True)
    people, letters = _with_families(pieces, family_first=family_first)
    return NameField(tuple(people), joint=True, letters=letters)


def _joined_texts(text: str, *, family_first: bool) -> Iterator[str]:
    """Yield the text of each person, split at marks and words that join people."""
    if not _MARK.search(text):
        yield text
        return
    covered = blank_asides(text)
    start = 0
    for join in _MARK.finditer(covered):
        mark = next(group for group in join.groups() if group)
        left, right = text[start : join.start()].strip(" ,"), text[join.end() :].strip(" ,")
        if left and right and _joins_people(mark, left, right, family_first=family_first):
            yield left
            start = join.end()
    yield text[start:].strip(" ,")


def _joins_people(mark: str, left: str, right: str, *, family_first: bool) -> bool:
    """Return whether a mark or a word is between two people."""
    following = _NEXT_PERSON.search(right)
    right = right[: following.start()] if following else right
    behind = parts_of(blank_asides(right))
    if not behind or behind[0].is_tail():
        return False
    words, joins, known = _name_words(behind[0]), mark.casefold() in _JOINS, name_words()
    if joins and (_is_firm(behind) or _only_titles(left.split()) or all(bare(word) in known.company for word in words)):
        return True
    mixed = not in_one_case(f"{left} {right}")
    before = _piece(left, family_first=family_first)
    if not is_name_like(words, in_mixed_case=mixed) or before.person.name is None:
        return False
    if mark.casefold() in _IN_FAMILIES:
        written_small = mixed and mark.islower() and not family_first
        initial = mark == "e" and not is_given_name(words[0])  # "John e Smith"
        return written_small and not initial and _family_word_joins(before, words, letters=_has_license(right))
    if len(words) == 1:
        return _one_word_joins(mark.casefold(), before, behind, letters=_has_license(right))
    return _whole_name_joins(mark.casefold(), before, words, right)


def _whole_name_joins(mark: str, before: _Piece, words: Sequence[str], right: str) -> bool:
    """Return whether a given and a family name are a second person's, not a skill or practice of the first."""
    plain = not _has_role(words)
    if is_given_name(words[0]) or (plain and read_person(right).credentials):
        return mark in _JOINS | _MAY_JOIN or _has_license(right)
    if not plain or before.person.unknown:
        return False
    return mark in _JOINS - _WITH or (mark in {_SLASH, *_WITH} and not before.person.credentials)


def _family_word_joins(before: _Piece, words: Sequence[str], *, letters: bool) -> bool:
    """Return whether a small "y" or "e" joins two people: "Jose y Maria Montoya", not "Jose Montoya y Prado"."""
    if before.given:
        return len(words) >= _WHOLE
    return bool(before.person.credentials) and (is_given_name(words[0]) or letters)


def _one_word_joins(mark: str, before: _Piece, behind: Sequence[Part], *, letters: bool) -> bool:
    """Return whether a one-word name is a second person's: "Hollis, Warren & Ida", "Hollis, Warren; Marsh, Ida"."""
    word, plain = behind[0].words[-1], not _has_role(behind[0].words)
    if before.comma and len(behind) > 1 and not behind[1].is_tail():
        given = behind[1].words
        return plain and not _has_role(given) and is_name_like(_name_words(behind[1]), in_mixed_case=False)
    if not plain or mark not in _JOINS | _MAY_JOIN or len(word.strip(".")) == 1:
        return False
    if letters and (mark in _JOINS or before.comma):
        return True
    return is_given_name(word) if mark not in _JOINS or before.has_letters else True


def _listed_texts(text: str, *, family_first: bool) -> Iterator[str]:
    """Yield the text of each person where only a comma or a blank separates them: "Warren Hollis, PT, Ida Marsh, DC".

    A second name follows the letters of the first and has letters of its own.
    """
    if at := _second_line(text):
        yield text[:at].strip(" ,")
        yield from _listed_texts(text[at:].strip(" ,"), family_first=family_first)
        return
    person = read_person(text, family_first=family_first)
    for said in person.unknown if person.credentials else ():
        found = re.search(rf"\s{re.escape(said)}(?=[\s,])", text)
        at = found.start() if found else 0
        if not at or not _piece(text[:at].strip(" ,"), family_first=family_first).person.credentials:
            continue
        behind = parts_of(text[at:])
        words = _name_words(behind[0])
        whole = len(words) >= _WHOLE and is_name_like(words, in_mixed_case=not in_one_case(text))
        if whole and (is_given_name(words[0]) or not _has_role(words)) and _has_license(text[at:]):
            yield text[:at].strip(" ,")
            yield from _listed_texts(text[at:].strip(" ,"), family_first=family_first)
            return
    yield text


def _may_be_two(text: str, person: ParsedPerson) -> bool:
    """Return whether letters may be either person's: two names, then letters ("Warren Hollis, Ida Marsh, DC")."""
    parts = parts_of(text)
    if (
        len(parts) != len(("name", "name", "letters"))
        or not person.credentials
        or person.unknown != (" ".join(parts[1].words),)
    ):
        return False
    names = [_name_words(part) for part in parts[:2]]
    alike = all(
        len(name) == _WHOLE and is_name_like(name, in_mixed_case=True) and not _has_role(name) for name in names
    )
    return alike and parts[2].is_tail() and _has_license(text)


def _second_line(text: str) -> int:
    """Return the offset of a second name after the first one's letters ("Warren Hollis PT Ida Marsh DC"), else 0."""
    first = next(iter(parts_of(text)), None)
    if first is None or len(first.words) < _TWO_WITH_LETTERS or in_one_case(" ".join(first.words)):
        return 0
    for gap in re.finditer(r" ", text):
        left, right = parts_of(text[: gap.start()]), parts_of(text[gap.end() :])
        if len(left) != 1 or not right or not left[0].words[-1].isupper() or right[0].is_tail():
            continue
        words = _name_words(right[0])
        name = split_tail(left[0].words, keep=_WHOLE)
        second = len(words) >= _WHOLE and is_name_like(words, in_mixed_case=True) and not _has_role(words)
        if name.credentials and not name.unknown and second and _has_license(text[gap.end() :]):
            return gap.start()
    return 0


def _name_words(part: Part) -> tuple[str, ...]:
    return split_generation(split_tail(drop_titles(part.words), keep=1).name)[0]


def _has_role(words: Sequence[str]) -> bool:
    return any(bare(word) in name_words().roles for word in words)


def _is_firm(behind: Sequence[Part]) -> bool:
    """Return whether the joined words make a name a firm: "Hollis and Sons", "& Associates", "Hollis & Marsh, LLC"."""
    written = [word for part in behind for word in part.words]
    words = [word for part in behind for word in split_tail(part.words, keep=1).name if not part.is_tail()]
    named = bool(words) and bare(words[-1]) in name_words().firms  # "Hollis & Sons PT"
    return named or (bool(written) and is_noise(written[-1]) and len(written) == _WHOLE)


def _has_license(text: str) -> bool:
    """Return whether the letters of a license or a degree follow a name."""
    return any(credential.kind in _HELD for credential in read_person(text).credentials)


def _only_titles(words: Sequence[str]) -> bool:
    return all(bare(word) in name_words().titles for word in words)


def _pieces(text: str, *, family_first: bool, alone: bool) -> list[_Piece]:
    """Return the pieces of a text; unless it is `alone`, "Warren, Ida" and "Warren Hollis, Ida Marsh" are two."""
    parts = [part for part in parts_of(text) if not part.is_tail()]
    if len(parts) > 1 and not alone:
        sizes = {min(len(part.words), _WHOLE) for part in parts}
        names = all(is_name_like(part.words, in_mixed_case=False) for part in parts)
        if names and (sizes == {_WHOLE} or (sizes == {1} and is_given_name(parts[0].words[0]))):
            return [_piece(" ".join(part.words), family_first=False) for part in parts]
    return [_piece(text, family_first=family_first)]


def _is_unclear(pieces: Sequence[_Piece]) -> bool:
    """Return whether the order is unclear: "Hollis, Warren & Ida Marsh", where no given name is known."""
    first, second = pieces[0], pieces[1] if len(pieces) > 1 else pieces[0]
    plain = first.comma and not first.person.credentials and len(first.words) == 1 and not is_given_name(_given(first))
    return plain and not (second.comma or second.given)


def _given(piece: _Piece) -> str:
    return piece.person.name.given if piece.person.name else ""


def _piece(text: str, *, family_first: bool) -> _Piece:
    person = read_person(text, family_first=family_first)
    parts = parts_of(blank_asides(text))
    comma = len(parts) > 1 and not parts[1].is_tail()
    words = _name_words(parts[0]) if parts else ()
    double = " ".join(words).casefold() in name_words().double_given
    lacks_family = len(words) == 1 or double or all(is_initial(word) for word in words[1:])
    return _Piece(person, words, words if lacks_family and not comma else (), comma)


def _with_families(pieces: Sequence[_Piece], *, family_first: bool) -> tuple[list[ParsedPerson], bool]:
    """Return the first person and the others with complete names, and whether letters may belong to any of them."""
    found: list[ParsedPerson] = []
    unattributed = False
    for place, piece in enumerate(pieces):
        person, family = piece.person, _family_for(pieces, place, family_first=family_first)
        if family and (name := core_name((), (family,), _given_of(piece), family_first=False)):
            person = replace(person, name=replace(name, nickname=person.name.nickname if person.name else ""))
            person = replace(person, problems=())
        if _may_be_anybodys(pieces, place, family_first=family_first) and piece.has_letters:
            person, unattributed = replace(person, credentials=(), unknown=()), True
        if place == 0 or (_is_whole(pieces, place, family) and person.name not in {one.name for one in found}):
            found.append(person)
        else:
            unattributed |= piece.has_letters
    return found, unattributed


def _is_whole(pieces: Sequence[_Piece], place: int, family: str) -> bool:
    """Return whether a further person's name is complete and certain."""
    piece, before = pieces[place], pieces[place - 1]
    if family or piece.given:
        return bool(family)
    return bool(piece.person.name and piece.person.name.family) and (
        piece.comma or before.has_letters or not before.comma
    )


def _given_of(piece: _Piece) -> tuple[str, ...]:
    return tuple(drop_titles(piece.given))


def _family_for(pieces: Sequence[_Piece], place: int, *, family_first: bool) -> str:
    """Return the family name that a piece without one shares with its neighbor, or ""."""
    if not pieces[place].given:
        return ""
    behind = next((piece for piece in pieces[place + 1 :] if not piece.given), None)
    if behind and behind.person.name and not (behind.comma or family_first):
        return behind.person.name.family
    before = next((piece for piece in reversed(pieces[:place]) if not piece.given), None)
    if before and before.person.name and (before.comma or family_first):
        return before.person.name.family
    return ""


def _may_be_anybodys(pieces: Sequence[_Piece], place: int, *, family_first: bool) -> bool:
    """Return whether letters after a shared family name may belong to any of those who share it."""
    if place == 0 or pieces[place - 1].has_letters:
        return False
    before, piece = pieces[place - 1], pieces[place]
    return bool(before.given and not piece.comma) or bool(piece.given and (before.comma or family_first))
