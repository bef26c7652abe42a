"""Reads and writes a resolution's identities: earlier memberships, new ones, and retired ids that may come back."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, insert, select, update

from index.resolve.clusters.clusters import Member
from index.resolve.compare.features import Key
from index.resolve.identities.identities import Identities
from index.store.database import upsert
from index.store.identities import mixed_up
from index.store.identities.memberships import note_moves
from index.store.merged_ids import follow_merges
from index.store.schema import decision, membership, membership_before, provider, resolution


@dataclass(frozen=True, slots=True)
class CurrentIdentities:
    """Present memberships and providers; redirects of memberships are followed."""

    members: dict[Key, Member]
    undecided: dict[Key, Member]
    """The memberships by evidence alone, without any decision."""
    created: dict[str, date]
    merged_into: dict[str, str]
    version: tuple[int, ...]

    @property
    def shown(self) -> dict[Key, str]:
        """The id under which each listing is shown."""
        return {key: member.provider for key, member in self.members.items()}

    @property
    def by_evidence(self) -> dict[Key, tuple[str, str]]:
        """The id and the name of each listing by evidence alone."""
        return {key: (member.provider, member.name_key) for key, member in self.undecided.items()}

    def without(self, mixed: Collection[str]) -> "CurrentIdentities":
        """Return the identities without the memberships of some ids, which are never used again."""
        if not mixed:
            return self
        members = {
            key: member
            for key, member in self.members.items()
            if member.provider not in mixed and self.undecided[key].provider not in mixed
        }
        undecided = {key: self.undecided[key] for key in members}
        return CurrentIdentities(members, undecided, self.created, self.merged_into, self.version)


def read_current_identities(connection: Connection) -> CurrentIdentities:
    """Return the identities that earlier resolutions left."""
    rows = connection.execute(select(provider)).all()
    merged_into = {row.id: row.merged_into for row in rows if row.merged_into}
    members, undecided = {}, {}
    for row in connection.execute(select(membership)):
        key = row.source, row.source_id
        members[key] = Member(follow_merges(row.provider, merged_into.get), row.name_key)
        undecided[key] = Member(row.undecided, row.name_key)
    created = {row.id: row.created_on for row in rows}
    current = CurrentIdentities(members, undecided, created, merged_into, version(connection))
    return current.without(mixed_up.ids(connection))


def version(connection: Connection) -> tuple[int, ...]:
    """Return numbers that change whenever another process resolves or decides."""
    counted = select(
        select(func.count()).select_from(membership).scalar_subquery(),
        select(func.count()).select_from(provider).scalar_subquery(),
        select(func.count(provider.c.merged_into)).scalar_subquery(),
        select(func.coalesce(func.max(decision.c.id), 0)).scalar_subquery(),
        select(func.coalesce(func.max(resolution.c.id), 0)).scalar_subquery(),
    )
    return tuple(connection.execute(counted).one())


def write_identities(
    connection: Connection,
    identities: Identities,
    undecided: Identities,
    names: dict[Key, str],
    current: CurrentIdentities,
    today: date,
) -> int:
    """Write the changed memberships and providers; return the number of listings with another provider or name."""
    if identities.new:
        rows = [{"id": one, "kind": kind, "created_on": today} for one, kind in sorted(identities.new.items())]
        connection.execute(insert(provider), rows)
    revived = set(identities.provider.values()) & current.merged_into.keys()
    _redirect(connection, identities, undecided, current, revived)
    changed = [
        {"source": key[0], "source_id": key[1], "provider": to, "undecided": undecided.provider[key], "name_key": name}
        | {"since": today, "noted": to}  # for new listings; `note_moves` sets them for the others
        for key, to in sorted(identities.provider.items())
        for name in [names[key]]
        if current.members.get(key) != Member(to, name)
        or current.undecided[key].provider != undecided.provider[key]
        or current.undecided[key].provider in revived  # `_redirect` moved all of its listings
    ]
    if changed:
        written = upsert(connection, membership)
        columns = ("provider", "undecided", "name_key")
        connection.execute(
            written.on_conflict_do_update(
                index_elements=["source", "source_id"], set_={name: written.excluded[name] for name in columns}
            ),
            changed,
        )
    note_moves(connection, today)
    return sum(current.members.get(key) != Member(to, names[key]) for key, to in identities.provider.items())


def _redirect(
    connection: Connection,
    identities: Identities,
    undecided: Identities,
    current: CurrentIdentities,
    revived: set[str],
) -> None:
    """Write the redirects of ids. Withdrawn listings follow them, so that they return under the right id."""
    for one in sorted(revived):
        connection.execute(update(provider).where(provider.c.id == one).values(merged_into=None))
        connection.execute(update(membership).where(membership.c.undecided == one).values(provider=one))
    gone = sorted((one, to) for one, to in identities.merged.items() if current.merged_into.get(one) != to)
    for one, to in gone:
        connection.execute(update(provider).where(provider.c.id == one).values(merged_into=to))
        connection.execute(update(membership).where(membership.c.provider == one).values(provider=to))
    for one, to in sorted(undecided.merged.items()):
        connection.execute(update(membership).where(membership.c.undecided == one).values(undecided=to))


@dataclass(frozen=True, slots=True)
class Retired:
    """Retired ids by listing, the newest first; the id that each redirects to, and the day it was first given."""

    of: dict[Key, list[str]]
    merged_into: dict[str, str]
    created: dict[str, date]


def read_retired(connection: Connection) -> Retired:
    """Return the ids that listings once had and that redirect to their present one."""
    rows = connection.execute(select(provider).where(provider.c.merged_into.is_not(None))).all()
    leads = {row.id: row.merged_into for row in rows}
    created = {row.id: row.created_on for row in rows}
    now, before = membership.c, membership_before.c
    query = (
        select(before.source, before.source_id, before.provider.label("then"), now.provider.label("now"))
        .join(membership, (before.source == now.source) & (before.source_id == now.source_id))
        .join(provider, (provider.c.id == before.provider) & provider.c.merged_into.is_not(None))
        .order_by(before.id.desc())
    )
    found: defaultdict[Key, list[str]] = defaultdict(list)
    used: set[str] = set()
    for row in connection.execute(query):
        if follow_merges(row.then, leads.get) == follow_merges(row.now, leads.get):
            found[row.source, row.source_id].append(row.then)
            used.add(row.then)
    return Retired(dict(found), {one: leads[one] for one in used}, {one: created[one] for one in used})
