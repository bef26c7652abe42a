"""One reader for the rows of all locator platforms: a platform declares its keys, and reads nothing else by itself.

A row is a JSON object with an id, a name, one place, perhaps a website, and texts.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import ClassVar

from crawler.formats.fields import Fields
from crawler.formats.json_ld import Node, json_of
from crawler.formats.unreadable import UnreadableError
from crawler.platforms.base import DirectorySpider
from index.records import RawListing, RawLocation, Subject

Keys = str | tuple[str, ...]
"""A key of a row, or several of which the first that holds something counts."""
Reader = Callable[..., str]
"""Takes the values of some keys from `Fields`, and returns the first as text: `Fields.html` or one of its kind."""
_READERS: Mapping[str, Reader] = {
    "latitude": Fields.text,
    "longitude": Fields.text,
    "phone": Fields.phone,
    "fax": Fields.phone,
}
"""Readers of those fields of a location that are not read as HTML."""
USUAL: Mapping[str, Keys] = {part: part for part in ("city", "state", "zip", "country", "phone", "fax")}
"""Fields of a location under keys of the same name, as most platforms have them."""
MAIL = frozenset({"email"})
"""Mail addresses are not gathered."""
NO_TEXTS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatorKeys:
    """The keys of a platform's rows: for each field of a listing, where its value is.

    `location` has the fields of a RawLocation. `readers` read a key in a way of their own.
    """

    noun: str
    """The name of a row in messages: "a store"."""
    id: str = "id"
    name: str
    location: Mapping[str, Keys]
    website: str
    own_page: str = ""
    """The address of the entry's page in the directory, where rows have one."""
    texts: tuple[str, ...]
    """Texts by which an entry speaks for itself."""
    volatile: Collection[str]
    """Keys that depend on the question, say nothing that is shown, or repeat another key."""
    private: Collection[str] = MAIL
    readers: Mapping[str, Reader] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatorRow:
    """A row, read. `texts` are those that are not empty, by their keys; `unread` what no key names."""

    keys: LocatorKeys
    source_id: str
    name: str
    location: RawLocation
    website: str
    own_page: str
    texts: Mapping[str, str]
    unread: dict[str, str]


def read_locator_row(row: object, keys: LocatorKeys) -> LocatorRow:
    """Read a row; raises UnreadableError where it is no object, or has no id or no name."""
    if not isinstance(row, dict):
        raise UnreadableError("row/shape", f"{keys.noun} is {type(row).__name__}, not an object")
    fields = Fields(row, volatile=keys.volatile, private=keys.private)

    def read(wanted: Keys, reader: Reader = Fields.html) -> str:
        names = (wanted,) if isinstance(wanted, str) else wanted
        return keys.readers.get(names[0], reader)(fields, *names)

    source_id, name = read(keys.id, Fields.text), read(keys.name)
    if not (source_id and name):
        raise UnreadableError("row/name", f"{keys.noun} has no {'name' if source_id else 'id'}")
    return LocatorRow(
        keys=keys,
        source_id=source_id,
        name=name,
        location=RawLocation(
            **{part: read(where, _READERS.get(part, Fields.html)) for part, where in keys.location.items()}
        ),
        website=read(keys.website, Fields.link),
        own_page=read(keys.own_page, Fields.text) if keys.own_page else "",
        texts={key: text for key in keys.texts if (text := read(key))},
        unread=fields.unread(),
    )


class LocatorSpider(DirectorySpider):
    """The spider of a platform whose rows are read by their keys."""

    keys: ClassVar[LocatorKeys]

    def read_row(self, row: object) -> RawListing:
        """Return the raw listing of a row; raises UnreadableError."""
        return self.listing_of(read_locator_row(row, self.keys))

    def listing_of(
        self, row: LocatorRow, *, quotes: Mapping[str, str] = NO_TEXTS, lines: Sequence[str] = ()
    ) -> RawListing:
        """Return the raw listing of a row, with `quotes` and `lines` of text from elsewhere."""
        entries = self.options.entries
        own = {row.keys.name: row.name, **row.texts, **quotes}
        return RawListing(
            source=self.definition.id,
            source_id=row.source_id,
            kind=entries,
            url=(self.public_url(row.own_page) if row.own_page else "") or self.definition.url,
            name=row.name,
            locations=(row.location,),
            website=row.website,
            statements=self.statements(own, Subject(entries), row.unread),
            text=" ".join((*row.texts.values(), *lines)),
            unread=row.unread,
        )


def object_in(body: bytes) -> Node:
    """Return the JSON object of an answer; raises UnreadableError where it is none."""
    answer = json_of(body)
    if not isinstance(answer, dict):
        raise UnreadableError("page/shape", f"the answer is no object but {type(answer).__name__}")
    return answer
