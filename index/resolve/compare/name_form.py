"""A person's name in comparable parts, and the relations of two names."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from index.normalize.match_keys import words
from index.records import PersonName
from index.resolve.compare.given_names import GivenNames, relation
from index.vocabulary.short_names import full_names

PART_NEEDS = 3  # fewest letters of a part that may be a family name by itself; shorter ones are "de", "la", "O"
TYPO_NEEDS = 5  # fewest letters of a family name; shorter ones one edit apart are different names (Hall, Hill)


_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv", "v"})


class FamilyNames(StrEnum):
    """The relation of two family names."""

    EXACT = "exact"
    FORMER = "former"
    PART = "part"
    TYPO = "typo"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class NameForm:
    """A name in folded letters only. `others` are nicknames and first words that may replace the given name."""

    given: str
    middle: str
    family: str
    generation: str
    others: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    """The family name whole, its hyphenated parts, and former names."""
    former: frozenset[str] = frozenset()
    """Former family names, as a source gives them."""

    @property
    def key(self) -> str:
        """The name as one string, as stored with a membership."""
        return f"{self.given}|{self.middle}|{self.family}|{self.generation}"

    @property
    def full_givens(self) -> frozenset[str]:
        """Every given name that this name may be short for."""
        return _full_givens(self.given, self.others)


@lru_cache(maxsize=100_000)
def _full_givens(given: str, others: frozenset[str]) -> frozenset[str]:
    return frozenset().union(*(full_names(name) for name in (given, *others)))


def _letters(text: str) -> str:
    return "".join(words(text))


def _without_generation(name: str) -> list[str]:
    parts = name.split()
    return parts[:-1] if len(parts) > 1 and _letters(parts[-1]) in _GENERATIONS else parts


@lru_cache(maxsize=100_000)
def name_form(name: PersonName) -> NameForm:
    """Return the comparable form of a name."""
    given_words = words(name.given)
    family = _letters(name.family)
    others = {_letters(name.nickname)} if name.nickname else set()
    if len(given_words) > 1 and len(given_words[0]) > 1:
        others.add(given_words[0])
    parts = {part for part in words(name.family) if len(part) >= PART_NEEDS}
    former = {_letters(parts_of[-1]) for text in name.former if (parts_of := _without_generation(text))}
    return NameForm(
        given="".join(given_words),
        middle=_letters(name.middle),
        family=family,
        generation=_letters(name.generation),
        others=frozenset(others),
        families=frozenset({family, *parts, *former}) - {""},
        former=frozenset(former) - {""},
    )


def form_of_key(key: str) -> NameForm:
    """Return the form that `NameForm.key` wrote, without the parts that a key lacks."""
    given, middle, family, generation = (key.split("|") + [""] * 4)[:4]
    return NameForm(given, middle, family, generation, families=frozenset({family} - {""}))


@lru_cache(maxsize=100_000)
def givens_of(left: NameForm, right: NameForm) -> GivenNames:
    """Return the relation of two people's given names, with their nicknames and middle names."""
    plain = relation(left.given, right.given)
    if plain is GivenNames.EXACT or not (left.given and right.given):
        return plain
    if right.given in left.others or left.given in right.others or _called(left, right) or _called(right, left):
        return GivenNames.NICKNAME
    if plain is GivenNames.CONFLICT and (_goes_by_middle(left, right) or _goes_by_middle(right, left)):
        return GivenNames.SECOND
    return plain


def _called(short: NameForm, full: NameForm) -> bool:
    return any(len(other) > 1 and full.given in full_names(other) for other in short.others)


def _goes_by_middle(left: NameForm, right: NameForm) -> bool:
    return len(right.given) > 2 and left.middle == right.given  # noqa: PLR2004  (no initials)


@lru_cache(maxsize=100_000)
def families_of(left: NameForm, right: NameForm) -> FamilyNames:
    """Return the relation of two people's family names; hyphenated parts and a maiden middle name count as PART."""
    if left.family == right.family and left.family:
        return FamilyNames.EXACT
    if left.family in right.former or right.family in left.former:
        return FamilyNames.FORMER
    if left.families & right.families:
        return FamilyNames.PART
    if (left.middle and left.middle == right.family) or (right.middle and right.middle == left.family):
        return FamilyNames.PART
    if min(len(left.family), len(right.family)) >= TYPO_NEEDS and (
        DamerauLevenshtein.distance(left.family, right.family, score_cutoff=1) <= 1
    ):
        return FamilyNames.TYPO
    return FamilyNames.DIFFERENT


def middles_conflict(left: NameForm, right: NameForm) -> bool:
    """Return whether two people of one surname have different middle initials."""
    if not left.middle or not right.middle or left.middle[0] == right.middle[0]:
        return False
    return left.family == right.family and givens_of(left, right) is not GivenNames.SECOND


def still_the_name(before: NameForm, now: NameForm) -> bool:
    """Return whether a listing's name still fits the one it was linked under: the same, fuller, or married."""
    return (
        givens_of(before, now) is not GivenNames.CONFLICT
        and families_of(before, now) is not FamilyNames.DIFFERENT
        and not middles_conflict(before, now)
        and not (before.generation and now.generation and before.generation != now.generation)
    )
