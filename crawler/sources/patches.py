"""Patches: a source's wrong values, corrected in its file and never in code; an unused patch is reported."""

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any, TypeVar

from pydantic import Field, field_validator

from crawler.sources.parts import Part
from index.records import RawListing, RawLocation

Patched = TypeVar("Patched", RawListing, RawLocation)

LOCATION = "locations."
PATCHABLE = (
    *("name", "credentials", "profession", "website", "npi"),
    *(f"{LOCATION}{part.name}" for part in fields(RawLocation)),
)


class Patch(Part):
    """One wrong value of the source, and its correction."""

    field: str = Field(description="Which field of a raw listing: `name`, `website`, `locations.state`, …")
    written: str = Field(min_length=1, description="The whole value as the source writes it")
    read_as: str = Field(description="The value that replaces it; empty: none")
    source_id: str = Field(default="", description="Only in the listing with this id; left out: in all")
    because: str = Field(min_length=1, description="Why it is known to be wrong")

    @field_validator("field")
    @classmethod
    def _is_patchable(cls, value: str) -> str:
        if value not in PATCHABLE:
            raise ValueError(f"{value!r} cannot be patched; known are {', '.join(PATCHABLE)}")
        return value

    def fits(self, listing: RawListing, value: str) -> bool:
        """Return whether this patch applies to a listing with `value` in its field."""
        return value == self.written and self.source_id in {"", listing.source_id}


class Patches:
    """The patches of one source, and whether each was used."""

    def __init__(self, patches: Iterable[Patch]) -> None:
        self._used = dict.fromkeys(patches, False)

    def apply(self, listing: RawListing) -> RawListing:
        """Return a listing with its wrong values corrected."""
        for patch in self._used:
            name = patch.field
            if name.startswith(LOCATION):
                listing = self._in_locations(listing, patch, name.removeprefix(LOCATION))
            elif patch.fits(listing, getattr(listing, name)):
                self._used[patch] = True
                listing = _with(listing, name, patch.read_as)
        return listing

    def unused(self) -> list[Patch]:
        """Return the patches that have applied to no listing so far."""
        return [patch for patch, used in self._used.items() if not used]

    def _in_locations(self, listing: RawListing, patch: Patch, name: str) -> RawListing:
        if not any(patch.fits(listing, getattr(one, name)) for one in listing.locations):
            return listing
        self._used[patch] = True
        locations = (
            _with(one, name, patch.read_as) if patch.fits(listing, getattr(one, name)) else one
            for one in listing.locations
        )
        return replace(listing, locations=tuple(locations))


def _with(record: Patched, name: str, value: str) -> Patched:
    changed: dict[str, Any] = {name: value}
    return replace(record, **changed)
