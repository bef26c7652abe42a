"""Removals: suppresses a provider and lifts that again, each with who and why, in the store and the audit trail.

Keys are hashed with a secret that is made once, stored in the store, and never published.
"""

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, insert, select, update

from index import clock
from index.corrections.suppression.keys import keys_of, request_keys
from index.records import Listing
from index.records.codec import from_json
from index.store import Store, audit
from index.store.database import upsert
from index.store.merged_ids import living_ids, living_ids_of
from index.store.schema import listing, membership, secret, suppression

NAME = "suppression"
BYTES = 32
REASON_WANTED = "say who decides and why: both are recorded with the request"


def ensure_secret(store: Store) -> bytes:
    """Return the secret; make it on first use."""
    with store.write() as connection:
        fresh = upsert(connection, secret).values(name=NAME, value=secrets.token_bytes(BYTES))
        connection.execute(fresh.on_conflict_do_nothing())
        return read_secret(connection)


def read_secret(connection: Connection) -> bytes:
    """Return the secret; b"" if none was made yet."""
    return connection.execute(select(secret.c.value).where(secret.c.name == NAME)).scalar_one_or_none() or b""


@dataclass(frozen=True, slots=True)
class Suppressions:
    """Removals in force: the `ids` of providers, and the `keys` that recognize their listings under another id."""

    ids: frozenset[str] = frozenset()
    keys: frozenset[int] = frozenset()
    secret: bytes = field(default=b"", repr=False)

    def covers(self, listing: Listing) -> bool:
        """Return whether a listing describes a removed person or clinic."""
        return bool(self.keys) and not self.keys.isdisjoint(keys_of(listing, self.secret))


class UnknownProviderError(LookupError):
    """No practitioner or clinic has, or had, that id."""


class NotSuppressedError(LookupError):
    """No removal of that id is in force, so there is nothing to lift."""


class LostSecretError(RuntimeError):
    """The store has requests but not the secret of their keys; it was tampered with or restored in part."""


@dataclass(frozen=True, slots=True)
class Removal:
    """A removal or its end: the id asked for, all merged ids, their keys, and the number of listings or requests."""

    provider: str
    ids: frozenset[str]
    keys: frozenset[int]
    listings: int


def suppress(store: Store, provider_id: str, who: str, reason: str, *, strict: bool = False) -> Removal:
    """Leave a practitioner or clinic out permanently, by this id and by the keys of all its listings.

    `strict` also leaves out everybody of that name in its towns. A second request is stored too.
    Raises UnknownProviderError and EmptyReasonError.
    """
    audit.check_reason(who, reason, REASON_WANTED)
    secret = ensure_secret(store)
    with store.write() as connection:
        ids = _ids_of([provider_id], connection)
        if not ids:
            raise UnknownProviderError(f"there is no practitioner or clinic {provider_id!r}; look its id up by search")
        listings = _listings_of(connection, ids)
        keys = frozenset().union(*(request_keys(one, secret, strict=strict) for one in listings))
        connection.execute(
            insert(suppression).values(
                provider=provider_id,
                hashes=json.dumps(sorted(keys)),
                strict=strict,
                reason=reason,
                who=who,
                asked_at=clock.now().isoformat(),
            )
        )
        audit.record(connection, who=who, action="suppress", subject=provider_id, note=reason)
    return Removal(provider_id, ids, keys, len(listings))


def lift(store: Store, provider_id: str, who: str, reason: str) -> Removal:
    """Show a provider again: close every request in force for this id; closed requests stay in the store.

    Raises NotSuppressedError and EmptyReasonError.
    """
    audit.check_reason(who, reason, REASON_WANTED)
    with store.write() as connection:
        ids = _ids_of([provider_id], connection)
        in_force = suppression.c.lifted_at.is_(None) & suppression.c.provider.in_(ids)
        rows = connection.execute(select(suppression.c.hashes).where(in_force)).scalars().all()
        if not rows:
            raise NotSuppressedError(f"{provider_id!r} is not removed; there is nothing to lift")
        connection.execute(
            update(suppression)
            .where(in_force)
            .values(lifted_at=clock.now().isoformat(), lifted_by=who, lift_reason=reason)
        )
        audit.record(connection, who=who, action="lift suppression", subject=provider_id, note=reason)
    return Removal(provider_id, ids, _keys(rows), len(rows))


def load(connection: Connection) -> Suppressions:
    """Return all removals in force, with every merged id; raises LostSecretError."""
    found = _asked(connection)
    return replace(found, ids=found.ids | _ids_of(found.ids, connection))


def recognizing(connection: Connection) -> Suppressions:
    """Return all removals in force with the ids in use alone; reads few providers. Raises LostSecretError."""
    found = _asked(connection)
    return replace(found, ids=living_ids_of(connection, found.ids)) if found.ids else found


def _asked(connection: Connection) -> Suppressions:
    in_force = select(suppression.c.provider, suppression.c.hashes).where(suppression.c.lifted_at.is_(None))
    rows = connection.execute(in_force).all()
    secret = read_secret(connection)
    if rows and not secret:
        raise LostSecretError("the store holds removal requests but not their secret; restore the whole store.db")
    return Suppressions(frozenset(row.provider for row in rows), _keys(row.hashes for row in rows), secret)


def _keys(texts: Iterable[str]) -> frozenset[int]:
    return frozenset(key for text in texts for key in json.loads(text))


def _ids_of(asked: Iterable[str], connection: Connection) -> frozenset[str]:
    # Merges lead both ways: the id asked for may have been merged into another, and others into that one.
    living = living_ids(connection)
    ends = {living[one] for one in asked if one in living}
    return frozenset(one for one, end in living.items() if end in ends)


def _listings_of(connection: Connection, ids: frozenset[str]) -> list[Listing]:
    # Withdrawn listings too: a removed person must not return with one of them.
    members = select(membership).where(
        membership.c.provider.in_(ids),
        membership.c.source == listing.c.source,
        membership.c.source_id == listing.c.source_id,
    )
    rows = connection.execute(select(listing.c.listing).where(members.exists()))
    return [from_json(Listing, text) for text in rows.scalars()]
