"""How two given names relate: the one module that knows the `nicknames` package."""

from enum import StrEnum
from functools import lru_cache

from nicknames import NickNamer
from rapidfuzz.distance import DamerauLevenshtein

SHORT_FOR = {
    "ali": ("allison", "alison"),
    "alex": ("alejandro", "alejandra"),
    "andie": ("andrea",),
    "beto": ("alberto", "roberto"),
    "cait": ("caitlin", "caitlyn"),
    "chuy": ("jesus",),
    "court": ("courtney",),
    "dani": ("danielle", "daniela"),
    "jenna": ("jennifer",),
    "kait": ("kaitlyn", "kaitlin"),
    "kate": ("catherine", "kathleen", "katharine"),
    "kathy": ("katharine",),
    "katie": ("katherine", "catherine", "kathleen", "katharine", "kaitlyn"),
    "katy": ("katherine", "catherine", "kathleen", "katharine"),
    "kris": ("kristin", "kristen", "kristina", "kristopher"),
    "lexi": ("alexandra", "alexa"),
    "lupe": ("guadalupe",),
    "meg": ("megan", "meghan"),
    "memo": ("guillermo",),
    "nacho": ("ignacio",),
    "nikki": ("nicole", "nicola"),
    "paco": ("francisco",),
    "pancho": ("francisco",),
    "pepe": ("jose",),
    "rafa": ("rafael",),
    "shelly": ("michelle", "rochelle"),
    "steph": ("stephanie",),
    "terri": ("theresa", "teresa"),
    "terry": ("theresa", "teresa"),
    "tess": ("theresa", "teresa"),
    "tori": ("victoria",),
}  # common in US registers and missing in nicknames 1.0.1
TYPO_NEEDS = 4  # letters; shorter names one edit apart are names of their own (Jan, Dan)

_namer = NickNamer()
_known = frozenset(_namer.canonical_lookup) | frozenset(_namer.nickname_lookup) | frozenset(SHORT_FOR)


class GivenNames(StrEnum):
    """How two given names relate; `CONFLICT` means that no one person would bear both."""

    EXACT = "exact"
    NICKNAME = "nickname"
    SECOND = "second"
    PREFIX = "prefix"
    TYPO = "typo"
    INITIAL = "initial"
    CONFLICT = "conflict"


@lru_cache(maxsize=100_000)
def canonicals(given: str) -> frozenset[str]:
    """Return the folded given name and every full name that it may be short for."""
    return frozenset({given, *_namer.canonicals_of(given), *SHORT_FOR.get(given, ())})


@lru_cache(maxsize=100_000)
def relation(left: str, right: str) -> GivenNames:
    """Relate two folded given names, each a run of letters ("robert", "bob", "r")."""
    if left == right:
        return GivenNames.EXACT if len(left) > 1 else GivenNames.INITIAL
    if not left or not right:
        return GivenNames.CONFLICT
    if min(len(left), len(right)) == 1:
        return GivenNames.INITIAL if left[0] == right[0] else GivenNames.CONFLICT
    if canonicals(left) & canonicals(right):
        return GivenNames.NICKNAME
    return _spelling(left, right)


def _spelling(left: str, right: str) -> GivenNames:
    # Two established names differ, however close they are: Eric and Erin, Daniel and Danielle.
    if (left in _known and right in _known) or min(len(left), len(right)) < TYPO_NEEDS:
        return GivenNames.CONFLICT
    if left.startswith(right) or right.startswith(left):
        return GivenNames.PREFIX
    typo = DamerauLevenshtein.distance(left, right, score_cutoff=1) <= 1
    return GivenNames.TYPO if typo else GivenNames.CONFLICT
