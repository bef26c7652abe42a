"""A snapshot: one generation's files, verified and opened. Immutable; many threads may read it."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.published import manifest as manifests
from index.published.coverage import FILE as COVERAGE
from index.published.coverage import Coverage
from index.published.documents import Documents
from index.published.generation_signature import signed_by
from index.published.generation_tables import MIXED_UP, load_mixed_up, load_redirects, load_rules
from index.published.hashed_rows import HashedRows
from index.published.manifest import Manifest, ManifestError
from index.published.numbers import FILE as NUMBERS
from index.published.summaries import OFFSETS as SUMMARIES
from index.published.summaries import ProviderSummaries
from index.published.suppression_keys import SuppressionKeys
from index.published.workplaces import FILE as WORKPLACES
from index.published.workplaces import Workplaces
from index.records import StateRules
from index.search.engine import OlderIndexError, SearchEngine

SEARCH = "search"
"""The folder of the search index inside a generation."""

OpenEngine = Callable[[Path, StateRules], SearchEngine]


class Snapshot:
    """The documents, tables and search engine of a generation's folder.

    Opening compares every file with the manifest. Raises ManifestError, which names the damaged file, or one of the
    search index that an older program did not write.
    """

    def __init__(self, folder: Path, open_engine: OpenEngine) -> None:
        self.folder = folder
        self.manifest: Manifest = manifests.read_manifest(folder)
        manifests.verify(folder, self.manifest)
        self.signed_by = signed_by(folder)
        self.documents = Documents(folder)
        # An older generation without this file answers from its documents.
        self.summaries = ProviderSummaries(folder) if SUMMARIES in self.manifest.files else None
        self.workplaces = Workplaces(folder) if WORKPLACES in self.manifest.files else None
        self.numbers = HashedRows(folder / NUMBERS) if NUMBERS in self.manifest.files else None
        self.coverage = Coverage.open(folder) if COVERAGE in self.manifest.files else Coverage({})
        self.rules = load_rules(folder)
        self.redirects = load_redirects(folder)
        self.mixed_up = load_mixed_up(folder) if MIXED_UP in self.manifest.files else frozenset()
        self.keys = SuppressionKeys(folder)
        self._outside: tuple[frozenset[str], NDArray[np.bool_]] | None = None
        try:
            self.engine = open_engine(folder / SEARCH, self.rules)
        except OlderIndexError as error:
            raise ManifestError(f"{error}: `pinpoint publish`") from error

    def outside(self, open_states: frozenset[str] | None) -> NDArray[np.bool_] | None:
        """Return for each document whether no place of it is in the open states; None where all are open.

        Computed once for each set of states, since the overlay changes with every case.
        """
        if open_states is None:
            return None
        known = self._outside
        if known is None or known[0] != open_states:
            is_outside = np.zeros(len(self.documents), dtype=np.bool_)
            numbers = [self.documents.number(one) for one in self.engine.outside(open_states)]
            is_outside[[number for number in numbers if number is not None]] = True
            known = self._outside = (open_states, is_outside)
        return known[1]
