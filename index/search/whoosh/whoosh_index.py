"""The adapter of Whoosh 2.7.4: schema, writing, opening, and postings as row numbers.

Only the modules of this folder import Whoosh. Document number = row number: one writer adds the rows in order and
commits them as one segment. Whoosh's files are pickles, so only our own indexes are ever opened.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import index as whoosh_files
from whoosh import query
from whoosh.analysis import Token, Tokenizer
from whoosh.fields import ID, KEYWORD, STORED, TEXT, Schema

from index.search.document import TEXT_FIELDS, read_on, text_of
from index.search.facets import VALUE_FIELDS, values_of
from index.search.rows import Row, SearchBuildError
from index.search.text_query import LONGEST_JOINED, MOST_JOINED
from index.search.whoosh.cells import NO_CELL, cell_of
from index.search.words import word_forms

TEXT_INDEX = "text"
"""Name of the folder of Whoosh's own files in an index."""
NOTHING_SAID = "-"
"""The value of a filter field in a row for which no source states one."""

OR = "|"
"""Separates the forms of one word."""
_WRITER_MEMORY_MB = 256


class LineTokenizer(Tokenizer):  # type: ignore[misc]
    """Splits texts of words joined by spaces, one value a line, into the forms of each word; no phrase spans two lines.

    Forms of one word have one position, and positions jump between lines.
    """

    def __call__(self, value: str, positions: bool = False, **options: Any) -> Iterator[Any]:
        """Yield one and the same token again and again, as Whoosh's own tokenizers do."""
        options.pop("chars", None)
        token = Token(positions, **options)
        token.boost, token.stopped = 1.0, False
        position = 0
        for line in value.split("\n"):
            for forms in line.split(" "):
                for form in forms.split(OR):
                    token.text = form
                    if positions:
                        token.pos = position
                    yield token
                position += 1
            position += 1


def _schema() -> Any:
    texts = {field: TEXT(analyzer=LineTokenizer(), phrase=True) for field in TEXT_FIELDS}
    values = {field: KEYWORD() for field in VALUE_FIELDS}
    return Schema(**texts, **values, cell=ID(), row=STORED())


def write_index(directory: Path, rows: Sequence[Row]) -> None:
    """Write the rows as the documents 0, 1, 2, … of a new index in an empty directory.

    Raises SearchBuildError if Whoosh did not store them as one segment in that order.
    """
    directory.mkdir(parents=True, exist_ok=True)
    index = whoosh_files.create_in(str(directory), _schema())
    writer = index.writer(limitmb=_WRITER_MEMORY_MB)
    for row in rows:
        writer.add_document(**_document(row))
    writer.commit(merge=False)
    with index.reader() as reader:
        if len(reader.leaf_readers()) > 1 or reader.doc_count_all() != len(rows):
            raise SearchBuildError(f"the text index in {directory} is not one segment of {len(rows)}; build it again")


def _document(row: Row) -> dict[str, Any]:
    lines = {
        field: [" ".join(map(OR.join, words)) for text in texts if (words := word_forms(text))]
        for field, texts in text_of(row).items()
    }
    values, point = values_of(row), row.point
    stored = {
        "id": row.provider.id,
        "practice": row.practice,
        "name": row.provider.name,
        "name_rank": row.name_rank,
        "read_on": read_on(row),
        "latitude": point and point[0],
        "longitude": point and point[1],
        **values,
    }
    return {
        **{field: "\n".join(texts) for field, texts in lines.items() if texts},
        **{field: held or [NOTHING_SAID] for field, held in values.items()},
        "cell": NO_CELL if point is None else cell_of(*point),
        "row": stored,
    }


class WhooshIndex:
    """An index that `write_index` wrote, opened for reading. One searcher for each thread."""

    def __init__(self, directory: Path) -> None:
        # The schema in the file is a pickle with the names that our modules had when it was written.
        self._index = whoosh_files.open_dir(str(directory), readonly=True, schema=_schema())
        self._of_thread = threading.local()

    @property
    def searcher(self) -> Any:
        """Whoosh's searcher of this thread."""
        if not hasattr(self._of_thread, "searcher"):
            self._of_thread.searcher = self._index.searcher()
        return self._of_thread.searcher

    def terms(self, field: str) -> list[str]:
        """Return the distinct terms of a field, sorted."""
        return sorted(self.searcher.reader().field_terms(field))

    def postings(self, field: str) -> Iterator[tuple[str, NDArray[np.uint32]]]:
        """Yield each term of a field with the sorted numbers of the rows that have it."""
        reader = self.searcher.reader()
        for term in self.terms(field):
            yield term, np.fromiter(reader.postings(field, term).all_ids(), dtype=np.uint32)

    def value_postings(self, field: str) -> Iterator[tuple[str, NDArray[np.uint32]]]:
        """Yield each value of a filter field with the rows that have it; rows without a value are in none."""
        return ((value, rows) for value, rows in self.postings(field) if value != NOTHING_SAID)

    def rows(self, asked: Any) -> NDArray[np.int64]:
        """Return the sorted numbers of the rows that match a Whoosh query."""
        return np.fromiter(self.searcher.docs_for_query(asked), dtype=np.int64)

    def knows(self, word: str) -> bool:
        """Return whether any text field of any row has the word."""
        reader = self.searcher.reader()
        return any((field, word) in reader for field in TEXT_FIELDS)

    def stored(self, asked: Any) -> Iterator[dict[str, Any]]:
        """Yield the stored fields of each row that matches a Whoosh query."""
        return (self.searcher.stored_fields(row)["row"] for row in self.searcher.docs_for_query(asked))

    def all_stored(self) -> Iterator[dict[str, Any]]:
        """Yield the stored fields of each row, in row order."""
        return (stored["row"] for stored in self.searcher.documents())

    def name_rows(self, words: Sequence[str]) -> NDArray[np.int64]:
        """Return the sorted numbers of the rows whose provider's name has all the words."""
        return self.rows(name_query(words))

    def named_rows(self, words: Sequence[str]) -> NDArray[np.int64]:
        """Return the sorted numbers of the rows of `name_or_clinic_query`.

        A page of results asks for one name a dozen times, so each thread caches the last answer.
        """
        asked, cache = tuple(words), self._of_thread
        if getattr(cache, "name", None) != asked:
            cache.named = self.rows(self.name_or_clinic_query(asked))
            cache.name = asked
        named: NDArray[np.int64] = cache.named
        return named

    def name_or_clinic_query(self, words: Sequence[str]) -> Any:
        """Return the Whoosh query for rows where each word is in the provider's name or in the clinic's.

        A word may be written there as one with its neighbors ("o hollis"), or as up to MOST_JOINED ("delacruz").
        """
        return query.And([query.Or([*self._spellings(words, place)]) for place in range(len(words))])

    def _spellings(self, words: Sequence[str], place: int) -> Iterator[Any]:
        for first, last in _runs(place, len(words)):
            yield _in_names("".join(words[first:last]))
        for parts in _cuts(words[place], MOST_JOINED, self._is_in_a_name):
            yield query.And([_in_names(part) for part in parts])

    def _is_in_a_name(self, word: str) -> bool:
        reader = self.searcher.reader()
        return ("name", word) in reader or ("clinic", word) in reader

    def holds(self, asked: Any) -> bool:
        """Return whether any row matches a Whoosh query."""
        return next(iter(self.searcher.docs_for_query(asked)), None) is not None


def phrase_query(words: Sequence[str]) -> Any:
    """Return the Whoosh query for words side by side in any one text field."""
    return query.Or([query.Phrase(field, list(words)) for field in TEXT_FIELDS])


def _in_names(word: str) -> Any:
    return query.Or([query.Term("name", word), query.Term("clinic", word)])


def _runs(place: int, count: int) -> Iterator[tuple[int, int]]:
    """Yield (first, last) of the word at a place alone, then of each run of up to MOST_JOINED words with it."""
    yield place, place + 1
    for length in range(2, MOST_JOINED + 1):
        for first in range(max(0, place - length + 1), min(place, count - length) + 1):
            yield first, first + length


def _cuts(word: str, most: int, is_known: Callable[[str], bool]) -> Iterator[tuple[str, ...]]:
    """Yield the ways to write a word as two to `most` known words; words longer than LONGEST_JOINED are not cut."""
    if most < 2 or len(word) > LONGEST_JOINED:  # noqa: PLR2004
        return
    for end in range(1, len(word)):
        begun, rest = word[:end], word[end:]
        if is_known(begun):
            if is_known(rest):
                yield begun, rest
            yield from ((begun, *further) for further in _cuts(rest, most - 1, is_known))


def name_query(words: Sequence[str]) -> Any:
    """Return the Whoosh query for names that have all the words."""
    return query.And([query.Term("name", word) for word in words])
