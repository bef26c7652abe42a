"""The compiled table of places: its columns, and how to write and read it.

One compressed .npz of plain arrays, 1.5 MB on disk and 8 MB in memory. Text is fixed-width UTF-8. ZIP codes are sorted
by number, towns by "key|STATE" and then by population, largest first. `data/places.npz` is the table that ships;
`pinpoint places compile` makes it.
"""

import os
import tempfile
import zipfile
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.file_modes import SHARED_FILE, make_shared_folder
from index.places.place import PlaceTableError, PlaceTableOutdatedError

VERSION = 8
SHIPPED_TABLE = Path(__file__).parent / "data" / "places.npz"

Column = npt.NDArray[np.generic]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceTable:
    """The columns. Coordinates in degrees; NaN where a ZIP code has none. Text is UTF-8 bytes."""

    version: Column
    zip: Column
    zip_city: Column
    zip_state: Column
    zip_county: Column
    """"Chaffee County"; empty for a code without a county, such as a military one."""
    zip_latitude: Column
    zip_longitude: Column
    zip_exact: Column
    """True if the point is the ZIP code's own; otherwise it is its town's, or only as exact as that."""
    town_key: Column
    town_name: Column
    town_state: Column
    town_latitude: Column
    town_longitude: Column
    town_population: Column
    """0 where the town is known from ZIP codes only."""
    town_zip: Column
    """The nearest ZIP code of that name, or else of the state; 0 for none. It distinguishes two towns of one name."""


def save_table(table: PlaceTable, path: Path) -> None:
    """Write the table to a temporary file in its folder and rename it, so that no reader sees half of it.

    Every user may read it: one may compile, another serve. Raises OSError.
    """
    make_shared_folder(path.parent)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".npz")
    with os.fdopen(handle, "wb") as file:
        np.savez_compressed(file, **{field.name: getattr(table, field.name) for field in fields(PlaceTable)})
    Path(name).chmod(SHARED_FILE)
    Path(name).replace(path)


def load_table(path: Path) -> PlaceTable:
    """Return the table that `save_table` wrote; raises PlaceTableError on anything else.

    Of these, PlaceTableOutdatedError for a table that another version of this program wrote.
    """
    advice = f"the table of places {path} cannot be read; run `pinpoint places compile`"
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
            if int(file["version"]) != VERSION:
                raise PlaceTableOutdatedError(f"{advice} (it has version {int(file['version'])}, not {VERSION})")
            return PlaceTable(**{field.name: file[field.name] for field in fields(PlaceTable)})
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise PlaceTableError(f"{advice} ({error})") from error
