"""The parts that the crowd's names are drawn from (names.yml). Family names are coined and used once."""

import random
from dataclasses import dataclass
from pathlib import Path

import yaml

from crawler.demo.towns import DATA


@dataclass(frozen=True, slots=True)
class NameParts:
    """`given` holds (given name, nickname or ""); `families` and `clinics` are coined, `street_kinds` (long, short)."""

    given: tuple[tuple[str, str], ...]
    families: tuple[str, ...]
    clinics: tuple[str, ...]
    streets: tuple[str, ...]
    street_kinds: tuple[tuple[str, str], ...]


def load_name_parts(file: Path = DATA / "names.yml") -> NameParts:
    """Return the parts in the order of the file; raises KeyError on a missing list."""
    parts = yaml.safe_load(file.read_text(encoding="utf-8"))
    return NameParts(
        given=tuple((entry[0], entry[1] if len(entry) > 1 else "") for entry in parts["given"]),
        families=tuple(first + last for first in parts["family_first"] for last in parts["family_last"]),
        clinics=tuple(parts["clinic_first"]),
        streets=tuple(parts["streets"]),
        street_kinds=tuple((long, short) for long, short in parts["street_kinds"]),
    )


def shuffled(chance: random.Random, parts: tuple[str, ...]) -> list[str]:
    """Return the parts in an order that depends only on the state of `chance`."""
    order = list(parts)
    chance.shuffle(order)
    return order
