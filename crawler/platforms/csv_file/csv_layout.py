"""The layout of a file: its columns matched with a source's options, or with plain names of fields."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crawler.formats.delimited import TableError
from crawler.formats.fields import is_private

KEYS = (
    *("member id", "id", "member number", "license number", "license no", "licence number", "registration number"),
    *("credential number", "certificate number", "npi", "npi number"),
)
"""Names of columns with a number that is unique to an entry."""
WITH_A_NAME = ("street", "zip", "phone", "city")
"""Fields that identify an entry together with its name if no column has a number."""

GIVEN = ("first name", "firstname", "given name")
FAMILY = ("last name", "lastname", "surname", "family name")
WORDS = {
    "name": ("name", "full name", "display name", "member name", "practitioner", "provider", "contact name", "member"),
    "credentials": ("credentials", "credential", "designations", "letters", "post nominals", "degree"),
    "profession": ("profession", "occupation", "title", "job title", "discipline", "license type", "specialty"),
    "organization": (
        *("organization", "organisation", "company", "clinic", "clinic name", "practice", "practice name"),
        *("business", "business name", "employer", "facility", "firm"),
    ),
    "street": ("street", "street address", "address", "address 1", "address line 1", "business address"),
    "street2": ("address 2", "address line 2", "suite", "unit"),
    "city": ("city", "town", "city town", "location city"),
    "state": ("state", "province", "state province", "region"),
    "zip": ("zip", "zip code", "zipcode", "postal code", "postcode"),
    "country": ("country",),
    "phone": ("phone", "phone number", "telephone", "work phone", "business phone", "office phone", "tel"),
    "fax": ("fax", "fax number"),
    "website": ("website", "web site", "web", "url", "web page", "homepage"),
    "npi": ("npi", "npi number"),
    "text": ("description", "about", "bio", "biography", "notes", "services", "treatments", "techniques"),
}


def guessed(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return for each field the column that is named after it; given and family name together are the name."""
    by_word = {_plain(name): name for name in reversed([*names]) if not is_private(name)}

    def first(words: Iterable[str]) -> tuple[str, ...]:
        return next(((by_word[word],) for word in words if word in by_word), ())

    found = {field: first(words) for field, words in WORDS.items()}
    given, family = first(GIVEN), first(FAMILY)
    if given and family:
        found["name"] = (*given, *family)
    return {field: columns for field, columns in found.items() if columns}


def guessed_key(names: Iterable[str], columns: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the column with a number of each entry, else those of its name and place; empty if there are neither."""
    by_word = {_plain(name): name for name in reversed([*names])}
    number = next(((by_word[word],) for word in KEYS if word in by_word), ())
    place = tuple(column for field in WITH_A_NAME for column in columns.get(field, ()))
    return number or ((*columns.get("name", ()), *place) if place else ())


def _plain(name: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", name.casefold()))


class UnknownColumnError(TableError):
    """A source names a column that the file does not have."""

    kind = "file/column"


class NameAloneError(TableError):
    """The key of an entry would be its name alone, and two people can have one name."""

    kind = "file/key"


class PrivateColumnError(TableError):
    """A source reads a column that is never stored."""

    kind = "file/private"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The columns of one file, by their names in it. `filled` has the columns of each field."""

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
    """Return the layout of a file whose columns are `names`; case and blanks of a name do not count.

    Without `columns`, columns named after a field are used; without `key`, the one with a number of each entry.
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
    """Return a name or value without blanks and case, for comparison."""
    return "".join(text.split()).casefold()
