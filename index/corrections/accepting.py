"""Correction listings: an operator accepts the values of a case, renews them after a year, or takes them back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from index.corrections.accepted_values import (
    AT_A_PLACE,
    AcceptedValues,
    corrected,
    read_correction,
    read_details,
)
from index.corrections.added_values import ListedContact, check_rule, is_same_value, reached_through
from index.corrections.case_row import CaseRow, all_cases, get
from index.corrections.message import Request
from index.corrections.settling import check_note, close
from index.corrections.showing import carry, hidden_by, known_ids
from index.places.gazetteer import open_gazetteer
from index.providers.corrected_places import PLACE_DETAILS
from index.providers.trust import Trust
from index.records import (
    Correction,
    Denied,
    Listing,
    RawListing,
    SeenListing,
    is_due,
)
from index.records.register import NPI_REGISTERS
from index.resolve.identities.identities import random_id
from index.settings import Settings
from index.store import Store, sources
from index.store.geocoding import Geocoding
from index.store.identities import memberships
from index.store.listings import corrections
from index.store.listings.correction_listings import owner_of
from index.store.listings.corrections import CorrectionVerdict, Decided
from index.store.merged_ids import living_id

DENIABLE = ("phone", "fax", "website", "organization", "credential", "unknown_credential", "profession", "license")


class NoCorrectionError(ValueError):
    """The case asks for a removal, or the operator accepted no value."""


class NobodyError(LookupError):
    """The case names no listed provider."""


class HiddenAtOnceError(ValueError):
    """A case hides this field, so the corrected value would be hidden too."""


class UnknownValueError(LookupError):
    """No source states the value that is reported as wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """An operator's acceptance of a case: the corrected values, and in `denied` the wrong values as written.

    `about` names the listing to correct (`source/id`), `place` a part of its address, both "" if there is only one;
    `provider` is the id, if the case names the provider in words only.
    """

    corrected: AcceptedValues
    denied: tuple[Denied, ...] = ()
    has_left: bool = False
    about: str = ""
    place: str = ""
    provider: str = ""
    reached: ListedContact | None = None
    """The contact through which the sender was reached."""
    contacts_of: str = ""
    """The id of a clinic that speaks of its people: the contact has to be listed for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A correction that was accepted or renewed a year ago or longer; `provider` is "" if it belongs to nobody now."""

    case: CaseRow
    provider: str
    seen: SeenListing


def read_acceptance(store: Store, settings: Settings, number: str, accepted: Acceptance) -> tuple[RawListing, Listing]:
    """Return the `told_us` listing that an acceptance makes, raw and normalized; store nothing.

    Raises UnknownCaseError, NoCorrectionError, NobodyError, HiddenAtOnceError, UnknownValueError and the errors of
    `corrected` and `read_correction`.
    """
    values = accepted.corrected.values
    with store.read() as connection:
        case = get(connection, number)
        listings = _listings_of(connection, case, accepted)
        _check(accepted, _hiding(connection, case, accepted))
        contacts = _listings(connection, accepted.contacts_of) if accepted.contacts_of else listings
        reached = reached_through(values, accepted.reached, contacts)
        trust = Trust(sources.trust(connection), sources.registers(connection) | NPI_REGISTERS)
    denied = tuple(_stated(one, listings) for one in accepted.denied)
    of_a_place = accepted.has_left or not AT_A_PLACE.isdisjoint(values)
    what = corrected(listings, trust, about=accepted.about, place=accepted.place, of_a_place=of_a_place)
    check_rule(settings, values, listings, what)
    details = read_details(values)
    gazetteer = open_gazetteer()
    raw, listing = read_correction(accepted.corrected, what.listing, case, gazetteer)
    source_id = f"{accepted.corrected.by}/{random_id()}"
    corrects = Correction(
        by=accepted.corrected.by,
        source=what.listing.source,
        source_id=what.listing.source_id,
        place=what.place,
        has_left=accepted.has_left,
        denied=denied,
        details=details,
        reached=reached,
    )
    if what.place is None and not PLACE_DETAILS.isdisjoint(values):
        raise NobodyError("no source states a place that these hours or new patients could belong to")
    if accepted.has_left and what.place is None:
        raise NobodyError("no source states a place that this provider could have left")
    geocoding = Geocoding(store, settings, gazetteer)
    places = tuple(geocoding.locate(place)[0] for place in listing.locations)
    return replace(raw, source_id=source_id), replace(listing, source_id=source_id, corrects=corrects, locations=places)


def accept(
    store: Store, settings: Settings, number: str, accepted: Acceptance, *, who: str, note: str, closes: bool = True
) -> Listing:
    """Store the accepted values of a case as a `told_us` listing, replacing earlier ones, and settle the case.

    Without `closes` the case stays open, and only earlier values of the same provider are replaced.

    Raises EmptyReasonError and the errors of `read_acceptance`.
    """
    check_note(who, note)
    raw, listing = read_acceptance(store, settings, number, accepted)
    with store.write() as connection:
        decided = corrections.decision(listing.source_id, number, CorrectionVerdict.ACCEPTED, who, note)
        replaces = None if closes else _accepted_for(connection, accepted.provider)
        corrections.accept(connection, raw, listing, decided, replaces)
        case = get(connection, number)
        if closes and not case.settled_at:
            close(connection, case, who, note, restore=False)
    carry(store, settings.generations)
    return listing


def renew(store: Store, number: str, *, who: str, note: str) -> None:
    """Record that the sender confirmed the values of a case; raises EmptyReasonError and NoCorrectionInForceError."""
    check_note(who, note)
    with store.write() as connection:
        for one in _in_force(connection, number):
            corrections.renew(connection, one, who=who, reason=note)


def take_back(store: Store, number: str, *, who: str, note: str) -> None:
    """Stop showing the accepted values of a case; raises EmptyReasonError and NoCorrectionInForceError."""
    check_note(who, note)
    with store.write() as connection:
        for one in _in_force(connection, number):
            corrections.take_back(connection, one, who=who, reason=note)


def due(connection: Connection, today: date) -> Sequence[Due]:
    """Return the corrections in force that are a year old or older, the oldest first."""
    return [
        Due(case=get(connection, number), provider=owner_of(connection, seen.listing) or "", seen=seen)
        for number, seen in corrections.in_force(connection)
        if is_due(seen.last_seen, today)
    ]


def _in_force(connection: Connection, number: str) -> Sequence[Decided]:
    get(connection, number)
    found = corrections.in_force_of_case(connection, number)
    if not found:
        raise corrections.NoCorrectionInForceError(f"no accepted value of case {number} is in force")
    return found


def _listings_of(connection: Connection, case: CaseRow, accepted: Acceptance) -> Sequence[SeenListing]:
    provider = accepted.provider or case.provider
    if case.request is not Request.FIX:
        raise NoCorrectionError(f"case {case.number} asks for a removal; there is nothing to correct")
    if not provider:
        raise NobodyError(f"case {case.number} names the provider in words only; give its id with --id")
    found = _listings(connection, provider)
    if not found:
        raise NobodyError(f"no source lists {provider}; there is nothing to correct")
    return found


def _listings(connection: Connection, provider: str) -> list[SeenListing]:
    only = frozenset({living_id(connection, provider)})
    return [seen for _, listings in memberships.listings_by_provider(connection, only=only) for seen in listings]


def _accepted_for(connection: Connection, provider: str) -> frozenset[str]:
    """Return the source ids of the corrections in force of a provider."""
    return frozenset(
        seen.listing.source_id for seen in _listings(connection, provider) if seen.listing.corrects is not None
    )


def _hiding(connection: Connection, case: CaseRow, accepted: Acceptance) -> Sequence[CaseRow]:
    """Return the cases that hide fields of the corrected provider."""
    provider, known = accepted.provider or case.provider, known_ids(connection)
    return [one for one in all_cases(connection) if one.hidden_fields and provider in hidden_by(one, known).always]


def _check(accepted: Acceptance, hiding: Sequence[CaseRow]) -> None:
    values = accepted.corrected.values
    if not (values or accepted.denied or accepted.has_left):
        raise NoCorrectionError("no value is accepted; write FIELD=VALUE, --wrong FIELD=VALUE or --left")
    for one in hiding:
        if hidden := sorted(one.hidden_fields & set(values)):
            raise HiddenAtOnceError(
                f"case {one.number} hides {', '.join(hidden)} of this listing, and would hide the new one too; "
                f"`pinpoint cases settle {one.number} --restore` shows all of it again"
            )


def _stated(wrong: Denied, listings: Sequence[SeenListing]) -> Denied:
    """Return a wrong value in the spelling of the sources; raises UnknownValueError."""
    if wrong.field not in DENIABLE:
        raise UnknownValueError(f"{wrong.field}: cannot be marked wrong; write one of {', '.join(DENIABLE)}")
    stated = {claim.value for seen in listings for claim in seen.claims if claim.field == wrong.field}
    meant = [value for value in sorted(stated) if is_same_value(wrong.field, value, wrong.value)]
    if not meant:
        known = ", ".join(sorted(stated)) or "none"
        raise UnknownValueError(f"no source states {wrong.field}={wrong.value!r}; sources state: {known}")
    return replace(wrong, value=meant[0])
