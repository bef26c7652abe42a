"""Who stood with whom when an operator decided, and the way back to it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select, update

from index.resolve.traits import Key
from index.store.schema import membership, provider


class Held(NamedTuple):
    """One membership as it was; written as a list in JSON."""

    source: str
    source_id: str
    provider: str
    name_key: str


def memberships_of(connection: Connection, keys: Iterable[Key]) -> list[Held]:
    """Return every membership of the providers that the listings stand with."""
    providers = {
        row.provider
        for source, source_id in keys
        for row in connection.execute(
            select(membership).where(membership.c.source == source, membership.c.source_id == source_id)
        )
    }
    rows = connection.execute(
        select(membership)
        .where(membership.c.provider.in_(sorted(providers)))
        .order_by(membership.c.source, membership.c.source_id)
    )
    return [Held(row.source, row.source_id, row.provider, row.name_key) for row in rows]


def restore(connection: Connection, before: Sequence[Held]) -> None:
    """Put listings back where they stood; ids that merged stand for somebody again, ids that were new lead back."""
    left: dict[str, str] = {}
    for held in before:
        here = (membership.c.source == held.source) & (membership.c.source_id == held.source_id)
        now = connection.execute(select(membership.c.provider).where(here)).scalar()
        if now is None or now == held.provider:
            continue
        connection.execute(update(membership).where(here).values(provider=held.provider, name_key=held.name_key))
        left[now] = held.provider
    alive = {held.provider for held in before}
    connection.execute(update(provider).where(provider.c.id.in_(sorted(alive))).values(merged_into=None))
    for gone, to in sorted(left.items()):
        members = connection.execute(select(membership.c.source).where(membership.c.provider == gone)).first()
        if gone not in alive and members is None:
            connection.execute(update(provider).where(provider.c.id == gone).values(merged_into=to))
