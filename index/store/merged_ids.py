"""Merged provider ids: each redirects, perhaps through others, to the id in use today."""

from collections.abc import Callable, Collection

from sqlalchemy import CTE, Connection, select

from index.store.schema import provider


def follow_merges(provider_id: str, merged_into: Callable[[str], str | None]) -> str:
    """Return the living id that a provider id leads to, itself where `merged_into` gives None."""
    while (target := merged_into(provider_id)) is not None:
        provider_id = target
    return provider_id


def living_id(connection: Connection, provider_id: str) -> str:
    """Return the living id of one provider id; an unknown id is its own."""

    def merged_into(one: str) -> str | None:
        return connection.execute(select(provider.c.merged_into).where(provider.c.id == one)).scalar()

    return follow_merges(provider_id, merged_into)


def living_ids(connection: Connection) -> dict[str, str]:
    """Return the living id of every provider id that ever was."""
    living = living_providers()
    return {row.id: row.end for row in connection.execute(select(living.c.id, living.c.end))}


def living_ids_of(connection: Connection, ids: Collection[str]) -> frozenset[str]:
    """Return the living ids of some known provider ids."""
    start = select(provider.c.id, provider.c.merged_into).where(provider.c.id.in_(sorted(ids)))
    above = start.cte("above", recursive=True)
    above = above.union(select(provider.c.id, provider.c.merged_into).join(above, provider.c.id == above.c.merged_into))
    return frozenset(connection.execute(select(above.c.id).where(above.c.merged_into.is_(None))).scalars())


def living_providers(only: Collection[str] | None = None) -> CTE:
    """Return the table of provider ids (`id`) with their living ids (`end`), for queries that join it.

    With `only`, it has these living ids and those merged into them.
    """
    unmerged = select(provider.c.id, provider.c.id.label("end")).where(provider.c.merged_into.is_(None))
    if only is not None:
        unmerged = unmerged.where(provider.c.id.in_(sorted(only)))
    living = unmerged.cte("living", recursive=True)
    return living.union_all(select(provider.c.id, living.c.end).join(living, provider.c.merged_into == living.c.id))
