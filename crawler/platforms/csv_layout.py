"""Which columns of a file give what: a source's options, matched with the header of one file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crawler.platforms.column_words import guessed, guessed_key
from crawler.platforms.delimited import TableError
from crawler.platforms.private_columns import is_private


class UnknownColumnError(TableError):
    """A source names a column that the file does not have."""

    kind = "file/column"


class NameAloneError(TableError):
    """Entries would be told apart by their names alone, and two people can have one name."""

    kind = "file/key"


class PrivateColumnError(TableError):
    """A source takes something from a column that is never stored."""

    kind = "file/private"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The columns of one file by their names in it. `filled` is what each field is made of."""

    names: tuple[str, ...]
    filled: Mapping[str, tuple[str, ...]]
    id: tuple[str, ...]
    keep: Mapping[str, tuple[str, ...]]
    private: frozenset[str]

    @property
    def used(self) -> frozenset[str]:
        """The columns that are read."""
        return frozenset({*self.id, *self.keep, *(name for columns in self.filled.values() for name in columns)})


def layout_of(
    names: Sequence[str],
    *,
    columns: Mapping[str, Iterable[str]],
    key: Iterable[str],
    keep: Mapping[str, Iterable[str]],
    private: Iterable[str],
) -> Layout:
    """Return the layout of a file with these names of columns; case and blanks of a name do not count.

    Without `columns` those are taken that are named after a field, without `key` one with a number of each entry.
    Raises UnknownColumnError, NameAloneError, and PrivateColumnError for a column that is never stored.
    """
    wanted = {field: tuple(one) for field, one in columns.items()} or guessed(names)
    if "name" not in wanted:
        raise UnknownColumnError(f"no column is named after a name; write `columns`, of {', '.join(map(repr, names))}")
    key = tuple(key) or guessed_key(names, wanted)
    if {*map(same, key)} <= {*map(same, wanted["name"])}:
        raise NameAloneError("two people can have one name; write `id` with a column such as the number of a license")
    by_fold = {same(name): name for name in reversed(names)}

    def found(name: str) -> str:
        if same(name) not in by_fold:
            raise UnknownColumnError(f"there is no column {name!r}; the file has {', '.join(map(repr, names))}")
        return by_fold[same(name)]

    hidden = {found(name) for name in private} | {name for name in names if is_private(name)}
    layout = Layout(
        names=tuple(names),
        filled={field: tuple(map(found, one)) for field, one in wanted.items()},
        id=tuple(map(found, key)),
        keep={found(name): tuple(map(same, values)) for name, values in keep.items()},
        private=frozenset(hidden),
    )
    if taken := sorted(layout.used & layout.private):
        raise PrivateColumnError(f"column {taken[0]!r} is private and never stored; take nothing from it")
    return layout


def same(text: str) -> str:
    """Return a name or value so that spellings that differ in case and blanks only are equal."""
    return "".join(text.split()).casefold()
