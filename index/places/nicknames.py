"""Names that people use for a town, county or state and that no table has: "Philly", "NYC", "LA".

`data/nicknames.csv` lists them, each with its reason. A name that means several has a row
for each, and is a choice.
"""

import csv
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from index.places.town_name import town_key

_FILE = Path(__file__).with_name("data") / "nicknames.csv"


def places_called(text: str) -> tuple[str, ...]:
    """Return the places of a nickname, as one would write them ("Los Angeles, CA", "Louisiana"); () for others."""
    return nicknames().get(_letters(text), ())


@cache
def nicknames() -> Mapping[str, tuple[str, ...]]:
    """Return the places of each nickname by its letters without blanks."""
    found: dict[str, list[str]] = defaultdict(list)
    with _FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, strict=True):
            found[_letters(row["name"])].append(row["place"])
    return {letters: tuple(places) for letters, places in found.items()}


def _letters(text: str) -> str:
    return town_key(text).replace(" ", "")
