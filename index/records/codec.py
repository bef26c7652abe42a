"""Records to JSON and back. Defaults are left out, so a new field changes no stored byte."""

from typing import Any, TypeVar

from pydantic import TypeAdapter

Record = TypeVar("Record")

_adapters: dict[type, TypeAdapter[Any]] = {}


def _adapter(record_type: type[Record]) -> TypeAdapter[Record]:
    if record_type not in _adapters:
        _adapters[record_type] = TypeAdapter(record_type)
    return _adapters[record_type]


def to_json(record: object) -> str:
    """Return the record as one line of JSON in field order, without fields at their default."""
    return _adapter(type(record)).dump_json(record, exclude_defaults=True).decode()


def from_json(record_type: type[Record], text: str | bytes) -> Record:
    """Return the record that `to_json` wrote; raises pydantic.ValidationError on any other text."""
    return _adapter(record_type).validate_json(text)
