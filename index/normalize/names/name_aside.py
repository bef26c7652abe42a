"""Asides: the texts in brackets and quotes inside a name field."""

import re
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cache

from index.normalize.credentials import match_at, parse_credentials, words_of
from index.normalize.names.display_case import display_name
from index.normalize.names.name_tail import split_tail
from index.normalize.names.name_text import (
    Part,
    bare,
    drop_titles,
    is_given_name,
    is_noise,
    is_one_family,
    is_role,
    parts_of,
)
from index.records import Credential
from index.vocabulary.name_words import name_words

_ASIDE = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|\"([^\"]*)\"|(?<!\w)'([^']+)'(?!\w)")
_COVER = "\0"
_FORMER = re.compile(r"\b(?:née|nee|formerly|maiden(?:\s+name)?|f/?k/?a)\b[:.\s]+", re.IGNORECASE)


class _Place(Enum):
    """The place of an aside: before the name, at the given name, at the family name, or after the name."""

    FIRST = auto()
    GIVEN = auto()
    FAMILY = auto()
    BEHIND = auto()


@dataclass(slots=True)
class Asides:
    """The content of a name field's asides, and the field without them."""

    rest: str = ""
    nickname: str = ""
    generation: str = ""
    leads: bool = False
    """The nickname precedes everything else: '"Skip" Hollis'."""
    former: list[str] = field(default_factory=list)
    credentials: list[Credential] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def take_asides(text: str) -> Asides:
    """Return the content of the brackets and quotes of a tidied text, and the rest of it."""
    asides = Asides()
    asides.rest = _ASIDE.sub(" ", text)
    for match in _ASIDE.finditer(text):
        said = " ".join(next((group for group in match.groups() if group is not None), "").split())
        before, after = _ASIDE.sub(" ", text[: match.start()]), _ASIDE.sub(" ", text[match.end() :])
        _sort(said, asides, _place(before, after, quoted=match.group()[0] in "\"'"))
    return asides


def blank_asides(text: str) -> str:
    """Return a text of the same length with its asides covered by a character that is neither a word nor a blank."""
    return _ASIDE.sub(lambda match: _COVER * len(match.group()), text)


def _place(before: str, after: str, *, quoted: bool) -> _Place:
    """Return the place of an aside: the given name in "Robert (Bob) Hartwell" and "Hartwell, Robert (Bob)"."""
    parts_before, parts_after = parts_of(before), parts_of(after)
    if not parts_before or (len(parts_before) == 1 and parts_before[0].is_title()):
        return _Place.FIRST
    goes_on = words_of(after)
    if goes_on and not goes_on[0].after_break and match_at(goes_on, 0) is None:
        return _Place.GIVEN
    if len(parts_before) == 1 and parts_after and not parts_after[0].is_tail():
        family = _family_words(parts_before[0])
        if is_one_family(family) and not is_role(parts_after[0].words):
            return _Place.GIVEN if quoted else _Place.FAMILY
    behind_given = len(parts_before) == 2 and not parts_before[1].is_tail()  # noqa: PLR2004  ("Family, Given")
    if behind_given and is_one_family(_family_words(parts_before[0])) and not is_role(parts_before[1].words):
        return _Place.GIVEN
    return _Place.GIVEN if quoted else _Place.BEHIND


def _family_words(part: Part) -> tuple[str, ...]:
    return split_tail(drop_titles(part.words), keep=1).name


def _sort(said: str, asides: Asides, place: _Place) -> None:
    words = [bare(word) for word in re.split(r"[\s/]+", said) if bare(word)]
    known = name_words()
    if not words or all(word in known.pronouns or word in known.titles or is_noise(word) for word in words):
        return
    if len(words) == 1 and words[0] in known.generations:
        asides.generation = known.generations[words[0]]
        return
    if former := _FORMER.match(said):
        asides.former.append(display_name(said[former.end() :]))
        return
    if called := _called().match(said):
        said, place = said[called.end() :].strip(" \"'"), _Place.GIVEN
    found, unknown = parse_credentials(said)
    if found and not unknown and not _is_name_too(said):
        asides.credentials += found
    elif place is _Place.FAMILY and _is_name(said):
        asides.former.append(display_name(said))
    elif _is_nickname(said, place) and not asides.nickname:
        asides.nickname, asides.leads = display_name(_without_title(said)), place is _Place.FIRST
    else:
        asides.unknown.append(said)


def _is_nickname(said: str, place: _Place) -> bool:
    named = _without_title(said)
    if named.casefold() in name_words().double_given:
        return True
    if place in {_Place.FIRST, _Place.GIVEN} and len(two := named.split()) == 2:  # noqa: PLR2004  ("Penny Jo")
        return all(_is_name(word) and word[0].isupper() for word in two)
    return _is_name(named) and (place in {_Place.FIRST, _Place.GIVEN} or is_given_name(named))


def _is_name(said: str) -> bool:
    """Return whether an aside is one word of letters and not a role."""
    return said.replace(".", "").replace("'", "").replace("-", "").isalpha() and not is_role([said])


def _without_title(said: str) -> str:
    return " ".join(drop_titles(tuple(said.split())))


@cache
def _called() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(name_words().nickname_markers, key=len, reverse=True))
    return re.compile(rf"(?:{words})\b[:.\s]*", re.IGNORECASE)


def _is_name_too(said: str) -> bool:
    return bare(said) in name_words().also_names and not said.isupper()
