"""Builds a generation in a folder aside, verifies it, makes it durable, and then makes it current; or removes it."""

import shutil
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index import clock
from index.durable_files import sync_folder, sync_tree
from index.faults import fault_point
from index.file_modes import share_tree
from index.publish.census import Census
from index.publish.golden_queries import ask_golden_queries
from index.publish.roster import RosterWriter, Rows
from index.published import generation_folder
from index.published import manifest as manifests
from index.published.coverage import CoverageWriter
from index.published.current import current_number, point_to
from index.published.documents import Documents, DocumentsWriter
from index.published.export import content_sha256
from index.published.generation_signature import share_public_keys, sign_generation
from index.published.generation_tables import led_to_mixed_up, redirects, write_mixed_up, write_redirects, write_rules
from index.published.manifest import ExclusionList, Manifest, SourceOff
from index.published.numbers import numbers_writer
from index.published.pin import check_not_pinned, pinning
from index.published.snapshot import SEARCH, OpenEngine, Snapshot
from index.published.summaries import SummariesWriter
from index.published.suppression_keys import write_keys
from index.published.workplaces import workplaces_writer
from index.records import Clinic, Practitioner, Provider, StateRules
from index.store.sources import SourceDescription

BuildIndex = Callable[[Path, Sequence[Provider], StateRules], object]


class GenerationWriter:
    """Writes one generation. Use it in a `with`; leaving it without `finish` removes the unfinished folder.

    Only for the holder of the folder's lock (`generation_folder.only_publisher`).
    """

    def __init__(self, folder: Path, number: int, build_index: BuildIndex, open_engine: OpenEngine) -> None:
        self._folder = folder
        self._number = number
        self._build_index = build_index
        self._open_engine = open_engine
        self._aside = folder / generation_folder.building_name(number)
        self._census = Census()
        self._keys: list[tuple[int, int]] = []
        self._files = ExitStack()
        self.sources_off: Mapping[str, SourceOff] = {}
        """The disabled sources, for the manifest; set before `finish`."""
        self.may_leave: Mapping[str, tuple[str, ...]] = {}
        """The groups of values that each source lets leave in bulk, for the manifest; set before `finish`."""
        self.exclusion_list: ExclusionList | None = None
        """The exclusion list in which NPIs were looked up, for the manifest; set before `finish`."""
        self.keys: Path | None = None
        """The folder of the keys that sign the generation; None: it is not signed. Set before `finish`."""
        self.permission: Callable[[], AbstractContextManager[object]] = nullcontext
        """Entered while the generation becomes the current one; raises where it may not. Set before `finish`."""

    def __enter__(self) -> Self:
        self._aside.mkdir(parents=True)
        fault_point("publish:aside")
        try:
            self._documents = self._files.enter_context(DocumentsWriter(self._aside))
            self._glances = self._files.enter_context(SummariesWriter(self._aside))
            self._coverage = self._files.enter_context(CoverageWriter(self._aside))
            self._workplaces = self._files.enter_context(workplaces_writer(self._aside))
            self._numbers = self._files.enter_context(numbers_writer(self._aside))
            self._roster = self._files.enter_context(RosterWriter(self._aside))
        except OSError:
            self._files.close()
            shutil.rmtree(self._aside)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._files.__exit__(kind, error, trace)
        finally:
            if self._aside.exists():
                shutil.rmtree(self._aside)

    @property
    def number(self) -> int:
        """The number of the generation."""
        return self._number

    @property
    def written(self) -> int:
        """The number of providers added so far."""
        return self._documents.number

    def add(self, provider: Practitioner | Clinic, keys: Iterable[int]) -> None:
        """Add a provider with the suppression keys of its listings; call it in ascending order of ids."""
        number = self._documents.write(provider)
        self._glances.write(provider)
        self._coverage.write(provider)
        self._workplaces.write(provider)
        self._numbers.write(provider)
        self._roster.write(provider)
        self._keys.extend((key, number) for key in keys)
        self._census.add(provider)
        fault_point("publish:document")

    def roster(self) -> tuple[NDArray[np.bytes_], Rows]:
        """Return the ids added so far, ascending, and their rows in the roster."""
        return np.array(self._documents.ids, dtype=bytes), self._roster.rows()

    def finish(
        self,
        rules: StateRules,
        living: Mapping[str, str],
        *,
        demonstration: bool = False,
        notes: Mapping[str, int] | None = None,
        measures: Mapping[str, float] | None = None,
        sources: Mapping[str, SourceDescription] | None = None,
        mixed_up: Collection[str] = (),
    ) -> Manifest:
        """Write the remaining files, verify, and make this generation the current one; return its manifest.

        `living`: every id ever given → the id in use today. `sources`: the description of each for readers
        (index.store.sources.descriptions). `mixed_up`: ids that mixed up two people. Raises GoldenQueryError,
        PinnedError where a generation was pinned meanwhile, and OSError; CURRENT then still names the previous
        generation.
        """
        self._files.close()
        documents = Documents(self._aside)
        self._write_tables(documents, rules, living, mixed_up)
        self._write_index(documents, rules)
        manifest = Manifest(
            number=self._number,
            built_at=clock.now().isoformat(),
            content_sha256=content_sha256(documents),
            counts=self._census.table(),
            fields=dict(sorted(self._census.fields.items())),
            sources=self._census.sources(sources or {}),
            files=manifests.files_of(self._aside),
            off=self.sources_off,
            may_leave=self.may_leave,
            exclusion_list=self.exclusion_list,
            demonstration=demonstration,
            notes=notes or {},
            measures=measures or {},
        )
        manifests.write_manifest(self._aside, manifest)
        self._sign()
        fault_point("publish:manifest")
        share_tree(self._aside)
        sync_tree(self._aside)
        fault_point("publish:synced")
        ask_golden_queries(Snapshot(self._aside, self._open_engine))
        fault_point("publish:asked")
        with pinning(self._folder):
            check_not_pinned(self._folder)
            self._put_in_place()
        return manifest

    def _write_tables(
        self, documents: Documents, rules: StateRules, living: Mapping[str, str], mixed_up: Collection[str]
    ) -> None:
        write_rules(self._aside, rules)
        write_keys(self._aside, self._keys)
        write_redirects(self._aside, redirects(living, map(documents.id, range(len(documents)))))
        write_mixed_up(self._aside, led_to_mixed_up(living, mixed_up))
        fault_point("publish:tables")

    def _sign(self) -> None:
        if self.keys is not None:
            sign_generation(self._aside, self.keys)
            share_public_keys(self._folder, self.keys)

    def _write_index(self, documents: Documents, rules: StateRules) -> None:
        (self._aside / SEARCH).mkdir()
        self._build_index(self._aside / SEARCH, documents, rules)
        fault_point("publish:index")

    def _put_in_place(self) -> None:
        name = generation_folder.generation_name(self._number)
        with self.permission():
            self._aside.rename(self._folder / name)
            sync_folder(self._folder)
            fault_point("publish:renamed")
            try:
                point_to(self._folder, name)
            except OSError:
                if current_number(self._folder) != self._number:
                    shutil.rmtree(self._folder / name)
                raise
        fault_point("publish:pointed")
