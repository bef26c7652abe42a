"""Records to JSON and back. Defaults are left out, so that a new field changes no stored byte."""

from collections.abc import Hashable
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

Record = TypeVar("Record")


@cache
def _adapter(record_type: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(record_type)


def to_json(record: object) -> str:
    """Return the record as one line of JSON in field order, without fields at their default."""
    return _adapter(type(record)).dump_json(record, exclude_defaults=True).decode()


def from_json(record_type: type[Record], text: str | bytes) -> Record:
    """Return the record that `to_json` wrote; raises pydantic's ValidationError on anything else."""
    record: Record = _adapter(record_type).validate_json(text)
    return record
