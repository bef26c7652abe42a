"""The reader of published generations: gives each request the current generation under the newest overlay."""

import logging
import threading
from pathlib import Path

from index.durable_files import LOOK_EVERY, WatchedFile
from index.published import generation_folder
from index.published.current import NothingPublishedError, column_engine, open_current
from index.published.generation import Generation, GoneError, NotOpenError
from index.published.overlay import FILE as OVERLAY
from index.published.overlay import Overlay, OverlayError, read_overlay
from index.published.past import PastGeneration, PastGenerations
from index.published.snapshot import OpenEngine, Snapshot

__all__ = ["Generation", "GoneError", "NotOpenError", "NothingPublishedError", "PublishedReader"]

_log = logging.getLogger(__name__)


class PublishedReader:
    """Returns the generation to serve. One for each process; safe to call from many threads.

    `every`: seconds between checks of CURRENT and of the overlay.
    """

    def __init__(self, folder: Path, open_engine: OpenEngine = column_engine, *, every: float = LOOK_EVERY) -> None:
        self._folder = folder
        self._open_engine = open_engine
        self._pointer_file = WatchedFile(folder / generation_folder.CURRENT, every=every)
        self._overlay_file = WatchedFile(folder / OVERLAY, every=every)
        self._lock = threading.Lock()
        self._overlay: Overlay | None = None
        self._snapshot: Snapshot | None = None
        self._damage: tuple[str, ...] = ()
        self._generation: Generation | None = None
        self._past = PastGenerations(folder)

    def generation(self) -> Generation:
        """Return the generation to answer one request from.

        An older one stays open as long as a request uses it. Raises NothingPublishedError, and OverlayError if the
        first overlay cannot be read.
        """
        served = self._generation
        # While one thread opens a new generation, the others continue with the old one.
        if not self._lock.acquire(blocking=served is None) and served is not None:
            return served
        try:
            return self._look()
        finally:
            self._lock.release()

    def past(self, number: int) -> PastGeneration | None:
        """Return an earlier generation for what it said of single providers; None where it is not on disk."""
        return self._past.generation(number)

    def _look(self) -> Generation:
        overlay, self._overlay = self._overlay, self._newest_overlay(self._overlay)
        snapshot, self._snapshot = self._snapshot, self._newest_snapshot(self._snapshot)
        if self._generation is None or overlay is not self._overlay or snapshot is not self._snapshot:
            self._generation = Generation(self._snapshot, self._overlay, self._damage)
        return self._generation

    def _newest_overlay(self, known: Overlay | None) -> Overlay:
        if not self._overlay_file.changed() and known is not None:
            return known
        try:
            return read_overlay(self._folder)
        except OverlayError as error:
            if known is None:
                raise
            _log.error("%s; the overlay read before it stays in force", error)
            return known

    def _newest_snapshot(self, known: Snapshot | None) -> Snapshot:
        if not self._pointer_file.changed() and known is not None:
            return known
        try:
            snapshot, self._damage = open_current(self._folder, self._open_engine)
        except NothingPublishedError as error:
            if known is None:
                raise
            _log.error("%s; generation %d stays in service", error, known.manifest.number)
            return known
        return snapshot
