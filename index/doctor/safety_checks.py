"""Checks of what a lost disk would need: the second place of removals."""

from index.doctor.finding import Check, NotWellError, TroubleKind
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


CHECKS: dict[str, Check] = {"removals": removals_copy}
