"""Fields of listings that are hidden now: of people who hid them, and all of people who were removed.

The overlay decides, as it does for the site. A removed person is recognized by the suppression keys, too, before the
listing belongs to anybody. Where the overlay cannot be read, everything counts as hidden.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, select

from index.corrections.suppression import keys_of
from index.corrections.suppression.removal import read_secret
from index.published.overlay import Overlay, OverlayError, read_overlay
from index.records import DENIES, Listing
from index.records.codec import from_json
from index.store.merged_ids import living_ids
from index.store.schema import listing, membership, staged

_PLACE = r"locations\[\d+\]\."
_PATHS: Mapping[str, str] = {
    "address": _PLACE + r"(street|unit|latitude|longitude)",
    "fax": _PLACE + r"fax\b.*",
    "license": r"licenses\[.*",
    "npi": "npi",
    "organization": _PLACE + "organization",
    "phone": _PLACE + r"phone\b.*",
    "taxonomy": r"taxonomies\[.*",
    "website": "website",
}
"""A field that can be hidden → its places in the JSON of a listing, as a difference names them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenFields:
    """Hidden fields by source id. Of those in `whole` everything is hidden, name and source id included."""

    whole: frozenset[str] = frozenset()
    fields: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def hides(self, source_id: str, name: str) -> bool:
        """Return whether a field of a listing, named as in a difference or in a claim, is hidden."""
        if source_id in self.whole:
            return True
        claim = name.removeprefix(DENIES)
        return any(claim == one or re.fullmatch(_PATHS[one], name) for one in self.fields.get(source_id, ()))


def hidden_fields(
    connection: Connection, folder: Path, *, source: str, run_id: int, ids: Collection[str]
) -> HiddenFields:
    """Return what is hidden of some listings of a source, as they are stored and as a run staged them.

    The number of statements does not depend on that of the listings, of which there may be some hundred.
    """
    if not ids:
        return HiddenFields()
    try:
        overlay = read_overlay(folder)
    except OverlayError:
        return HiddenFields(whole=frozenset(ids))
    names = _names(connection, source, ids)
    removed = {one for one, providers in names.items() if not overlay.suppressed.isdisjoint(providers)}
    removed |= set(_recognized(connection, overlay, source, run_id, ids))
    fields = {
        one: frozenset().union(*(overlay.hidden.get(provider, frozenset()) for provider in providers))
        for one, providers in names.items()
    }
    return HiddenFields(whole=frozenset(removed), fields=fields)


def _names(connection: Connection, source: str, ids: Collection[str]) -> dict[str, frozenset[str]]:
    """Return the ids, living and merged, of the provider that each listing belongs to."""
    of = membership.c
    query = select(of.source_id, of.provider).where(of.source == source, of.source_id.in_(sorted(ids)))
    owners = {row.source_id: row.provider for row in connection.execute(query)}
    if not owners:
        return {}
    living, merged = living_ids(connection), defaultdict(set)
    for one, end in living.items():
        merged[end].add(one)
    return {one: frozenset({owner} | merged[living.get(owner, owner)]) for one, owner in owners.items()}


def _recognized(
    connection: Connection, overlay: Overlay, source: str, run_id: int, ids: Collection[str]
) -> Iterator[str]:
    secret = read_secret(connection)
    if not (overlay.keys and secret):
        return
    wanted = sorted(ids)
    stored = select(listing.c.source_id, listing.c.listing).where(
        listing.c.source == source, listing.c.source_id.in_(wanted)
    )
    read = select(staged.c.source_id, staged.c.listing).where(
        staged.c.run == run_id, staged.c.source_id.in_(wanted), staged.c.listing.is_not(None)
    )
    for query in (stored, read):
        for row in connection.execute(query):
            if not overlay.keys.isdisjoint(keys_of(from_json(Listing, row.listing), secret)):
                yield row.source_id
