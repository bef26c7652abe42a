"""Places with a name or code like one that was not found."""

from collections.abc import Iterator

import numpy as np
from rapidfuzz import fuzz, process

from index.places.gazetteer import Gazetteer
from index.places.namesakes import labeled_town, written_out
from index.places.place import SHOWN_AT_MOST, Place
from index.places.town_name import town_key

ALIKE = 75  # rapidfuzz's ratio, of 100: one or two typing errors in a word of seven letters
ALIKE_IN_STATE = 65  # lower within a named state, which is evidence by itself
LOOKED_AT = 60
_PREFIX = 100  # ZIP codes of one sectional center, which have the first three digits in common


def similar_towns(gazetteer: Gazetteer, city: str, state: str = "") -> tuple[Place, ...]:
    """Return up to five towns with a name like `city`, the most similar first; those of `state` precede all others."""
    key = town_key(city)
    if not key:
        return ()
    rows = _alike(gazetteer, key, state) if state else []
    rows += _alike(gazetteer, key)
    towns = dict.fromkeys(written_out(gazetteer, row) for row in dict.fromkeys(rows))
    return tuple(labeled_town(gazetteer, row) for row in list(towns)[:SHOWN_AT_MOST])


def _alike(gazetteer: Gazetteer, key: str, state: str = "") -> list[int]:
    names = dict(gazetteer.names_by_row(state))
    cutoff = ALIKE_IN_STATE if state else ALIKE
    found = process.extract(key, names, scorer=fuzz.ratio, score_cutoff=cutoff, limit=LOOKED_AT)
    people = gazetteer.table.town_population
    return [row for _, _, row in sorted(found, key=lambda match: (-match[1], -int(people[match[2]])))]


def similar_codes(gazetteer: Gazetteer, digits: str) -> tuple[Place, ...]:
    """Return up to five ZIP codes like one that does not exist, or that is cut short ("8120"), nearest number first.

    They have its first three digits, and so lie in one part of a state.
    """
    if not 3 <= len(digits) <= 5:  # noqa: PLR2004  (three digits name the region, five are a whole code)
        return ()
    wanted = int(digits.ljust(5, "0"))
    codes = gazetteer.table.zip
    first = wanted - wanted % _PREFIX
    low, high = np.searchsorted(codes, [first, first + _PREFIX])
    near = sorted(codes[int(low) : int(high)].tolist(), key=lambda code: (abs(code - wanted), code))
    return tuple(_with_points(gazetteer, near))[:SHOWN_AT_MOST]


def _with_points(gazetteer: Gazetteer, codes: list[int]) -> Iterator[Place]:
    for code in codes:
        if place := gazetteer.zip(f"{code:05d}"):
            yield place
