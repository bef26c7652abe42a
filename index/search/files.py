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
from index.search.name_index import NameIndex, gather_names
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
    names: NameIndex | None
    """None in an index that an older program wrote; nobody is suggested from it."""

    def hide(self, provider_ids: Iterable[str], open_states: frozenset[str] | None = None) -> Hidden:
        """Return a mask over the rows that hides these providers, and every place outside the open states."""
        asked = frozenset(provider_ids)
        hidden = np.isin(self.provider_ids, np.array(sorted(asked), dtype=np.str_))
        is_shown = ~hidden[self.columns.provider]
        if open_states is not None:
            is_shown &= self._in_states(open_states)
        return Hidden(asked, is_shown, open_states)

    def outside(self, open_states: frozenset[str]) -> Sequence[str]:
        """Return the ids of providers with no place in these states."""
        is_inside = np.zeros(len(self.provider_ids), dtype=np.bool_)
        is_inside[self.columns.provider[self._in_states(open_states)]] = True
        outside: list[str] = self.provider_ids[~is_inside].tolist()
        return outside

    def _in_states(self, states: frozenset[str]) -> NDArray[np.bool_]:
        holds = self.sets["state"].holding(tuple(sorted(states)))
        in_states: NDArray[np.bool_] = holds[self.cohorts.state][self.cohorts.of_row]
        return in_states

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
            names=NameIndex.open(directory),
        )


def write_files(directory: Path, provider_ids: Sequence[str], rows: Sequence[Row]) -> None:
    """Write the text index of rows that are in order, the postings, the value sets, then the columns."""
    directory.mkdir(parents=True, exist_ok=True)
    write_index(directory / TEXT_INDEX, rows)
    whoosh = WhooshIndex(directory / TEXT_INDEX)
    _gather_words(rows).save(directory)
    gather_names(rows).save(directory)
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
