"""The store's side of a resolution: who was where before, and what is written after."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, bindparam, func, insert, select, update

from index.resolve.clusters import Member
from index.resolve.identities import Identities, living
from index.resolve.traits import Key
from index.store.database import upsert
from index.store.schema import decision, membership, provider


@dataclass(frozen=True, slots=True)
class Standing:
    """Memberships and providers as they stand; memberships lead to living providers."""

    members: dict[Key, Member]
    created: dict[str, date]
    merged_into: dict[str, str]
    version: tuple[int, ...]


def read_standing(connection: Connection) -> Standing:
    """Return what earlier resolutions left."""
    rows = connection.execute(select(provider)).all()
    merged_into = {row.id: row.merged_into for row in rows if row.merged_into}
    members = {
        (row.source, row.source_id): Member(living(row.provider, merged_into), row.name_key)
        for row in connection.execute(select(membership))
    }
    return Standing(members, {row.id: row.created_on for row in rows}, merged_into, version(connection))


def version(connection: Connection) -> tuple[int, ...]:
    """Return numbers that move whenever somebody else resolves or decides."""
    counted = select(
        select(func.count()).select_from(membership).scalar_subquery(),
        select(func.count()).select_from(provider).scalar_subquery(),
        select(func.count(provider.c.merged_into)).scalar_subquery(),
        select(func.coalesce(func.max(decision.c.id), 0)).scalar_subquery(),
    )
    return tuple(connection.execute(counted).one())


def write_identities(
    connection: Connection, identities: Identities, names: dict[Key, str], standing: Standing, today: date
) -> int:
    """Write what changed and nothing else; return how many memberships did."""
    if identities.new:
        rows = [{"id": one, "kind": kind, "created_on": today} for one, kind in sorted(identities.new.items())]
        connection.execute(insert(provider), rows)
    if identities.merged:
        redirect = update(provider).where(provider.c.id == bindparam("gone")).values(merged_into=bindparam("to"))
        gone = [{"gone": one, "to": to} for one, to in sorted(identities.merged.items())]
        connection.execute(redirect, gone)
        # Withdrawn listings follow, so that they return to the provider that stands for theirs now.
        follow = update(membership).where(membership.c.provider == bindparam("gone"))
        connection.execute(follow.values(provider=bindparam("to")), gone)
    changed = [
        {"source": key[0], "source_id": key[1], "provider": to, "name_key": names[key]}
        for key, to in sorted(identities.provider.items())
        if standing.members.get(key) != Member(to, names[key])
    ]
    if changed:
        written = upsert(connection, membership)
        connection.execute(
            written.on_conflict_do_update(
                index_elements=["source", "source_id"],
                set_={"provider": written.excluded.provider, "name_key": written.excluded.name_key},
            ),
            changed,
        )
    return len(changed)
