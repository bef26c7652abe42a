"""The files of one index: columns, value sets, postings, the text index and the provider ids."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.search.cohorts import Cohorts, gather_cohorts
from index.search.columns import Columns, gather_columns
from index.search.document import TEXT_FIELDS, text_of
from index.search.engine import Hidden, OlderIndexError
from index.search.facets import VALUE_FIELDS
from index.search.postings import Postings
from index.search.rows import Row
from index.search.value_sets import ValueSets, gather_sets
from index.search.whoosh.whoosh_index import TEXT_INDEX, WhooshIndex, write_index
from index.search.word_gatherer import WordGatherer

CACHED_SETS = tuple(field for field in VALUE_FIELDS if field != "answer")
"""The value sets that are written; a row's answer is in its cohort."""


@dataclass(frozen=True, slots=True, eq=False)
class IndexFiles:
    """The opened files of an index."""

    provider_ids: NDArray[np.str_]
    """Sorted; `columns.provider` has indexes into it."""
    columns: Columns
    cohorts: Cohorts
    sets: Mapping[str, ValueSets]
    """By name, as in KEPT_SETS."""
    postings: Postings
    whoosh: WhooshIndex

    def hide(self, provider_ids: Iterable[str]) -> Hidden:
        """Return a mask over the rows that hides these providers."""
        asked = frozenset(provider_ids)
        hidden = np.isin(self.provider_ids, np.array(sorted(asked), dtype=np.str_))
        return Hidden(asked, ~hidden[self.columns.provider])

    @classmethod
    def open(cls, directory: Path) -> "IndexFiles":
        """Open the files of `write_files`; arrays are mapped, not read.

        Raises OlderIndexError for the first file that is missing.
        """
        try:
            return cls._open(directory)
        except FileNotFoundError as error:
            raise OlderIndexError(f"{directory} lacks {Path(error.filename).name}, which this program reads") from error

    @classmethod
    def _open(cls, directory: Path) -> "IndexFiles":
        columns = Columns.open(directory)
        return cls(
            provider_ids=np.asarray(np.load(directory / "provider_ids.npy", mmap_mode="r")),
            columns=columns,
            cohorts=Cohorts.open(directory),
            sets={name: ValueSets.open(directory, name) for name in CACHED_SETS},
            postings=Postings.open(directory, len(columns)),
            whoosh=WhooshIndex(directory / TEXT_INDEX),
        )


def write_files(directory: Path, provider_ids: Sequence[str], rows: Sequence[Row]) -> None:
    """Write the text index of rows that are in order, the postings, the value sets, then the columns."""
    directory.mkdir(parents=True, exist_ok=True)
    write_index(directory / TEXT_INDEX, rows)
    whoosh = WhooshIndex(directory / TEXT_INDEX)
    _gather_words(rows).save(directory)
    sets = {name: gather_sets(len(rows), whoosh.value_postings(name)) for name in VALUE_FIELDS}
    for name in CACHED_SETS:
        sets[name].save(directory, name)
    gather_cohorts(sets["answer"], sets["state"], sets["profession"]).save(directory)
    gather_columns(rows).save(directory)
    np.save(directory / "provider_ids.npy", np.array(provider_ids, dtype=np.str_))


def _gather_words(rows: Sequence[Row]) -> Postings:
    words = WordGatherer()
    for row in rows:
        texts = text_of(row)
        words.add_row(text for field in TEXT_FIELDS for text in texts[field])
    return words.postings()
