"""The key under which a town is stored and looked up: case-folded, no punctuation, short forms written out."""

import re
from collections.abc import Sequence

from anyascii import anyascii

# Short forms in town names by USPS Publication 28 (appendix B), and those that people write.
SHORT_FORMS = {
    "st": "saint",
    "ste": "sainte",
    "ft": "fort",
    "mt": "mount",
    "mtn": "mountain",
    "mtns": "mountains",
    "pt": "point",
    "spg": "spring",
    "spgs": "springs",
    "hts": "heights",
    "jct": "junction",
    "vlg": "village",
    "vly": "valley",
    "twp": "township",
    "bch": "beach",
    "hbr": "harbor",
    "pk": "park",
    "lk": "lake",
    "is": "island",
    "afb": "air force base",
    "n": "north",
    "s": "south",
    "e": "east",
    "w": "west",
}
_APOSTROPHES = re.compile(r"['`]")
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_VOWEL = re.compile(r"[aeiouy0-9]")
_SPLIT_MC = re.compile(r"\bmc (?=[a-z])")


def town_key(name: str) -> str:
    """Return the key of a town's name: "St. Louis" and "SAINT LOUIS" give "saint louis"."""
    return _joined([SHORT_FORMS.get(word, word) for word in _words(name)])


def typed_key(name: str) -> str:
    """Return the key of a name that is still being typed: "new e" and "st" may go on as New England and Stamford."""
    *before, last = _words(name) or [""]
    return _joined([*(SHORT_FORMS.get(word, word) for word in before), last])


def _words(name: str) -> list[str]:
    folded = _APOSTROPHES.sub("", anyascii(name.casefold()).casefold())  # as index.normalize.text
    return _NO_LETTERS.sub(" ", folded).split()


def _joined(words: Sequence[str]) -> str:
    return _SPLIT_MC.sub("mc", " ".join(words))


def is_written_out(name: str) -> bool:
    """Return whether no word of a name is cut short: "New York Mls" has one without a vowel, not in SHORT_FORMS."""
    words = _NO_LETTERS.sub(" ", anyascii(name).casefold()).split()
    return all(len(word) == 1 or word in SHORT_FORMS or _VOWEL.search(word) for word in words)
