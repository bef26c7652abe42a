"""Removals of people and clinics who are known by name, ZIP code and phone alone, also before anything was read.

Only the keys are stored, under a handle made of them. They are those of a strict request: everybody of that name in the
ZIP code's town stays out, since nothing else of the person is known.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import insert, select

from index import clock
from index.corrections.suppression.keys import request_keys
from index.corrections.suppression.removal import REASON_WANTED, Removal, ensure_secret
from index.normalize.match_keys import organization_key
from index.normalize.names.name import parse_person
from index.normalize.phone import parse_phones
from index.places.gazetteer import open_gazetteer
from index.places.place import PlaceAmbiguous, PlaceNotFound
from index.places.place_query import find_place
from index.records import Listing, ListingKind, PersonName, Phone, PracticeLocation
from index.store import Store, audit
from index.store.schema import suppression

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


def suppress_named(store: Store, asked: NamedRequest, who: str, reason: str) -> tuple[Removal, bool]:
    """Leave everybody of a name in a ZIP code's town, or at a phone, out; return the removal and whether it is new.

    Raises UnreadableRequestError and EmptyReasonError.
    """
    audit.check_reason(who, reason, REASON_WANTED)
    listings = list(_listings(asked))
    secret = ensure_secret(store)
    keys = frozenset().union(*(request_keys(one, secret, strict=True) for one in listings))
    if not keys:
        raise UnreadableRequestError("the name cannot be read; write given and family name, or the clinic's name")
    handle = HANDLE + hashlib.sha256(repr(sorted(keys)).encode()).hexdigest()[:16]
    removal = Removal(handle, frozenset({handle}), keys, 0)
    with store.write() as connection:
        in_force = (suppression.c.provider == handle) & suppression.c.lifted_at.is_(None)
        if connection.execute(select(suppression.c.id).where(in_force)).first():
            return removal, False
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
