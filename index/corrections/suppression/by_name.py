"""Removals of people and clinics who are known by name, ZIP code and phone alone, also before anything was read.

Only the keys are stored, under a handle made of them. They are those of a strict request: everybody of that name in the
ZIP code's town stays out, since nothing else of the person is known.
"""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import insert, select

from index import clock
from index.corrections.suppression.keys import keys_of, request_keys
from index.corrections.suppression.removal import REASON_WANTED, Removal, ensure_secret, suppress
from index.normalize.match_keys import organization_key
from index.normalize.names.name import parse_person
from index.normalize.phone import parse_phones
from index.places.gazetteer import open_gazetteer
from index.places.place import PlaceAmbiguous, PlaceNotFound
from index.places.place_query import find_place
from index.records import Listing, ListingKind, PersonName, Phone, PracticeLocation
from index.records.codec import from_json
from index.store import Store, audit
from index.store.merged_ids import living_ids
from index.store.schema import listing, membership, suppression

HANDLE = "by-name-"
_ZIP = re.compile(r"([0-9]{5})(?:-[0-9]{4})?")


class UnreadableRequestError(ValueError):
    """Name, ZIP code or phone cannot be read; the message says what to write. It repeats none of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRequest:
    """Whoever is to be left out, as they write it; `kind` is None where the name may be a person's or a clinic's."""

    name: str
    zip: str
    phone: str = ""
    kind: ListingKind | None = None


class NamesakesError(ValueError):
    """Name and ZIP code fit several people or clinics of this home; `ids` are theirs."""

    def __init__(self, ids: Iterable[str]) -> None:
        self.ids = tuple(sorted(ids))
        super().__init__(
            f"it fits {len(self.ids)} people or clinics of this home: {', '.join(self.ids)}; write the id of the right "
            "one in place of the name, or leave all of them out with --all"
        )


@dataclass(frozen=True, slots=True)
class Fitting:
    """The ids of a home's people and clinics that a request fits; `by_phone` is the one that has its phone, if one."""

    ids: frozenset[str] = frozenset()
    by_phone: str = ""


def fitting(store: Store, requests: Iterable[NamedRequest]) -> dict[NamedRequest, Fitting]:
    """Return the people and clinics that each request fits, by the keys of their listings; reads every listing once.

    A request that cannot be read fits nobody.
    """
    secret = ensure_secret(store)
    asking: dict[int, set[NamedRequest]] = defaultdict(set)
    phones: dict[NamedRequest, frozenset[int]] = {}
    for asked in requests:
        try:
            listings = list(_listings(asked))
        except UnreadableRequestError:
            continue
        for key in _keys(listings, secret):
            asking[key].add(asked)
        phones[asked] = _keys(listings, secret) - _keys(_listings(replace(asked, phone="")), secret)
    return _fitting(store, secret, asking, phones) if asking else {}


def _fitting(
    store: Store, secret: bytes, asking: Mapping[int, set[NamedRequest]], phones: Mapping[NamedRequest, frozenset[int]]
) -> dict[NamedRequest, Fitting]:
    fits: dict[NamedRequest, set[str]] = defaultdict(set)
    by_phone: dict[NamedRequest, set[str]] = defaultdict(set)
    joined = (membership.c.source == listing.c.source) & (membership.c.source_id == listing.c.source_id)
    query = select(membership.c.provider, listing.c.listing).join(listing, joined)
    with store.read() as connection:
        living = living_ids(connection)
        for row in connection.execute(query.execution_options(yield_per=1000)):
            keys = keys_of(from_json(Listing, row.listing), secret)
            end = living.get(row.provider, row.provider)
            for asked in {one for key in keys for one in asking.get(key, ())}:
                fits[asked].add(end)
                if not keys.isdisjoint(phones[asked]):
                    by_phone[asked].add(end)
    return {
        asked: Fitting(frozenset(ids), next(iter(by_phone[asked])) if len(by_phone[asked]) == 1 else "")
        for asked, ids in fits.items()
    }


def suppress_named(
    store: Store, asked: NamedRequest, who: str, reason: str, *, fits: Fitting, all_of_them: bool = False
) -> tuple[Removal, bool]:
    """Leave everybody of a name in a ZIP code's town, or at a phone, out; return the removal and whether it is new.

    Of several in this home that it fits, the one with its phone alone is left out. Raises UnreadableRequestError,
    EmptyReasonError, and NamesakesError where none or several have it and `all_of_them` does not say that all are
    meant.
    """
    audit.check_reason(who, reason, REASON_WANTED)
    listings = list(_listings(asked))
    keys = _keys(listings, ensure_secret(store))
    if not keys:
        raise UnreadableRequestError("the name cannot be read; write given and family name, or the clinic's name")
    handle = HANDLE + hashlib.sha256(repr(sorted(keys)).encode()).hexdigest()[:16]
    removal = Removal(handle, frozenset({handle}), keys, 0)
    with store.write() as connection:
        in_force = (suppression.c.provider == handle) & suppression.c.lifted_at.is_(None)
        if connection.execute(select(suppression.c.id).where(in_force)).first():
            return removal, False
        is_clear = len(fits.ids) < 2 or all_of_them  # noqa: PLR2004  (two are namesakes)
        if not is_clear and not fits.by_phone:
            raise NamesakesError(fits.ids)
        here = (suppression.c.provider == fits.by_phone) & suppression.c.lifted_at.is_(None)
        is_removed = not is_clear and connection.execute(select(suppression.c.id).where(here)).first() is not None
    if not is_clear:
        if is_removed:
            return Removal(fits.by_phone, frozenset({fits.by_phone}), frozenset(), 0), False
        return suppress(store, fits.by_phone, who, reason), True
    with store.write() as connection:
        connection.execute(
            insert(suppression).values(
                provider=handle,
                hashes=json.dumps(sorted(keys)),
                strict=True,
                reason=reason,
                who=who,
                asked_at=clock.now().isoformat(),
            )
        )
        audit.record(connection, who=who, action="suppress", subject=handle, note=reason)
    return removal, True


def _keys(listings: Iterable[Listing], secret: bytes) -> frozenset[int]:
    return frozenset().union(*(request_keys(one, secret, strict=True) for one in listings))


def _listings(asked: NamedRequest) -> Iterator[Listing]:
    """Yield the request as listings of a person and of a clinic, or of the one that it says."""
    place = _place(asked)
    if asked.kind is not ListingKind.CLINIC:
        person = parse_person(asked.name)
        if person.name is None or not person.name.family:
            person = parse_person(asked.name, family_first=True)
        if person.name is not None and person.name.family:
            yield _listing(ListingKind.PERSON, asked.name, place, person=person.name)
    if asked.kind is not ListingKind.PERSON and organization_key(asked.name):
        yield _listing(ListingKind.CLINIC, asked.name, place)


def _listing(kind: ListingKind, name: str, place: PracticeLocation, *, person: PersonName | None = None) -> Listing:
    return Listing(source="", source_id="", kind=kind, url="", name=name, person=person, locations=(place,))


def _place(asked: NamedRequest) -> PracticeLocation:
    match = _ZIP.fullmatch(asked.zip.strip())
    if match is None:
        raise UnreadableRequestError("zip is no ZIP code; write five digits")
    try:
        found = find_place(open_gazetteer(), match[1])
    except (PlaceNotFound, PlaceAmbiguous) as error:
        raise UnreadableRequestError("there is no such ZIP code in our table; write that of another place") from error
    return PracticeLocation(city=found.city, state=found.state, zip=match[1], phone=_phone(asked.phone))


def _phone(written: str) -> Phone | None:
    if not written.strip():
        return None
    phones = parse_phones(written)
    if not phones:
        raise UnreadableRequestError("phone is no phone number; write ten digits, or leave it empty")
    return phones[0]
