"""The home's record of its backups that ended well and of its last good drill, which `pinpoint doctor` reads."""

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
class MadeBackup:
    """A backup that ended well, however old: its moment and its folder."""

    moment: datetime
    folder: str

    @property
    def is_there(self) -> bool:
        """True if its folder can be seen; false also while its disk is not mounted."""
        return Path(self.folder).is_dir()

    @property
    def is_deleted(self) -> bool:
        """True if its folder is gone from a place that can be seen."""
        return not self.is_there and Path(self.folder).parent.is_dir()


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupRecord:
    """The last good backup and drill of a home; None where there was none, or where the record cannot be read.

    `made` has every backup, the oldest first, until its folder is seen to be deleted; none from before it was recorded.
    """

    backup: LastBackup | None = None
    drill: LastDrill | None = None
    made: tuple[MadeBackup, ...] = ()

    def older_than(self, moment: datetime) -> tuple[MadeBackup, ...]:
        """Return the backups of before a moment that can be seen, the oldest first."""
        return tuple(one for one in self.made if one.moment < moment and one.is_there)


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
        record = read_record(home)
        made = [one for one in record.made if not one.is_deleted]
        made.append(MadeBackup(moment=backup.moment, folder=backup.folder))
        _write(home, replace(record, backup=backup, made=tuple(made)))


def note_drill(home: Path, drill: LastDrill) -> None:
    """Record a drill that ended well; raises OSError."""
    with FileLock(home / LOCK, wait=True):
        _write(home, replace(read_record(home), drill=drill))


def _write(home: Path, record: BackupRecord) -> None:
    replace_file(home / FILE, seal(json.loads(json.dumps(asdict(record), default=datetime.isoformat))))
