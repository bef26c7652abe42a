"""The history of one practitioner or clinic, gathered from the store."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from index.history.decisions_and_runs import HistoryEntry, entries_of
from index.history.stated_value import StatedValue, values_of
from index.providers import NothingToMergeError, merge
from index.publish.checks.checks import checked
from index.publish.checks.lookup import RegisterLookup
from index.records import Check, Listing
from index.records.codec import from_json
from index.store import sources
from index.store.identities import memberships
from index.store.identities.memberships import MembershipPeriod, membership_periods
from index.store.merged_ids import living_id, living_ids
from index.store.schema import listing, provider

Key = tuple[str, str]


class UnknownIdError(LookupError):
    """No practitioner or clinic has, or had, that id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Id:
    """An id that was given; `leads_to` is the id it was merged into, else ""."""

    id: str
    kind: str
    created_on: date
    leads_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnListing:
    """A listing that belongs to the provider today, as last read; withdrawn ones too."""

    source: str
    source_id: str
    name: str
    url: str
    first_seen: date
    last_seen: date
    missing_since: date | None
    withdrawn_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Everything the store has on a provider. `id` is the one in use today, whichever id was asked for."""

    id: str
    ids: tuple[Id, ...]
    listings: tuple[OwnListing, ...]
    memberships: tuple[MembershipPeriod, ...]
    values: tuple[StatedValue, ...]
    said: tuple[HistoryEntry, ...]
    checks: tuple[Check, ...]

    @property
    def name(self) -> str:
        """The name in the listing that was read last; "" without listings."""
        named = [one for one in self.listings if one.name]
        return max(named, key=lambda one: one.last_seen).name if named else ""

    def as_dict(self) -> dict[str, Any]:
        """Return the history as the JSON object of `pinpoint history --json`."""
        return {"name": self.name} | asdict(self)


def history(connection: Connection, provider_id: str) -> History:
    """Return the history of the provider that has, or had, an id; raises UnknownIdError."""
    ids = _ids(connection, provider_id)
    own = frozenset(one.id for one in ids)
    periods = membership_periods(connection, own)
    keys = sorted({(one.source, one.source_id) for one in periods if one.provider in own})
    today = [key for key in keys if any(_is_today(one, key, own) for one in periods)]
    return History(
        id=living_id(connection, provider_id),
        ids=ids,
        listings=tuple(_own_listings(connection, today)),
        memberships=tuple(periods),
        values=tuple(values_of(connection, today, own)),
        said=tuple(entries_of(connection, keys, own)),
        checks=_checks(connection, living_id(connection, provider_id)),
    )


def _ids(connection: Connection, provider_id: str) -> tuple[Id, ...]:
    ends = living_ids(connection)
    if provider_id not in ends:
        raise UnknownIdError(f"nobody has, or had, the id {provider_id!r}; look it up by search")
    same = sorted(one for one, end in ends.items() if end == ends[provider_id])
    rows = connection.execute(select(provider).where(provider.c.id.in_(same)).order_by(provider.c.created_on))
    return tuple(
        Id(id=row.id, kind=row.kind, created_on=row.created_on, leads_to=row.merged_into or "") for row in rows
    )


def _is_today(period: MembershipPeriod, key: Key, own: frozenset[str]) -> bool:
    return period.until is None and period.provider in own and (period.source, period.source_id) == key


def _own_listings(connection: Connection, keys: Sequence[Key]) -> Iterator[OwnListing]:
    for source, source_id in keys:
        of = listing.c
        row = connection.execute(select(listing).where(of.source == source, of.source_id == source_id)).one_or_none()
        if row is None:
            continue
        record = from_json(Listing, row.listing)
        yield OwnListing(
            source=source,
            source_id=source_id,
            name=record.name,
            url=record.url,
            first_seen=row.first_seen,
            last_seen=row.last_seen,
            missing_since=row.missing_since,
            withdrawn_on=row.withdrawn_on,
        )


def _checks(connection: Connection, living: str) -> tuple[Check, ...]:
    """Return the register checks of the provider as it would be published today."""
    for provider_id, listings in memberships.listings_by_provider(connection, only=frozenset({living})):
        try:
            folded = merge(
                provider_id,
                listings,
                frozenset(),
                rank=sources.trust(connection),
                registry_sources=sources.registers(connection),
            )
        except NothingToMergeError:
            return ()
        return checked(folded, RegisterLookup(connection)).checks
    return ()
