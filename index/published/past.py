"""Earlier generations that are still on disk, opened for single providers: what a saved list said on its day.

No page is made of them alone. The present overlay applies: neither removed people nor hidden fields are shown.
"""

import threading
from collections import OrderedDict
from pathlib import Path

from pydantic import ValidationError

from index.published.documents import Documents
from index.published.generation_folder import generation_name
from index.published.manifest import FILE as MANIFEST
from index.published.manifest import Manifest, ManifestError, read_manifest
from index.published.overlay import Overlay, without_fields
from index.published.suppression_keys import SuppressionKeys
from index.records import Provider

MOST_OPEN = 3
"""Generations open at once in a process; as many are on disk by default."""


class PastGeneration:
    """The documents of one earlier generation. Opening reads its tables, and does not hash its files."""

    def __init__(self, folder: Path) -> None:
        self.manifest: Manifest = read_manifest(folder)
        self._documents = Documents(folder)
        self._keys = SuppressionKeys(folder)

    def provider(self, provider_id: str, overlay: Overlay, now: str = "") -> Provider | None:
        """Return the provider of an id as the generation had it, without removed people and hidden fields.

        `now` is its present id: what is hidden under that is hidden here. None without one, or if it cannot be read.
        """
        number = self._documents.find(provider_id)
        if number is None or {provider_id, now} & overlay.suppressed or number in self._keys.numbers(overlay.keys):
            return None
        try:
            provider = self._documents[number]
        except (ValidationError, ValueError):
            return None
        built_on = self.manifest.built_on
        hidden = overlay.hidden_of(provider_id, built_on) | overlay.hidden_of(now, built_on)
        return without_fields(provider, hidden) if hidden else provider


class PastGenerations:
    """Opens earlier generations of a folder on demand; safe to call from many threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._open: OrderedDict[int, PastGeneration] = OrderedDict()

    def generation(self, number: int) -> PastGeneration | None:
        """Return the generation with a number; None where it was pruned, or cannot be read."""
        folder = self._folder / generation_name(number)
        with self._lock:
            # A pruned generation stays mapped in memory; its manifest says whether it is on disk.
            if not (folder / MANIFEST).is_file():
                self._open.pop(number, None)
                return None
            if number not in self._open:
                try:
                    self._open[number] = PastGeneration(folder)
                except (ManifestError, OSError, EOFError, ValueError):
                    return None
            self._open.move_to_end(number)
            while len(self._open) > MOST_OPEN:
                self._open.popitem(last=False)
            return self._open[number]
