"""Makes a backup of a home while worker and site write it.

The order makes the parts fit: first the store, as of one moment, then the overlay, then the inbox, then the archive.
So the overlay and the inbox have everything that the store of that moment has done or read, and each page that it
names is in the archive. A removal whose overlay entry was still missing is in the store, and a restore carries it over.
One that comes later is in the second place of removals.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version
from pathlib import Path

from index import clock
from index.backup.backup_manifest import (
    EDITION,
    NEXT_TO_CURRENT,
    SETTINGS,
    STORE,
    BackupManifest,
    PublicationFacts,
    write_manifest,
)
from index.backup.backup_record import LastBackup, note_backup
from index.backup.store_copy import copy_store, counts_of, last_publication, schema_of, store_file
from index.backup.stored_file import AGE, Recipient, StoredFile, measured, store_file_as
from index.corrections.suppression.removal import ensure_secret
from index.durable_files import sync_folder, sync_tree
from index.faults import fault_point
from index.locks import FileLock, LockHeldError
from index.published.overlay import OverlayError, change_overlay
from index.published.removals_copy import begin_copy
from index.settings import Settings
from index.signing import signing_key
from index.signing.keys import PRIVATE, PUBLIC
from index.store.database import open_store

PREFIX = "pinpoint-"
BUILDING = ".building-"
LOCK = ".pinpoint-backup.lock"
STAGING = ".backup-"
COPY_SECONDS = 3600.0
"""Seconds that copying the store may take."""

Progress = Callable[[str, int], None]


class BackupPlaceError(ValueError):
    """Backups cannot be written there."""


class BackupRunningError(RuntimeError):
    """Another process makes a backup into the same folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupParts:
    """Choices of what a backup holds beyond the store, the overlay, the inbox, own sources, rules and public keys."""

    archive: bool = False
    private_key: bool = False
    settings_file: Path | None = None


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A backup that is whole: its folder, its manifest and the id of the key that signed it."""

    folder: Path
    manifest: BackupManifest
    key_id: str


def make_backup(
    here: Settings,
    place: Path,
    *,
    parts: BackupParts | None = None,
    to: Recipient | None = None,
    seconds: float = COPY_SECONDS,
    progress: Progress = lambda *_: None,
) -> BackupReport:
    """Write a backup of the home as a new folder in `place`, and record it in the home.

    The folder gets its name when it is whole and on the disk. Raises BackupPlaceError, BackupRunningError,
    StoreNotCopiedError and OSError; then nothing new has a name in `place`.
    """
    chosen = parts or BackupParts()
    _check_place(here.home, place)
    store = store_file(here)
    if not store.exists():
        raise BackupPlaceError(f"there is no store in {here.home}, so there is nothing to back up")
    if here.removals_copy is not None:
        # The check of removals reports a failure, and a backup without it is better than none.
        with suppress(OSError, OverlayError):
            begin_copy(here.removals_copy)
            change_overlay(here.generations, lambda overlay: overlay)  # a new file has what is in force already
    with _only_backup(place), _building(place) as building:
        with open_store(here.database_url) as opened:
            ensure_secret(opened)  # the keys of a later removal must mean the same in a restored store
        signing_key(here.keys)
        moment = clock.now()
        with _copied(here.home, store, building, seconds, encrypted=to is not None) as copy:
            facts = (counts_of(copy), schema_of(copy), last_publication(copy))
            files = _store_files(here, copy, building, chosen, to, progress)
        counts, schema, publication = facts
        manifest = BackupManifest(
            edition=EDITION,
            moment=moment,
            finished=clock.now(),
            version=program_version(),
            schema=schema,
            encrypted_to=to.public_key if to else "",
            counts=counts,
            publication=publication and PublicationFacts(generation=publication[0], content_sha256=publication[1]),
            covers=_covers(chosen),
            leaves_out=_leaves_out(chosen),
            files=files,
        )
        key = write_manifest(building, here.keys, manifest)
        sync_tree(building)
        fault_point("backup:written")
        folder = _name_it(building, place, manifest)
    note_backup(
        here.home,
        LastBackup(
            moment=moment, folder=str(folder), key_id=key, size=manifest.size, encrypted=bool(manifest.encrypted_to)
        ),
    )
    return BackupReport(folder, manifest, key)


def program_version() -> str:
    """Return the version of Pinpoint; "" where it runs without having been installed."""
    try:
        return installed_version("pinpoint")
    except PackageNotFoundError:
        return ""


def _check_place(home: Path, place: Path) -> None:
    inside = place.resolve()
    if inside == home.resolve() or home.resolve() in inside.parents:
        raise BackupPlaceError(f"{place} lies in the home and would be lost with it; name a folder on another disk")
    if not place.is_dir():
        if not place.parent.is_dir():
            raise BackupPlaceError(f"there is no {place.parent}; is its disk mounted?")
        place.mkdir(mode=0o700)
        sync_folder(place.parent)


@contextmanager
def _only_backup(place: Path) -> Iterator[None]:
    try:
        with FileLock(place / LOCK):
            for left in place.glob(f"{BUILDING}*"):  # of a killed backup: nobody else holds the lock
                shutil.rmtree(left, ignore_errors=True)
            yield
    except LockHeldError as error:
        raise BackupRunningError(f"another backup into {place} is under way; wait for it") from error


@contextmanager
def _building(place: Path) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix=BUILDING, dir=place))  # mode 0700
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # gone already if it got its name


@contextmanager
def _copied(home: Path, store: Path, building: Path, seconds: float, *, encrypted: bool) -> Iterator[Path]:
    """Copy the store into the backup; for an encrypted one aside in the home, so that no plain byte leaves it."""
    if not encrypted:
        copy_store(store, building / STORE, seconds=seconds)
        yield building / STORE
        return
    for left in home.glob(f"{STAGING}*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=STAGING, dir=home) as staging:
        copy_store(store, Path(staging, STORE), seconds=seconds)
        yield Path(staging, STORE)


def _store_files(
    here: Settings, copy: Path, building: Path, parts: BackupParts, to: Recipient | None, progress: Progress
) -> dict[str, StoredFile]:
    suffix = AGE if to else ""
    files: dict[str, StoredFile] = {}
    for name, source in _covered(here, copy, parts):
        target = building / f"{name}{suffix}"
        try:
            lines = name.startswith("inbox/")
            files[name] = measured(source) if source == target else store_file_as(source, target, to, whole_lines=lines)
        except FileNotFoundError:
            if name == STORE:
                raise
            continue  # expired, or settled, since the folder was listed
        progress("backing up", len(files))
    return files


def _covered(here: Settings, copy: Path, parts: BackupParts) -> Iterator[tuple[str, Path]]:
    """Yield the name in the backup and the path of each file, in the order in which they must be read."""
    yield STORE, copy
    home = here.home
    singles = {
        **{name: here.generations / name for name in sorted(NEXT_TO_CURRENT)},
        here.own_state_rules.name: here.own_state_rules,
        here.own_board_lookups.name: here.own_board_lookups,
        f"keys/{PUBLIC}": here.keys / PUBLIC,
    }
    if parts.private_key:
        singles[f"keys/{PRIVATE}"] = here.keys / PRIVATE
    if parts.settings_file is not None:
        singles[SETTINGS] = parts.settings_file
    yield from ((name, path) for name, path in singles.items() if path.is_file())
    for path in sorted(here.inbox.glob("*.jsonl")):
        yield f"inbox/{path.name}", path
    for folder in (here.own_sources, *([here.archive] if parts.archive else [])):
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            yield path.relative_to(home).as_posix(), path


def _covers(parts: BackupParts) -> tuple[str, ...]:
    chosen = {
        "archive": parts.archive,
        "private signing key": parts.private_key,
        "settings file": parts.settings_file is not None,
    }
    always = ("store", "overlay", "pin and closing", "inbox", "own sources", "own rules", "public keys")
    return (*always, *(name for name, is_in in chosen.items() if is_in))


def _leaves_out(parts: BackupParts) -> tuple[str, ...]:
    chosen = {
        "archive: pages cannot be replayed": parts.archive,
        "private signing key: the restored home makes its own": parts.private_key,
        "settings file and environment": parts.settings_file is not None,
    }
    always = (
        "generations: published anew",
        "resolution snapshot: made anew",
        "logs",
        "removals after this moment: in the second place of removals",
    )
    return (*always, *(name for name, is_in in chosen.items() if not is_in))


def _name_it(building: Path, place: Path, manifest: BackupManifest) -> Path:
    """Give a whole backup its name, durably; a second one of the same second gets a number."""
    name = f"{PREFIX}{manifest.moment:%Y%m%dT%H%M%SZ}"
    number = 1
    while True:
        folder = place / (name if number == 1 else f"{name}-{number}")
        if not folder.exists():
            os.rename(building, folder)  # noqa: PTH104  (fails where Path.replace would put it in place of a file)
            sync_folder(place)
            fault_point("backup:named")
            return folder
        number += 1
