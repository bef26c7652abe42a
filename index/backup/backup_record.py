"""The home's record of its last good backup and its last good drill, which `pinpoint doctor` reads."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from index.durable_files import SealError, replace_file, seal, unseal
from index.locks import FileLock

FILE = "backups.json"
LOCK = "backups.lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class LastBackup:
    """A backup that ended well: its moment, its folder, the key that signed it, and its size in bytes."""

    moment: datetime
    folder: str
    key_id: str
    size: int
    encrypted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LastDrill:
    """A drill that ended well: when it ended, of which backup, and how many questions were answered."""

    at: datetime
    folder: str
    moment: datetime
    questions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupRecord:
    """The last good backup and drill of a home; None where there was none, or where the record cannot be read."""

    backup: LastBackup | None = None
    drill: LastDrill | None = None


_RECORD = TypeAdapter(BackupRecord)


def read_record(home: Path) -> BackupRecord:
    """Return the record of a home; an unreadable one counts as none, so that a new backup mends it."""
    try:
        return _RECORD.validate_python(unseal((home / FILE).read_bytes()))
    except (OSError, SealError, ValidationError):
        return BackupRecord()


def note_backup(home: Path, backup: LastBackup) -> None:
    """Record a backup that ended well; raises OSError."""
    with FileLock(home / LOCK, wait=True):
        _write(home, replace(read_record(home), backup=backup))


def note_drill(home: Path, drill: LastDrill) -> None:
    """Record a drill that ended well; raises OSError."""
    with FileLock(home / LOCK, wait=True):
        _write(home, replace(read_record(home), drill=drill))


def _write(home: Path, record: BackupRecord) -> None:
    replace_file(home / FILE, seal(json.loads(json.dumps(asdict(record), default=datetime.isoformat))))
