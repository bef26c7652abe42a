"""The folder that becomes a home: empty and unused before, filled aside, and given its name in one step."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from index.backup.backup_manifest import STORE
from index.durable_files import sync_folder, sync_tree
from index.faults import fault_point
from index.locks import FileLock, LockHeldError

RESTORING = ".restoring-"
STAYS = frozenset({"alerts", "backups.json", "leases", "logs", "lost+found", "metrics", "probes", "worker.json"})
"""Files and folders that a site, a worker or a watch writes before a restore, or that a disk has: they stay as is."""
_LOST = {
    "store.db": "a store",
    "generations": "what is published or left out",
    "inbox": "messages",
    "archive": "archived pages",
    "sources": "source files",
    "keys": "signing keys",
    "resolution": "a resolution",
    "state_rules.csv": "rules of your own",
    "board_lookups.csv": "board look-ups of your own",
    "pinpoint.toml": "settings",
}
"""Parts of a home that a restore writes, in words."""


class HomeNotEmptyError(ValueError):
    """A home may not be restored over another."""


class HomeInUseError(ValueError):
    """A process works in the home."""


def check_free(home: Path) -> None:
    """Raise HomeInUseError or HomeNotEmptyError unless a home may be restored there, with nothing lost.

    Empty folders in it are no home: a container mounts its volumes there. Counts and logs stay as they are.
    """
    if not home.exists():
        if not home.parent.is_dir():
            raise HomeNotEmptyError(f"there is no folder {home.parent}; make it, or name another with --into")
        return
    if not home.is_dir():
        raise HomeNotEmptyError(f"{home} is no folder; name another with --into")
    locks = (
        path
        for folder in (home, home / "alerts", home / "leases", home / "generations")
        for path in folder.glob("*.lock")
    )
    if held := next((path for path in locks if _is_held(path)), None):
        raise HomeInUseError(f"a process works in {home} (it holds {held.name}); stop worker, site and commands first")
    if lost := _lost(home):
        raise HomeNotEmptyError(
            f"{home} has {', '.join(lost)}, which a restore would write over or mix with; move it away and keep it, "
            "or name another folder with --into"
        )


def _lost(home: Path) -> list[str]:
    """Return what is in a folder that a restore may not touch, each in words."""
    found = sorted(
        one.name
        for one in home.iterdir()
        if one.name not in STAYS
        and not one.name.startswith(RESTORING)  # of a restore that was killed while it moved its parts
        and not _is_only_locks(one)
    )
    return [f"{_LOST[name]} ({name})" if name in _LOST else name for name in found]


@contextmanager
def filled_aside(home: Path) -> Iterator[Path]:
    """Give an empty private folder on the disk of the home, and remove it at the end if it did not become the home.

    It lies next to the home; in the home where that is a mount, has folders for mounts, or nobody may write next to it.
    """
    home = home.absolute()
    inside = home.is_dir() and (
        os.path.ismount(home) or any(home.iterdir()) or not os.access(home.parent, os.W_OK | os.X_OK)
    )
    place, prefix = (home, RESTORING) if inside else (home.parent, f".{home.name}{RESTORING}")
    for left in place.glob(f"{prefix}*"):
        shutil.rmtree(left, ignore_errors=True)
    aside = Path(tempfile.mkdtemp(prefix=prefix, dir=place))  # mode 0700
    try:
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def become(aside: Path, home: Path) -> None:
    """Make a filled folder the home, durably: by one rename; part by part, the store last, where it lies in the home.

    Raises OSError; then nothing of it is in the home.
    """
    sync_tree(aside)
    fault_point("restore:filled")
    home = home.absolute()
    if home not in aside.parents:
        aside.rename(home)  # an empty folder may be replaced
        sync_folder(home.parent)
        return
    moved: list[Path] = []
    try:
        for part in sorted(aside.iterdir(), key=lambda one: (one.name == STORE, one.name)):
            for source in sorted(part.iterdir()) if (home / part.name).is_dir() else [part]:
                target = home / source.relative_to(aside)
                moved.append(target)
                shutil.move(source, target)
        sync_tree(home)
    except OSError:
        for target in moved:
            with suppress(OSError):
                shutil.rmtree(target) if target.is_dir() else target.unlink(missing_ok=True)
        raise


def _is_only_locks(path: Path) -> bool:
    """Return whether a path is a lock's file, or a folder with nothing else in it: a lock holds nothing."""
    if path.is_dir() and not path.is_symlink():
        return all(map(_is_only_locks, path.iterdir()))
    return path.suffix == ".lock" and path.is_file()


def _is_held(path: Path) -> bool:
    try:
        with FileLock(path):
            return False
    except LockHeldError:
        return True
    except OSError:
        return False
