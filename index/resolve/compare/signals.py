"""Signals that two listings are of one person or of two: the points of each, and its words for operators."""

from dataclasses import dataclass
from enum import Enum


class Signal(Enum):
    """One kind of evidence, with its points and its words.

    Points are natural logarithms of odds, fitted on invented directories with known truth (seed 1) and rounded
    (docs/resolution.md); 0 is even odds, given all other evidence on the two listings. Former names given by a source
    are not in those directories: their points are a judgment.
    """

    def __init__(self, points: float, words: str) -> None:
        self.points = points
        self.words = words

    START = (0.2, "two listings that meet under one key")
    GIVEN_EXACT = (1.5, "the same given name")
    GIVEN_NICKNAME = (-0.1, "given names of which one may be short for the other")
    GIVEN_PREFIX = (0.1, "given names of which one begins with the other")
    GIVEN_TYPO = (0.3, "given names one letter apart")
    GIVEN_SECOND = (-1.2, "one goes by the other's middle name")
    GIVEN_INITIAL = (-1.0, "given names of which one is an initial")
    FAMILY_EXACT = (2.0, "the same family name")
    FAMILY_FORMER = (1.0, "one's family name is the other's former one, as a source says")
    FAMILY_PART = (-0.3, "family names with a part or a former name in common")
    FAMILY_TYPO = (2.0, "family names one letter apart")
    FAMILY_OTHER = (-3.5, "other family names, as after a marriage")
    RARITY = (0.4, "how rare the name is, a step")
    MIDDLE_FULL = (2.8, "the same middle name")
    MIDDLE_INITIAL = (2.4, "the same middle initial")
    MIDDLE_CONFLICT = (-3.7, "middle initials conflict")
    MIDDLE_AFTER_MARRIAGE = (-1.8, "middle initials differ, as after a marriage")
    GENERATION_SAME = (1.5, "both are called Jr, Sr, II …")
    GENERATION_ONE = (-3.0, "only one is called Jr, Sr, II …")
    PROFESSIONS_DIFFER = (-5.0, "professions differ")
    PROFESSION_RARER = (0.7, "one of the rarer professions in common")
    PHONE_FEW = (2.3, "the same phone, which at most two surnames use")
    PHONE = (1.4, "the same phone")
    STREET = (1.3, "the same street address")
    WEBSITE = (1.8, "the same website")
    WORKPLACE = (1.6, "the same organization in one town")
    SECOND_CONTACT = (0.1, "a further contact in common")
    ZIP = (1.0, "the same ZIP code")
    TOWN = (-1.4, "the same town")
    STATE = (-1.9, "the same state")
    ELSEWHERE = (-5.9, "no place in common")
    PLACE_UNKNOWN = (-3.0, "one names no place")
    TWO_IDS = (-1.0, "two ids of one source, with two phones and two streets")
    NOT_REGISTERED = (-9.0, "no town in common, and no register knows either")
    OTHER_STATE = (-9.0, "different states, which only an NPI bridges")
    """A shared NPI, or that of the country's only holder of the name."""
    CREDENTIAL = (0.8, "a rarer credential in common")
    CREDENTIALS_DIFFER = (-3.0, "both have rarer credentials, and none is shared")
    DEGREE = (0.9, "a degree in common")
    DEGREES_DIFFER = (-4.0, "both have degrees, and none is shared")
    NAMESAKES = (-3.4, "another NPI holder of that name in the state")
    ONLY_HOLDER = (3.0, "the only NPI holder of that name in the country")
    ONLY_HOLDER_IN_STATE = (1.4, "the only NPI holder of that name in the state")
    NAME_UNHELD = (2.1, "no NPI holder has the other family name, as after a marriage")
    NAME_HELD = (-1.3, "another NPI holder has the other family name")


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence in words, with its points."""

    words: str
    points: float
