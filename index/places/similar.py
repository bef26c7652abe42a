"""Towns with a name like a misspelled one."""

from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from index.places.place import SHOWN_AT_MOST, Place
from index.places.town_name import town_key

if TYPE_CHECKING:  # the gazetteer imports this module
    from index.places.gazetteer import Gazetteer

ALIKE = 75  # rapidfuzz's ratio, of 100: one or two slips in a word of seven letters
ALIKE_IN_STATE = 65  # within the state that was named, which is evidence by itself
LOOKED_AT = 60


def similar_towns(gazetteer: "Gazetteer", city: str, state: str = "") -> tuple[Place, ...]:
    """Return up to five towns with a name like `city`, the likest first; those of `state` come before all others."""
    key = town_key(city)
    if not key:
        return ()
    rows = _alike(gazetteer, key, state) if state else []
    rows += _alike(gazetteer, key)
    return tuple(gazetteer.town_place(row) for row in dict.fromkeys(rows))[:SHOWN_AT_MOST]


def _alike(gazetteer: "Gazetteer", key: str, state: str = "") -> list[int]:
    names = dict(gazetteer.names_by_row(state))
    cutoff = ALIKE_IN_STATE if state else ALIKE
    found = process.extract(key, names, scorer=fuzz.ratio, score_cutoff=cutoff, limit=LOOKED_AT)
    people = gazetteer.table.town_population
    return [row for _, _, row in sorted(found, key=lambda match: (-match[1], -int(people[match[2]])))]
