"""What differs between two readings of one record, field by field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field's old and new value; "" where there was or is none."""

    field: str
    old: str
    new: str


def field_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[FieldChange]:
    """Yield the fields in which two records differ, as JSON has them: "locations[0].phone.e164"."""
    before, after = dict(_leaves(old)), dict(_leaves(new))
    for field in dict.fromkeys([*before, *after]):
        if before.get(field) != after.get(field):
            yield FieldChange(field=field, old=before.get(field, ""), new=after.get(field, ""))


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from _leaves(part, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _leaves(part, f"{path}[{number}]")
    elif value is not None:
        yield path, str(value)
