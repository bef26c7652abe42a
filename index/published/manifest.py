"""The manifest of a generation: size and SHA-256 of every file, counts, and when each source was last read."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from index.durable_files import SealError, seal, unseal
from index.records import BulkGroup
from index.records.register import NPI_REGISTERS

FILE = "manifest.json"
SIGNATURE = "signature.json"
"""The signature over the manifest (`index.published.generation_signature`); a generation of before has none."""
SCHEMA = 3
"""Increased when the files of a generation change their meaning; a reader refuses any other number.

2: the search index has the positions of words. 3: it has certificates, licenses, kinds and days of reading.
A further facet leaves it as it is: an index without the facet's files is refused by their name.
"""


class ManifestError(ValueError):
    """A generation is damaged, of another schema or without a file; the message names the file and says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """Size in bytes and SHA-256 in hex of one file."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """A source: the number of providers it lists, the last day it was read (ISO), and its description for readers."""

    providers: int
    last_read: str
    name: str = ""
    publisher: str = ""
    url: str = ""
    coverage: str = ""
    terms: str = ""
    """A note on its terms of use."""
    registry: bool = False
    """True if it is an NPI register itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOff:
    """A disabled source: its name and publisher, and why it is disabled ("" if no reason was given)."""

    name: str
    publisher: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExclusionList:
    """The federal exclusion list in which NPIs were looked up: its page and the last day of its newest file's month."""

    url: str
    as_of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The table of contents of a generation; `files` by path relative to its folder."""

    number: int
    built_at: str
    content_sha256: str
    counts: Mapping[str, int]
    """`providers`, `people`, `clinics`, `locations`, and one for each answer A of the providers."""
    sources: Mapping[str, SourceEntry]
    files: Mapping[str, FileEntry]
    off: Mapping[str, SourceOff] = field(default_factory=dict)
    """The sources that were disabled when it was built."""
    demonstration: bool = False
    """True if everybody in it is invented."""
    schema: int = SCHEMA
    fields: Mapping[str, int] = field(default_factory=dict)
    """The number of providers for which any source states a field, by claim field."""
    notes: Mapping[str, int] = field(default_factory=dict)
    """The number of providers left out, by cause (`suppressed`, …)."""
    may_leave: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The groups of values that each source, registers too, lets leave in bulk; one that is missing lets none leave."""
    exclusion_list: ExclusionList | None = None
    """None where it was not read whole, or its file does not say its month."""
    measures: Mapping[str, float] = field(default_factory=dict)
    """The measures that the publish gate compares the next generation with (`index.publish.publish_gate`)."""

    @property
    def built_on(self) -> date:
        """The day it was built (UTC)."""
        return datetime.fromisoformat(self.built_at).date()

    @property
    def registers(self) -> frozenset[str]:
        """The sources that are NPI registers: ours, and those whose entry says so."""
        return NPI_REGISTERS | {source for source, entry in self.sources.items() if entry.registry}

    @property
    def lets(self) -> Mapping[str, frozenset[BulkGroup]]:
        """The groups of values that each source lets leave in bulk; a group that we do not know is none."""
        return {
            source: frozenset(group for group in BulkGroup if group in groups)
            for source, groups in self.may_leave.items()
        }


_MANIFEST = TypeAdapter(Manifest)


def files_of(folder: Path) -> dict[str, FileEntry]:
    """Return an entry for every file below a folder except the manifest and its signature, sorted by path."""
    apart = {folder / FILE, folder / SIGNATURE}
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path not in apart)
    return {path.relative_to(folder).as_posix(): _entry(path) for path in paths}


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest into the folder of its generation; the signature of another manifest goes."""
    (folder / SIGNATURE).unlink(missing_ok=True)
    (folder / FILE).write_bytes(seal(asdict(manifest)))


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest without checking the other files; raises ManifestError."""
    path = folder / FILE
    try:
        content = unseal(path.read_bytes())
        if content.get("schema") != SCHEMA:
            raise ManifestError(
                f"{path} has schema {content.get('schema')}, this program reads {SCHEMA}: `pinpoint publish`"
            )
        return _MANIFEST.validate_python(content)
    except (OSError, SealError, ValidationError) as error:
        raise ManifestError(f"{path} is damaged ({error}); publish again: `pinpoint publish`") from error


def verify(folder: Path, manifest: Manifest) -> None:
    """Compare every file with the manifest; raises ManifestError that names the first difference."""
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    present -= {FILE, SIGNATURE}
    for name in sorted(present ^ set(manifest.files)):
        what = "is not in the manifest" if name in present else "is missing"
        raise ManifestError(f"{folder / name} {what}; publish again: `pinpoint publish`")
    for name, expected in manifest.files.items():
        try:
            found = _entry(folder / name)
        except OSError as error:
            raise ManifestError(f"{folder / name} cannot be read ({error.strerror})") from error
        if found != expected:
            raise ManifestError(f"{folder / name} is damaged: its SHA-256 is not the manifest's; `pinpoint publish`")


def _entry(path: Path) -> FileEntry:
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return FileEntry(size=path.stat().st_size, sha256=sha256)
