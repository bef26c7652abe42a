"""The second place of removals: a file on another disk with every removal and hidden field, and each that was ended.

Lines of a second kind have the states that are open from then on (`pinpoint launch`).

An append-only file of sealed lines; it holds ids and keyed hashes as the overlay does, and no name, reason or message.
`change_overlay` writes it after the overlay and before anybody is answered. `pinpoint restore` reads it.
"""

import os
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from index import clock
from index.durable_files import SealError, seal, sync_folder, unseal
from index.faults import fault_point

HiddenField = tuple[str, str]
"""A provider's id and the name of a field of it that is hidden."""


class RemovalsCopyError(ValueError):
    """The second place of removals cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Removals:
    """Ids and suppression keys (63-bit) that are left out, and fields that are hidden."""

    suppressed: frozenset[str] = frozenset()
    keys: frozenset[int] = frozenset()
    hidden: frozenset[HiddenField] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.suppressed or self.keys or self.hidden)

    def __len__(self) -> int:
        return len(self.suppressed) + len(self.keys) + len(self.hidden)

    def __or__(self, other: "Removals") -> "Removals":
        return Removals(
            suppressed=self.suppressed | other.suppressed,
            keys=self.keys | other.keys,
            hidden=self.hidden | other.hidden,
        )

    def __sub__(self, other: "Removals") -> "Removals":
        return Removals(
            suppressed=self.suppressed - other.suppressed,
            keys=self.keys - other.keys,
            hidden=self.hidden - other.hidden,
        )

    def __and__(self, other: "Removals") -> "Removals":
        return self - (self - other)


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: when it was written, what it left out or hid, and what it showed again."""

    at: datetime
    added: Removals
    ended: Removals


@dataclass(frozen=True, slots=True)
class Launch:
    """A change of the open states: when it was written, and all that are open since, None for every state."""

    at: datetime
    states: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class RemovalsCopy:
    """The content of the second place: its changes in order, and the number of lines that cannot be read.

    `launches` is empty in a file that an earlier version wrote.
    """

    entries: tuple[Entry, ...] = ()
    damaged: int = 0
    launches: tuple[Launch, ...] = ()

    @property
    def in_force(self) -> Removals:
        """Everything that was left out or hidden and not shown again."""
        now = Removals()
        for entry in self.entries:
            now = (now - entry.ended) | entry.added
        return now

    def ended_since(self, moment: datetime) -> Removals:
        """Return what was shown again at `moment` or later, and not left out or hidden anew after that."""
        ended = Removals()
        for entry in self.entries:
            ended = (ended - entry.added) | (entry.ended if entry.at >= moment else Removals())
        return ended


def read_copy(path: Path) -> RemovalsCopy:
    """Return the content of a second place; raises FileNotFoundError, and RemovalsCopyError if it cannot be read."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise RemovalsCopyError(f"{path} cannot be read ({error.strerror})") from error
    entries: list[Entry] = []
    launches: list[Launch] = []
    damaged = 0
    for line in filter(None, data.split(b"\n")):
        try:
            read = _LINE.validate_python(unseal(line + b"\n"))
            if read.is_launch:
                launches.append(Launch(read.at, None if read.open_states is None else frozenset(read.open_states)))
            else:
                entries.append(Entry(read.at, read.added.removals(), read.ended.removals()))
        except (SealError, ValidationError):
            damaged += 1
    return RemovalsCopy(tuple(entries), damaged, tuple(launches))


def begin_copy(path: Path) -> None:
    """Make the file, empty, if it is missing: a restore takes a missing one for a disk that is not mounted.

    Raises OSError; the folder must exist.
    """
    if not path.exists():
        _append(path, b"")


def bring_up_to_date(path: Path, wanted: Removals, ended: Removals) -> None:
    """Append what is in force and not in the file yet, and what has just ended; durable when this returns.

    Writing the difference repairs what an earlier call could not write. Nothing ends but what the caller says:
    an overlay that was lost must not empty its own copy. Raises OSError and RemovalsCopyError; the folder must exist,
    as a missing one is most likely a disk that is not mounted.
    """
    try:
        there = read_copy(path).in_force
    except FileNotFoundError:
        there = Removals()
    added, ended = wanted - there, (ended & there) - wanted
    if added or ended:
        _append(path, b"\n" + seal({"at": clock.now().isoformat(), "added": _spell(added), "ended": _spell(ended)}))


def note_open_states(path: Path, now: frozenset[str] | None, before: frozenset[str] | None) -> None:
    """Append the open states if they changed, or if the file does not have them; raises as `bring_up_to_date`.

    None, every state, is appended only where it is a change: an overlay that was lost has none either.
    """
    try:
        launches = read_copy(path).launches
    except FileNotFoundError:
        launches = ()
    is_there = bool(launches) and launches[-1].states == now
    if is_there or (now is None and before is None):
        return
    states = None if now is None else sorted(now)
    _append(path, b"\n" + seal({"at": clock.now().isoformat(), "is_launch": True, "open_states": states}))


def _append(path: Path, line: bytes) -> None:
    is_new = not path.exists()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    try:
        if is_new:
            os.fchmod(descriptor, 0o600)
        # A line break first: after a line that a full disk or a kill cut short, this one is still whole.
        if os.write(descriptor, line) != len(line):
            raise OSError(f"no room for a whole line in {path}")
        fault_point("removals_copy:written")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if is_new:
        sync_folder(path.parent)


@dataclass(frozen=True, slots=True)
class _Spelled:
    suppressed: tuple[str, ...] = ()
    keys: tuple[int, ...] = ()
    hidden: tuple[HiddenField, ...] = ()

    def removals(self) -> Removals:
        return Removals(suppressed=frozenset(self.suppressed), keys=frozenset(self.keys), hidden=frozenset(self.hidden))


@dataclass(frozen=True, slots=True)
class _Line:
    at: datetime
    added: _Spelled = field(default_factory=_Spelled)
    ended: _Spelled = field(default_factory=_Spelled)
    is_launch: bool = False
    open_states: tuple[str, ...] | None = None


_LINE = TypeAdapter(_Line)


def _spell(removals: Removals) -> dict[str, list[object]]:
    return {
        "suppressed": [*sorted(removals.suppressed)],
        "keys": [*sorted(removals.keys)],
        "hidden": [list(one) for one in sorted(removals.hidden)],
    }
