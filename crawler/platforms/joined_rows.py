"""Rows that speak of one person or clinic become one listing with a location for each."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from index.records import RawListing


def joined(listings: Iterable[RawListing]) -> Iterator[RawListing]:
    """Yield one listing for each id, in the order in which ids are first met; all of them are kept in memory.

    What differs from row to row is put one after another, and of what can be only one the first that is not empty
    is taken. A row that is met twice adds nothing.
    """
    found: dict[str, RawListing] = {}
    for listing in listings:
        before = found.get(listing.source_id)
        found[listing.source_id] = listing if before is None else _both(before, listing)
    yield from found.values()


def _both(first: RawListing, second: RawListing) -> RawListing:
    return replace(
        first,
        name=first.name or second.name,
        website=first.website or second.website,
        npi=first.npi or second.npi,
        credentials=_listed(first.credentials, second.credentials, ", "),
        profession=_listed(first.profession, second.profession, ", "),
        text=_listed(first.text, second.text, " "),
        locations=tuple(dict.fromkeys((*first.locations, *second.locations))),
        statements=tuple(dict.fromkeys((*first.statements, *second.statements))),
        unread=second.unread | first.unread,
    )


def _listed(first: str, second: str, between: str) -> str:
    if second in first.split(between) or second in first:
        return first
    return between.join(filter(None, (first, second)))
