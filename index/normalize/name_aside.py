"""What stands in brackets and quotes inside a name field."""

import re
from dataclasses import dataclass, field

from index.normalize.credentials import parse_credentials
from index.normalize.display_case import display_name
from index.normalize.name_text import bare, is_noise
from index.records import Credential
from index.vocabulary.name_words import name_words

_ASIDE = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|\"([^\"]*)\"|(?<!\w)'([^']+)'(?!\w)")
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
    behind = _name_is_over(text)
    for match in _ASIDE.finditer(text):
        said = " ".join(next((group for group in match.groups() if group is not None), "").split())
        _sort(said, asides, after_name=match.start() > behind)
    return asides


def _name_is_over(text: str) -> int:
    comma = text.find(",")
    return comma if comma >= 0 else len(text)


def _sort(said: str, asides: Asides, *, after_name: bool) -> None:
    words = [bare(word) for word in re.split(r"[\s/]+", said) if bare(word)]
    if not words or all(word in name_words().pronouns or is_noise(word) for word in words):
        return
    if former := _FORMER.match(said):
        asides.former.append(display_name(said[former.end() :]))
        return
    found, unknown = parse_credentials(said)
    if found and not unknown and not _is_name_too(said):
        asides.credentials += found
    elif len(words) == 1 and not after_name and said.replace(".", "").isalpha() and not asides.nickname:
        asides.nickname = display_name(said)
    else:
        asides.unknown.append(said)


def _is_name_too(said: str) -> bool:
    return bare(said) in name_words().also_names and not said.isupper()
