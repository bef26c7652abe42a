"""CURRENT: the small file that names the generation to serve, with the SHA-256 of its manifest."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from index.file_modes import SHARED_FILE
from index.publish import manifest, shelf
from index.publish.durable import replace_file

_LINE = re.compile(r"(generation-\d{6,}) ([0-9a-f]{64})\n")


class PointerError(ValueError):
    """CURRENT is damaged: it names no generation, or another one than was published under its checksum."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """A generation's folder name and the SHA-256 of its manifest; the manifest vouches for every other file."""

    name: str
    manifest_sha256: str

    @property
    def number(self) -> int:
        """The generation's number."""
        return int(self.name.rpartition("-")[2])


def point_to(folder: Path, name: str) -> None:
    """Make a generation of the folder the current one, durably. Also the way back to an older one."""
    data = (folder / name / manifest.FILE).read_bytes()
    replace_file(folder / shelf.CURRENT, f"{name} {hashlib.sha256(data).hexdigest()}\n".encode(), mode=SHARED_FILE)


def read_pointer(folder: Path) -> Pointer | None:
    """Return what CURRENT says, None where nothing was published yet; raises PointerError."""
    try:
        text = (folder / shelf.CURRENT).read_bytes().decode("ascii", errors="replace")
    except FileNotFoundError:
        return None
    match = _LINE.fullmatch(text)
    if match is None:
        raise PointerError(f"{folder / shelf.CURRENT} is damaged; publish again: `pinpoint publish`")
    return Pointer(match[1], match[2])


def check_pointer(folder: Path, pointer: Pointer) -> None:
    """Compare the pointer's checksum with the manifest it names; raises PointerError."""
    path = folder / pointer.name / manifest.FILE
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise PointerError(f"{folder / shelf.CURRENT} names {path}, which cannot be read ({error.strerror})") from error
    if found != pointer.manifest_sha256:
        raise PointerError(f"{folder / shelf.CURRENT} and {path} do not belong together; `pinpoint publish`")
