"""The relation of two given names: equal, a short form, misspelled, or names of two people."""

from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from index.vocabulary.short_names import is_established, is_short_form

TYPO_NEEDS = 4  # fewest letters; shorter names one edit apart are different names (Jan, Dan)
ENDS_OF_WOMEN = frozenset("ae")
VOWELS = frozenset("aeio")


class GivenNames(StrEnum):
    """The relation of two given names; `CONFLICT` means that one person would not have both."""

    EXACT = "exact"
    NICKNAME = "nickname"
    SECOND = "second"
    PREFIX = "prefix"
    TYPO = "typo"
    INITIAL = "initial"
    CONFLICT = "conflict"


@lru_cache(maxsize=100_000)
def relation(left: str, right: str) -> GivenNames:
    """Return the relation of two folded given names, each a run of letters ("robert", "bob", "r")."""
    if left == right:
        return GivenNames.EXACT if len(left) > 1 else GivenNames.INITIAL
    if not left or not right:
        return GivenNames.CONFLICT
    if min(len(left), len(right)) == 1:
        return GivenNames.INITIAL if left[0] == right[0] else GivenNames.CONFLICT
    if is_short_form(left, right):
        return GivenNames.NICKNAME
    return _spelling(left, right)


def _spelling(left: str, right: str) -> GivenNames:
    # two established names are different, however similar: Eric and Erin, Daniel and Danielle
    shorter, longer = sorted((left, right), key=len)
    if len(shorter) < TYPO_NEEDS or (is_established(left) and is_established(right)):
        return GivenNames.CONFLICT
    if _of_man_and_woman(shorter, longer):
        return GivenNames.CONFLICT
    if longer.startswith(shorter):
        return GivenNames.PREFIX
    typo = DamerauLevenshtein.distance(left, right, score_cutoff=1) <= 1
    return GivenNames.TYPO if typo else GivenNames.CONFLICT


def _of_man_and_woman(shorter: str, longer: str) -> bool:
    """Return whether an ending makes one name the other's female form: Karim and Karima, Branko and Branka.

    Not so for a misspelled or shortened name next to an established one: "Jordann", "Amand".
    """
    if longer.startswith(shorter):
        ending = longer[len(shorter) :]
        whole = is_established(shorter) or not is_established(longer)
        return whole and ending[-1] in ENDS_OF_WOMEN
    if (
        len(shorter) == len(longer)
        and shorter[:-1] == longer[:-1]
        and not (is_established(shorter) or is_established(longer))
    ):
        return {shorter[-1], longer[-1]} <= VOWELS
    return False
