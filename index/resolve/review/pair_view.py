"""The two listings of a pair as an operator compares them: their fields as text, and their clusters."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select, tuple_

from index.records import Listing, Phone, PracticeLocation
from index.records.codec import from_json
from index.resolve.compare.features import Key
from index.store.listings.listings import seen_listing_of
from index.store.schema import listing, membership


class UnknownListingError(LookupError):
    """No listing in force has this key; the message says how to write one."""


@dataclass(frozen=True, slots=True)
class Side:
    """One listing. `provider` is the id that it belongs to, "" before any resolution."""

    key: Key
    provider: str
    others: tuple[Key, ...]
    """The other listings of the same provider."""
    fields: dict[str, str]
    """The listing's values as text, by field."""

    @property
    def title(self) -> str:
        """Name and first place, in one line."""
        return _title(self.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedField:
    """One field of two listings, in text; `verdict` is "same", "different", "only A" or "only B"."""

    field: str
    left: str
    right: str
    verdict: str


def compared_fields(left: Side, right: Side) -> list[ComparedField]:
    """Return the fields that either listing has, each with how the two compare as written."""
    found = []
    for field in dict.fromkeys((*left.fields, *right.fields)):
        one, other = left.fields.get(field, ""), right.fields.get(field, "")
        verdict = "same" if one == other else "only A" if not other else "only B" if not one else "different"
        found.append(ComparedField(field=field, left=one, right=other, verdict=verdict))
    return found


def titles_of(connection: Connection, keys: Iterable[Key]) -> dict[Key, str]:
    """Return name and first place of those of some listings that are in force, in one statement."""
    these = tuple_(listing.c.source, listing.c.source_id).in_(sorted(set(keys)))
    columns = listing.c.source, listing.c.source_id, listing.c.listing
    rows = connection.execute(select(*columns).where(these, listing.c.withdrawn_on.is_(None)))
    return {(row.source, row.source_id): _title(dict(_fields(from_json(Listing, row.listing)))) for row in rows}


def _title(fields: Mapping[str, str]) -> str:
    return ", ".join(filter(None, (fields["name"], fields.get("places", "").partition(" | ")[0])))


def side_of(connection: Connection, key: Key) -> Side:
    """Return a listing as one side of a pair; raises UnknownListingError."""
    source, source_id = key
    here = (listing.c.source == source) & (listing.c.source_id == source_id) & listing.c.withdrawn_on.is_(None)
    row = connection.execute(select(listing).where(here)).first()
    if row is None:
        raise UnknownListingError(f"no listing {source}/{source_id} is in the store; `pinpoint review list` shows some")
    seen = seen_listing_of(row)
    provider = _provider(connection, key)
    fields = {name: value for name, value in _fields(seen.listing) if value}
    days = {"first seen": str(seen.first_seen), "last seen": str(seen.last_seen)}
    if seen.missing_since:
        days["not found since"] = str(seen.missing_since)
    return Side(key, provider, _others(connection, key, provider), fields | days)


def _provider(connection: Connection, key: Key) -> str:
    where = (membership.c.source == key[0]) & (membership.c.source_id == key[1])
    return connection.execute(select(membership.c.provider).where(where)).scalar() or ""


def _others(connection: Connection, key: Key, provider: str) -> tuple[Key, ...]:
    found = (
        select(membership.c.source, membership.c.source_id)
        .join(listing, (listing.c.source == membership.c.source) & (listing.c.source_id == membership.c.source_id))
        .where(membership.c.provider == provider, listing.c.withdrawn_on.is_(None))
        .order_by(membership.c.source, membership.c.source_id)
    )
    keys = [(row.source, row.source_id) for row in connection.execute(found)]
    return tuple(one for one in keys if one != key)


def _fields(one: Listing) -> Iterator[tuple[str, str]]:
    yield "name", one.name
    if one.person and one.person.former:
        yield "former names", ", ".join(one.person.former)
    yield "credentials", ", ".join((*(held.raw for held in one.credentials), *one.unknown_credentials))
    yield "professions", ", ".join(profession.replace("_", " ") for profession in one.professions)
    yield "licenses", ", ".join(" ".join(filter(None, (held.state, held.number))) for held in one.licenses)
    yield "NPI", one.npi
    yield "places", " | ".join(filter(None, map(_place, one.locations)))
    yield "website", one.website
    yield "page", one.url


def _place(place: PracticeLocation) -> str:
    town = " ".join(filter(None, (place.state, place.zip)))
    return ", ".join(
        filter(None, (place.organization, place.street, place.unit, place.city, town, _phone(place.phone)))
    )


def _phone(phone: Phone | None) -> str:
    return f"{phone.e164} (toll-free)" if phone and phone.kind == "toll_free" else phone.e164 if phone else ""
