"""The generations on disk: what each holds, whether it is whole, which one is current and which pinned."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from index.published import generation_folder
from index.published import manifest as manifests
from index.published.current import PointerError, read_pointer
from index.published.generation_signature import NOT_SIGNED, SignedBy, signed_by
from index.published.manifest import Manifest, ManifestError
from index.published.pin import PinError, read_pin


class UnknownGenerationError(LookupError):
    """No generation of that number is on disk."""


class DamagedGenerationError(ValueError):
    """A generation is damaged, so it is not made current; the message names the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogEntry:
    """One generation on disk. `manifest` is None where it cannot be read; `damage` then says why."""

    number: int
    manifest: Manifest | None
    size: int
    """Bytes of all its files."""
    is_current: bool = False
    is_pinned: bool = False
    signed_by: SignedBy = NOT_SIGNED
    damage: str = ""
    """A sentence that names the file; empty where every file is as the manifest says."""

    @property
    def is_whole(self) -> bool:
        """True if it may be made current."""
        return not self.damage

    @property
    def built_at(self) -> datetime | None:
        """The time it was built."""
        return datetime.fromisoformat(self.manifest.built_at) if self.manifest else None

    @property
    def counts(self) -> Mapping[str, int]:
        """The counts of its manifest."""
        return self.manifest.counts if self.manifest else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """All generations of a folder, the newest first, and the damage of CURRENT and of the pin."""

    entries: tuple[CatalogEntry, ...] = field(default=())
    damage: tuple[str, ...] = ()

    @property
    def current(self) -> CatalogEntry | None:
        """The generation that CURRENT names, None where it names none on disk."""
        return next((entry for entry in self.entries if entry.is_current), None)

    def entry(self, number: int) -> CatalogEntry:
        """Return the generation with a number; raises UnknownGenerationError."""
        for entry in self.entries:
            if entry.number == number:
                return entry
        there = ", ".join(str(entry.number) for entry in self.entries) or "none"
        raise UnknownGenerationError(f"generation {number} is not on disk; there: {there}")

    def before_current(self) -> CatalogEntry:
        """Return the newest whole generation older than the current one; raises UnknownGenerationError."""
        current = self.current
        for entry in self.entries:
            if entry.is_whole and current and entry.number < current.number:
                return entry
        raise UnknownGenerationError("no whole generation older than the current one is on disk")


def read_catalog(folder: Path) -> Catalog:
    """Return the generations of a folder; reads and hashes every file of each."""
    return _catalog(folder, generation_folder.numbers_on(folder))


def read_entries(folder: Path, numbers: Collection[int]) -> Catalog:
    """Return some generations of a folder, so far as they are on disk, and the current one; others are not read."""
    return _catalog(folder, [one for one in generation_folder.numbers_on(folder) if one in numbers], with_current=True)


def catalog_page(folder: Path, *, before: int | None, size: int) -> tuple[Catalog, int | None]:
    """Return the newest generations older than `before`, at most `size`, and where the next page begins, if any.

    The current one is among them on the first page only.
    """
    older = [one for one in generation_folder.numbers_on(folder) if before is None or one < before]
    shown = older[:size]
    return _catalog(folder, shown, with_current=before is None), shown[-1] if len(older) > size else None


def _catalog(folder: Path, numbers: Collection[int], *, with_current: bool = False) -> Catalog:
    current, pinned, damage = None, None, []
    try:
        pointer = read_pointer(folder)
        current = pointer.number if pointer else None
    except PointerError as error:
        damage.append(str(error))
    try:
        pin = read_pin(folder)
        pinned = pin.generation if pin else None
    except PinError as error:
        damage.append(str(error))
    chosen = set(numbers)
    if with_current and current in generation_folder.numbers_on(folder):
        chosen.add(current)
    entries = tuple(
        read_entry(folder, number, is_current=number == current, is_pinned=number == pinned)
        for number in sorted(chosen, reverse=True)
    )
    return Catalog(entries=entries, damage=tuple(damage))


def read_entry(folder: Path, number: int, *, is_current: bool = False, is_pinned: bool = False) -> CatalogEntry:
    """Return one generation on disk, with every file compared with the manifest."""
    path = folder / generation_folder.generation_name(number)
    found, damage, signer = None, "", NOT_SIGNED
    try:
        found = manifests.read_manifest(path)
        manifests.verify(path, found)
        signer = signed_by(path)
    except ManifestError as error:
        damage = str(error)
    if found and found.number != number:
        damage = f"{path} has the manifest of generation {found.number}"
    size = sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
    return CatalogEntry(
        number=number,
        manifest=found,
        size=size,
        is_current=is_current,
        is_pinned=is_pinned,
        signed_by=signer,
        damage=damage,
    )
