"""What stands in brackets and quotes inside a name field."""

import re
from dataclasses import dataclass, field

from index.normalize.credentials import match_at, parse_credentials, words_of
from index.normalize.display_case import display_name
from index.normalize.name_text import bare, is_given_name, is_noise
from index.records import Credential
from index.vocabulary.name_words import name_words

_ASIDE = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|\"([^\"]*)\"|(?<!\w)'([^']+)'(?!\w)")
_COVER = "\0"
_FORMER = re.compile(r"\b(?:née|nee|formerly|maiden(?:\s+name)?|f/?k/?a)\b[:.\s]+", re.IGNORECASE)


@dataclass(slots=True)
class Asides:
    """The asides of a name field, and the field without them."""

    rest: str = ""
    nickname: str = ""
    former: list[str] = field(default_factory=list)
    credentials: list[Credential] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def take_asides(text: str) -> Asides:
    """Return what brackets and quotes of a tidied text say, and the rest of the text."""
    asides = Asides()
    asides.rest = _ASIDE.sub(" ", text)
    for match in _ASIDE.finditer(text):
        said = " ".join(next((group for group in match.groups() if group is not None), "").split())
        _sort(said, asides, inside=_name_goes_on(text[match.end() :]))
    return asides


def blank_asides(text: str) -> str:
    """Return a text with its asides covered by a character that is no word and no blank; of the same length."""
    return _ASIDE.sub(lambda match: _COVER * len(match.group()), text)


def _name_goes_on(rest: str) -> bool:
    """Whether a word of the name follows an aside, before any comma: "Robert (Bob) Hartwell"."""
    words = words_of(_ASIDE.sub(" ", rest))
    return bool(words) and not words[0].after_break and match_at(words, 0) is None


def _sort(said: str, asides: Asides, *, inside: bool) -> None:
    words = [bare(word) for word in re.split(r"[\s/]+", said) if bare(word)]
    known = name_words()
    if not words or all(word in known.pronouns or word in known.titles or is_noise(word) for word in words):
        return
    if former := _FORMER.match(said):
        asides.former.append(display_name(said[former.end() :]))
        return
    found, unknown = parse_credentials(said)
    if found and not unknown and not _is_name_too(said):
        asides.credentials += found
    elif _is_nickname(said, inside=inside) and not asides.nickname:
        asides.nickname = display_name(said)
    else:
        asides.unknown.append(said)


def _is_nickname(said: str, *, inside: bool) -> bool:
    one_word = said.replace(".", "").replace("'", "").isalpha() or said.casefold() in name_words().double_given
    return one_word and (inside or is_given_name(said))


def _is_name_too(said: str) -> bool:
    return bare(said) in name_words().also_names and not said.isupper()
