"""The documents of a generation: its providers on disk, one JSON line each, sorted by id, found by number or id."""

import mmap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self, overload

import numpy as np

from index.records import Clinic, Practitioner, Provider
from index.records.codec import from_json, to_json

LINES = "documents.jsonl"
OFFSETS = "documents.offsets.npy"
IDS = "documents.ids.npy"


class DocumentOrderError(ValueError):
    """Providers were not written in the order of their ids, each once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One line of the file: exactly one of the two."""

    practitioner: Practitioner | None = None
    clinic: Clinic | None = None


class DocumentsWriter:
    """Writes providers one by one in ascending order of ids; leaving its `with` block writes the index files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = (folder / LINES).open("wb")
        self._offsets = [0]
        self._ids: list[bytes] = []

    @property
    def number(self) -> int:
        """The number of providers written, which is the number of the next one."""
        return len(self._ids)

    @property
    def ids(self) -> Sequence[bytes]:
        """The ids written, ascending."""
        return self._ids

    def write(self, provider: Practitioner | Clinic) -> int:
        """Write one provider and return its number; raises DocumentOrderError."""
        provider_id = provider.id.encode("ascii")
        if self._ids and provider_id <= self._ids[-1]:
            raise DocumentOrderError(f"provider {provider.id} came after {self._ids[-1].decode()}; sort by id")
        line = _Line(practitioner=provider) if isinstance(provider, Practitioner) else _Line(clinic=provider)
        written = self._file.write(to_json(line).encode() + b"\n")
        self._ids.append(provider_id)
        self._offsets.append(self._offsets[-1] + written)
        return self.number - 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._file.close()
        if error is None:
            np.save(self._folder / OFFSETS, np.array(self._offsets, dtype=np.int64))
            np.save(self._folder / IDS, np.array(self._ids, dtype=bytes))


class Documents(Sequence[Provider]):
    """The providers of a generation, by number; the file is mapped, so that a document loads only when it is used."""

    def __init__(self, folder: Path) -> None:
        self._offsets = np.load(folder / OFFSETS)
        self._ids = np.load(folder / IDS)
        with (folder / LINES).open("rb") as file:
            size = file.seek(0, 2)
            self._lines = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, index: int) -> Provider: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Provider]: ...
    def __getitem__(self, index: int | slice) -> Provider | Sequence[Provider]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        number = range(len(self))[index]
        line = from_json(_Line, self._lines[int(self._offsets[number]) : int(self._offsets[number + 1])])
        provider = line.practitioner or line.clinic
        if provider is None:
            raise ValueError(f"document {number} holds neither a practitioner nor a clinic")
        return provider

    def __iter__(self) -> Iterator[Provider]:
        return (self[number] for number in range(len(self)))

    def id(self, number: int) -> str:
        """Return the id of a document."""
        return bytes(self._ids[number]).decode("ascii")

    def number(self, provider_id: str) -> int | None:
        """Return the number of the document with an id; None without one."""
        return self._numbers.get(provider_id)

    def find(self, provider_id: str) -> int | None:
        """Return the number of the document with an id, as `number` does, without a table in memory; for a few ids."""
        sought = provider_id.encode("ascii", "replace")
        at = int(np.searchsorted(self._ids, sought))
        return at if at < len(self) and bytes(self._ids[at]) == sought else None

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """Numbers by id. A page of results asks for eighty ids; a search in the sorted array is 100 times slower."""
        return {known.decode("ascii"): number for number, known in enumerate(self._ids.tolist())}
