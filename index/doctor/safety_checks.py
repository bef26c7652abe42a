"""Checks of what a lost disk would need: a fresh backup, and the second place of removals."""

from datetime import timedelta

from index import clock
from index.backup.backup_record import LastDrill, read_record
from index.backup.old_backups import backups_before
from index.doctor.finding import Check, NotWellError, Trouble, TroubleKind
from index.published.current import current_number
from index.published.generation_folder import CURRENT, generation_name
from index.published.manifest import ManifestError, read_manifest
from index.published.overlay import read_overlay
from index.published.removals_copy import RemovalsCopyError, read_copy
from index.settings import Settings

NO_SECOND_PLACE = (
    "removals are written to one place only; set PINPOINT_REMOVALS_COPY to a file on another disk, so that a restore "
    "knows those made after the backup"
)


def removals_copy(here: Settings) -> str:
    """Check that the second place of removals, if there is one, has all that the overlay has."""
    overlay, path = read_overlay(here.generations).removals, here.removals_copy
    if path is None:
        return NO_SECOND_PLACE
    try:
        copy = read_copy(path)
    except FileNotFoundError as error:
        if overlay or not path.parent.is_dir():
            note = f"there is no {path}; is its disk mounted? Then run `pinpoint publish`, which writes it"
            raise NotWellError(TroubleKind.REMOVALS_COPY, note) from error
        return f"{path} is written with the first removal"
    except RemovalsCopyError as error:
        raise NotWellError(
            TroubleKind.REMOVALS_COPY, f"{error}; make it readable and writable for the worker"
        ) from error
    if missing := len(overlay - copy.in_force):
        note = f"{path} lacks {missing} entries of the overlay; make room there, then run `pinpoint publish`"
        raise NotWellError(TroubleKind.REMOVALS_COPY, note)
    damaged = f"; {copy.damaged} damaged lines in it were made up for" if copy.damaged else ""
    same_disk = path.stat().st_dev == here.generations.stat().st_dev if here.generations.is_dir() else False
    where = ", on the disk of the home: another disk is safer" if same_disk else ""
    return f"{path} has every removal and hidden field{damaged}{where}"


def backup(here: Settings) -> str:
    """Check that the last good backup is fresh enough, once something is published."""
    record = read_record(here.home)
    last, limit = record.backup, timedelta(days=here.backup_days)
    if not limit:
        return "none is expected (PINPOINT_BACKUP_DAYS is 0)"
    if last is None:
        if not (here.generations / CURRENT).exists():
            return "none yet; one is expected once something is published"
        if _is_demonstration(here):
            return "none is expected of a demonstration"
        note = "no backup was ever made; run `pinpoint backup DIR` with a folder on another disk (docs/backup.md)"
        raise NotWellError(TroubleKind.BACKUP_OLD, note)
    age = clock.now() - last.moment
    if age > limit:
        note = f"the last backup is {age.days} days old ({last.folder}); run `pinpoint backup`"
        raise NotWellError(TroubleKind.BACKUP_OLD, note, since=last.moment + limit)
    return f"of {last.moment:%Y-%m-%d %H:%M} UTC in {last.folder}; {_drilled(record.drill)}"


def old_texts(here: Settings) -> str:
    """Check that no backup is older than texts of settled cases may stay, as it holds some that were deleted."""
    if not (old := backups_before(here, clock.now() - timedelta(days=here.case_text_days))):
        return "no backup that can be seen is older than texts of settled cases may stay"
    note = (
        f"{len(old)} backups are older than {here.case_text_days} days and may hold texts of cases that were deleted "
        f"since; delete {', '.join(one.folder for one in old[:_MOST_NAMED])}"
    )
    since = old[0].moment + timedelta(days=here.case_text_days)
    trouble = Trouble(kind=TroubleKind.BACKUP_OLD_TEXTS, subject="", note=note, since=since, count=len(old))
    raise NotWellError.of([trouble])


def _is_demonstration(here: Settings) -> bool:
    number = current_number(here.generations)
    try:
        return number is not None and read_manifest(here.generations / generation_name(number)).demonstration
    except ManifestError:
        return False


def _drilled(drill: LastDrill | None) -> str:
    if drill is None:
        return "no drill yet: `pinpoint restore --drill` shows that it can be restored"
    return f"last good drill on {drill.at:%Y-%m-%d}"


_MOST_NAMED = 5

CHECKS: dict[str, Check] = {"removals": removals_copy, "old texts": old_texts, "backup": backup}
