"""Backups in a folder: those that are whole and of this home, the old ones, and the removal of the oldest."""

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from index import clock
from index.backup.backup import PREFIX
from index.backup.backup_manifest import NoBackupError, SignedBackup, UnknownSignerError, open_backup
from index.backup.backup_record import BackupRecord, MadeBackup, read_record
from index.durable_files import sync_folder
from index.settings import Settings
from index.signing import Keyring, SignatureError, read_keyring

DELETING = ".deleting-"
_NAME = re.compile(rf"{PREFIX}(\d{{8}}T\d{{6}})Z(-\d+)?")


def backups_before(here: Settings, moment: datetime) -> list[MadeBackup]:
    """Return the backups of this home from before a moment that can be seen, the oldest first.

    Earlier versions recorded the last one alone, so folders with a backup's name next to recorded ones count, too:
    also damaged ones, but none that another home signed.
    """
    record = read_record(here.home)
    found = {one.folder: one for one in _unrecorded(here, record, moment)}
    found |= {one.folder: one for one in record.older_than(moment)}
    return sorted(found.values(), key=lambda one: (one.moment, one.folder))


def _unrecorded(here: Settings, record: BackupRecord, moment: datetime) -> Iterator[MadeBackup]:
    known = [one.folder for one in record.made] + ([record.backup.folder] if record.backup else [])
    places = {Path(folder).parent for folder in known} | ({here.backup_dir} if here.backup_dir else set())
    trusted = read_keyring(here.keys)
    for folder in (folder for place in places for folder in place.glob(f"{PREFIX}*")):
        name = _NAME.fullmatch(folder.name)
        made = name and datetime.strptime(name[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
        if made and made < moment and folder.is_dir() and not _is_of_another_home(folder, trusted):
            yield MadeBackup(moment=made, folder=str(folder))


def _is_of_another_home(folder: Path, trusted: Keyring) -> bool:
    try:
        open_backup(folder, trusted)
    except UnknownSignerError:
        return True
    except (NoBackupError, SignatureError):  # damaged, or signed with a key of ours that was revoked
        return False
    return False


def whole_backups(place: Path, trusted: Keyring) -> list[SignedBackup]:
    """Return the backups of a folder, the oldest first, that a trusted key signed and whose files have their sizes.

    Contents are not compared: a restore does that.
    """
    found = []
    for folder in place.glob(f"{PREFIX}*"):
        if folder.is_symlink() or not folder.is_dir():
            continue
        try:
            backup = open_backup(folder, trusted)
        except (NoBackupError, UnknownSignerError, SignatureError):
            continue
        files = backup.manifest.files.items()
        if all(_has_size(folder / backup.manifest.stored_name(name), file.stored_size) for name, file in files):
            found.append(backup)
    return sorted(found, key=lambda one: (one.manifest.moment, one.folder.name))


def prune_backups(place: Path, trusted: Keyring, keep: int) -> list[Path]:
    """Delete all but the newest `keep` (1 at least) whole backups of this home; return the deleted folders.

    Nothing else is touched: no damaged backup, none of another home, no other file. Raises OSError.
    """
    for left in place.glob(f"{DELETING}{PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)
    whole = whole_backups(place, trusted)
    # A date to come is a clock's mistake: such a backup must not push out one that was made just now.
    dated = [backup for backup in whole if backup.manifest.moment <= clock.now()]
    old = dated[: -max(1, keep)]
    for backup in old:
        aside = backup.folder.with_name(f"{DELETING}{backup.folder.name}")
        backup.folder.rename(aside)  # a half deleted folder must not have a backup's name
        sync_folder(place)
        shutil.rmtree(aside)
    return [backup.folder for backup in old]


def _has_size(path: Path, size: int) -> bool:
    try:
        return not path.is_symlink() and path.stat().st_size == size
    except OSError:
        return False
