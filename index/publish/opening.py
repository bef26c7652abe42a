"""Opens what CURRENT names, and when that is damaged the newest older generation that is whole."""

import logging
from pathlib import Path

from index.publish import shelf
from index.publish.manifest import ManifestError
from index.publish.pointer import Pointer, PointerError, check_pointer, read_pointer
from index.publish.snapshot import OpenEngine, Snapshot
from index.records import StateRules
from index.search.engine import SearchEngine

_log = logging.getLogger(__name__)


class NothingPublishedError(LookupError):
    """There is no generation that can be served."""


def column_engine(folder: Path, rules: StateRules) -> SearchEngine:
    """Open the search index of a generation by the engine that serves."""
    from index.search.column_engine import ColumnEngine

    return ColumnEngine.open(folder, rules)


def open_current(folder: Path, open_engine: OpenEngine) -> tuple[Snapshot, tuple[str, ...]]:
    """Return the snapshot to serve and what is damaged, which is empty when it is the one that CURRENT names.

    Raises NothingPublishedError where there is none, and where none is whole.
    """
    tried: Pointer | None = None
    while True:
        try:
            pointer = read_pointer(folder)
        except PointerError as error:
            return _open_older(folder, None, [str(error)], open_engine)
        if pointer is None:
            raise NothingPublishedError(f"nothing is published in {folder}; run `pinpoint publish`")
        try:
            check_pointer(folder, pointer)
            return Snapshot(folder / pointer.name, open_engine), ()
        except (PointerError, ManifestError) as error:
            # A publisher may have pruned this generation meanwhile; then CURRENT names another by now.
            if pointer == tried:
                return _open_older(folder, pointer.number, [str(error)], open_engine)
            tried = pointer


def current_number(folder: Path) -> int | None:
    """Return the number of the generation that CURRENT vouches for; None where there is none or it is damaged."""
    try:
        pointer = read_pointer(folder)
        if pointer is not None:
            check_pointer(folder, pointer)
    except PointerError:
        return None
    return pointer.number if pointer else None


def _open_older(
    folder: Path, damaged: int | None, damage: list[str], open_engine: OpenEngine
) -> tuple[Snapshot, tuple[str, ...]]:
    for number in shelf.numbers_on(folder):
        if damaged is not None and number >= damaged:
            continue
        try:
            snapshot = Snapshot(folder / shelf.generation_name(number), open_engine)
        except ManifestError as error:
            damage.append(str(error))
            continue
        _log.error("%s; serving generation %d", "; ".join(damage), number)
        return snapshot, tuple(damage)
    raise NothingPublishedError("; ".join([*damage, "no older generation is whole; run `pinpoint publish`"]))
