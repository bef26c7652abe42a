"""Short forms of given names. Only this module imports the `nicknames` package; a person has reviewed its pairs."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from nicknames import NickNamer

from index.vocabulary.entries import DATA, VocabularyError, read_rows

COLUMNS = ("name", "other", "counts", "reason")
FEWEST_LETTERS = 2


@dataclass(frozen=True, slots=True)
class ReviewedShortNames:
    """Reviewed pairs of given names: those that the package lacks, and those that it has wrong."""

    full: Mapping[str, frozenset[str]]
    """Full names by short form, where the package lacks them."""
    rejected: Mapping[frozenset[str], str]
    """Pairs that the package links although they are different names, with the reason."""


def load_short_names(path: Path) -> ReviewedShortNames:
    """Return the pairs of a file; raises VocabularyError with file, row and what to write."""
    full: dict[str, set[str]] = {}
    rejected: dict[frozenset[str], str] = {}
    seen: set[frozenset[str]] = set()
    for row in read_rows(path, COLUMNS):
        one, other = row.text("name", required=True), row.text("other", required=True)
        pair = frozenset({one, other})
        if not all(name.isascii() and name.isalpha() and name.islower() for name in pair):
            raise row.error(f"{one} and {other}: write names in small letters, without accents, blanks or hyphens.")
        if len(pair) == 1 or pair in seen:
            raise row.error(f"{one} and {other} are given twice. Write each pair once, of two names.")
        seen.add(pair)
        reason = row.text("reason", required=True)
        if row.choice("counts", ("true", "false")) == "true":
            full.setdefault(one, set()).add(other)
        else:
            rejected[pair] = reason
    return ReviewedShortNames(
        MappingProxyType({one: frozenset(names) for one, names in full.items()}), MappingProxyType(rejected)
    )


def load_given_names(path: Path) -> frozenset[str]:
    """Return the names of a file, without lines that start with #; raises VocabularyError with line and name."""
    found: set[str] = set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        for name in () if line.startswith("#") else line.split():
            if not (name.isascii() and name.isalpha() and name.islower() and len(name) >= FEWEST_LETTERS):
                raise VocabularyError(path, number, f"{name!r} is no name in small letters. Write names and blanks.")
            if name in found:
                raise VocabularyError(path, number, f"{name!r} is there twice. Write it once.")
            found.add(name)
    return frozenset(found)


@cache
def short_names() -> ReviewedShortNames:
    """Return the shipped review."""
    return load_short_names(DATA / "short_names.csv")


@cache
def established_given_names() -> frozenset[str]:
    """Return given names that many Americans have; the file says from which count on."""
    return load_given_names(DATA / "established_given_names.txt")


@lru_cache(maxsize=100_000)
def full_names(given: str) -> frozenset[str]:
    """Return the folded given name and every full name that it may be short for, without rejected pairs."""
    full = {*_namer().canonicals_of(given), *short_names().full.get(given, ())}
    return frozenset({given, *(name for name in full if frozenset({given, name}) not in short_names().rejected)})


def is_short_form(left: str, right: str) -> bool:
    """Return whether one folded name is directly short for the other.

    A third name linked to both does not count: Harry may be Henry or Harold, who are two people.
    """
    return left in full_names(right) or right in full_names(left)


def is_established(given: str) -> bool:
    """Return whether a folded name is in real use, and so not a misspelling of another name."""
    return given in _known()


def is_of_package(given: str) -> bool:
    """Return whether the package has a folded name, short or full."""
    return bool(_namer().nicknames_of(given) or _namer().canonicals_of(given))


@cache
def package_pairs() -> frozenset[frozenset[str]]:
    """Return every pair that the package links as short and full name, rejected ones included."""
    return frozenset(
        frozenset({full, short})
        for full, shorts in _namer().nickname_lookup.items()
        for short in shorts
        if full != short
    )


@cache
def _namer() -> NickNamer:
    return NickNamer()


@cache
def _known() -> frozenset[str]:
    namer = _namer()
    of_package = frozenset(namer.canonical_lookup) | frozenset(namer.nickname_lookup)
    return of_package | frozenset(short_names().full) | established_given_names()
