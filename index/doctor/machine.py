"""Checks of machine and home: free space, file modes, the table of places, and the crawler's contact address."""

import os
import shutil

from index.doctor.finding import Check, NotWellError, TroubleKind
from index.file_modes import open_to_others
from index.places.gazetteer import read_gazetteer
from index.settings import Settings


def home(here: Settings) -> str:
    """Check that the home has free space and can be written."""
    here.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    free = shutil.disk_usage(here.home).free >> 20
    if free < here.doctor_free_mb:
        raise NotWellError(
            TroubleKind.DISK_LOW, f"only {free} MiB are free at {here.home} (PINPOINT_DOCTOR_FREE_MB); make room"
        )
    if not os.access(here.home, os.W_OK):
        raise NotWellError(
            TroubleKind.DISK_FAILING, f"{here.home} cannot be written by this user, or its disk is read-only"
        )
    return f"{here.home.resolve()}, {free >> 10} GiB free"


def file_modes(here: Settings) -> str:
    """Check that no other user can read private files."""
    if found := open_to_others(here.home):
        names = ", ".join(sorted(path.name for path in found))
        raise NotWellError(
            TroubleKind.FILE_MODES,
            f"others may read {names} in {here.home}; run `chmod -R go= ` on them as their owner",
        )
    return "nobody else may read store, archive and logs"


def places(here: Settings) -> str:
    """Check that the compiled table of places can be read and knows a ZIP code."""
    if read_gazetteer(here.places).zip("81201") is None:
        raise NotWellError(TroubleKind.PLACES, f"{here.places} does not know ZIP 81201; run `pinpoint places compile`")
    return f"{here.places}" if here.places.exists() else f"the table that ships, as there is no {here.places}"


def contact(here: Settings) -> str:
    """Return the contact address that crawled sites can write to."""
    if here.crawl_contact:
        return f"sites can write to {here.crawl_contact}"
    return "none, so only servers of your own are crawled; set PINPOINT_CRAWL_CONTACT"


CHECKS: dict[str, Check] = {"home": home, "file modes": file_modes, "places": places, "contact": contact}
