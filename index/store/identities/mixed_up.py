"""Provider ids under which two people were shown as one until they were separated; such an id is never used again."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, insert, select

from index.store.merged_ids import living_ids
from index.store.schema import membership, membership_before, mixed_up


@dataclass(frozen=True, slots=True, kw_only=True)
class MixedUp:
    """One such id, when and why it was retired, and the present id of each of its listings (source, source id)."""

    provider: str
    parted_on: date
    why: str
    """A key of index.resolve.clusters.mixed_up.WORDS."""
    listings: Mapping[tuple[str, str], str]


def ids(connection: Connection) -> frozenset[str]:
    """Return all such ids."""
    return frozenset(connection.execute(select(mixed_up.c.provider)).scalars())


def add(connection: Connection, found: Mapping[str, str], today: date) -> None:
    """Record ids, each with its reason, that meant two people until today."""
    if found:
        rows = [{"provider": one, "parted_on": today, "why": why} for one, why in sorted(found.items())]
        connection.execute(insert(mixed_up), rows)


def all_mixed_up(connection: Connection) -> list[MixedUp]:
    """Return every such id with its listings, the newest first."""
    living = living_ids(connection)
    before, now = membership_before.c, membership.c
    listings: defaultdict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    moved = select(before.provider, before.source, before.source_id, now.provider.label("now")).join(
        membership, (before.source == now.source) & (before.source_id == now.source_id)
    )
    for row in connection.execute(moved.where(before.provider.in_(select(mixed_up.c.provider)))):
        listings[row.provider][row.source, row.source_id] = living[row.now]
    rows = connection.execute(select(mixed_up).order_by(mixed_up.c.parted_on.desc(), mixed_up.c.provider))
    return [
        MixedUp(
            provider=row.provider,
            parted_on=row.parted_on,
            why=row.why,
            listings=dict(sorted(listings[row.provider].items())),
        )
        for row in rows
    ]


def successors(connection: Connection) -> dict[str, frozenset[str]]:
    """Return, for each such id, the ids that its listings belong to now; the old id redirects to none of them.

    A field hidden under the old id stays hidden under each of them, since it is unknown whose it was.
    """
    return {one.provider: frozenset(one.listings.values()) - {one.provider} for one in all_mixed_up(connection)}
