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


class HomeNotEmptyError(ValueError):
    """A home may not be restored over another."""


class HomeInUseError(ValueError):
    """A process works in the home."""


def check_free(home: Path) -> None:
    """Raise HomeInUseError or HomeNotEmptyError unless a home may be restored there.

    Empty folders in it are no home: a container mounts its volumes there.
    """
    if not home.exists():
        if not home.parent.is_dir():
            raise HomeNotEmptyError(f"there is no folder {home.parent}; make it, or name another with --into")
        return
    if not home.is_dir():
        raise HomeNotEmptyError(f"{home} is no folder; name another with --into")
    locks = (path for folder in (home, home / "leases", home / "generations") for path in folder.glob("*.lock"))
    if held := next((path for path in locks if _is_held(path)), None):
        raise HomeInUseError(f"a process works in {home} (it holds {held.name}); stop worker, site and commands first")
    # A restore that was killed while it moved its parts left them here.
    if left := sorted(one.name for one in home.iterdir() if not _is_empty_folder(one) and not _is_leftover(one)):
        raise HomeNotEmptyError(
            f"{home} is not empty ({left[0]}); move it away and keep it, or name another folder with --into"
        )


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


def _is_empty_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink() and not any(path.iterdir())


def _is_leftover(path: Path) -> bool:
    return path.name.startswith(RESTORING)


def _is_held(path: Path) -> bool:
    try:
        with FileLock(path):
            return False
    except LockHeldError:
        return True
    except OSError:
        return False
