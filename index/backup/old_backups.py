"""Backups in a folder: those that are whole and of this home, and the removal of the oldest ones."""

import shutil
from pathlib import Path

from index import clock
from index.backup.backup import PREFIX
from index.backup.backup_manifest import NoBackupError, SignedBackup, UnknownSignerError, open_backup
from index.durable_files import sync_folder
from index.signing import Keyring, SignatureError

DELETING = ".deleting-"


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
