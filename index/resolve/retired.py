"""Ids that listings had and that lead to the one they stand with now: what to return to when a decision parts them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from index.resolve.identities import living
from index.resolve.traits import Key
from index.store.schema import membership, membership_before, provider


@dataclass(frozen=True, slots=True)
class Retired:
    """Retired ids by listing, the newest first; where each id leads to, and when it was first given."""

    of: dict[Key, list[str]]
    merged_into: dict[str, str]
    created: dict[str, date]


def read_retired(connection: Connection) -> Retired:
    """Return the ids that listings once had and that lead to their present one."""
    rows = connection.execute(select(provider).where(provider.c.merged_into.is_not(None))).all()
    leads = {row.id: row.merged_into for row in rows}
    created = {row.id: row.created_on for row in rows}
    now, before = membership.c, membership_before.c
    stood = (
        select(before.source, before.source_id, before.provider.label("then"), now.provider.label("now"))
        .join(membership, (before.source == now.source) & (before.source_id == now.source_id))
        .join(provider, (provider.c.id == before.provider) & provider.c.merged_into.is_not(None))
        .order_by(before.id.desc())
    )
    found: defaultdict[Key, list[str]] = defaultdict(list)
    used: set[str] = set()
    for row in connection.execute(stood):
        if living(row.then, leads) == living(row.now, leads):
            found[row.source, row.source_id].append(row.then)
            used.add(row.then)
    return Retired(dict(found), {one: leads[one] for one in used}, {one: created[one] for one in used})
