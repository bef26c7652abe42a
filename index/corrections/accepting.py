"""From a case to a listing of `told_us`: what an operator accepts, renews after a year, or takes back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from index.corrections.case_row import CaseRow, all_cases, get
from index.corrections.message import Request
from index.corrections.settling import close, said
from index.corrections.showing import carry, known_ids
from index.corrections.told_values import AT_A_PLACE, ToldValues, corrected, read_told
from index.normalize.phone import parse_phones
from index.normalize.text import fold_text
from index.places.gazetteer import open_gazetteer
from index.providers.trust import Trust
from index.records import Correction, Denied, Listing, RawListing, SeenListing, is_due
from index.registers import NPI_REGISTERS
from index.resolve.identities.identities import random_id
from index.settings import Settings
from index.store import Store, sources
from index.store.geocoding import Geocoding
from index.store.identities import memberships
from index.store.listings import corrections
from index.store.listings.corrections import CorrectionVerdict, Decided
from index.store.listings.told_listings import owner_of
from index.store.merged_ids import living_id

DENIABLE = ("phone", "fax", "website", "organization", "credential", "unknown_credential", "profession", "license")


class NoCorrectionError(ValueError):
    """The case asks for a removal, or nothing is accepted of it."""


class NobodyError(LookupError):
    """The case names nobody of whom a source speaks."""


class HiddenAtOnceError(ValueError):
    """The case hides a field at once, and would hide what is told of it with it."""


class UnknownValueError(LookupError):
    """A value that is said to be wrong, and that no source states."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """What is accepted of a case. `denied`: wrong values by field, as claims state them.

    `about` names the listing that is corrected (`source/id`), `place` a part of the address that is meant, `provider`
    the id where the case tells it in words only. Empty where there is only one.
    """

    told: ToldValues
    denied: tuple[Denied, ...] = ()
    has_left: bool = False
    about: str = ""
    place: str = ""
    provider: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something we were told a year ago or longer."""

    case: CaseRow
    provider: str
    seen: SeenListing


def read_acceptance(store: Store, settings: Settings, number: str, accepted: Acceptance) -> tuple[RawListing, Listing]:
    """Return the listing of `told_us` that an acceptance makes, and its words, and keep nothing.

    Raises UnknownCaseError, NoCorrectionError, NobodyError, HiddenAtOnceError, UnknownValueError and what
    `corrected` and `read_told` raise.
    """
    with store.read() as connection:
        case = get(connection, number)
        listings = _listings_of(connection, case, accepted)
        _check(accepted, _hiding(connection, case, accepted))
        trust = Trust(sources.trust(connection), sources.registers(connection) | NPI_REGISTERS)
    denied = tuple(_stated(one, listings) for one in accepted.denied)
    of_a_place = accepted.has_left or not AT_A_PLACE.isdisjoint(accepted.told.values)
    what = corrected(listings, trust, about=accepted.about, place=accepted.place, of_a_place=of_a_place)
    gazetteer = open_gazetteer()
    raw, told = read_told(accepted.told, what.listing, case, gazetteer)
    source_id = f"{accepted.told.by}/{random_id()}"
    corrects = Correction(
        by=accepted.told.by,
        source=what.listing.source,
        source_id=what.listing.source_id,
        place=what.place,
        has_left=accepted.has_left,
        denied=denied,
    )
    if accepted.has_left and what.place is None:
        raise NobodyError("no source states a place of theirs that they could have left")
    geocoding = Geocoding(store, settings, gazetteer)
    places = tuple(geocoding.locate(place)[0] for place in told.locations)
    return replace(raw, source_id=source_id), replace(told, source_id=source_id, corrects=corrects, locations=places)


def accept(store: Store, settings: Settings, number: str, accepted: Acceptance, *, who: str, note: str) -> Listing:
    """Keep what is accepted of a case as a listing of `told_us`, in place of what was before, and settle the case.

    Raises EmptyNoteError and what `read_acceptance` raises.
    """
    said(who, note)
    raw, told = read_acceptance(store, settings, number, accepted)
    with store.write() as connection:
        decided = corrections.decision(told.source_id, number, CorrectionVerdict.ACCEPTED, who, note)
        corrections.accept(connection, raw, told, decided)
        case = get(connection, number)
        if not case.settled_at:
            close(connection, case, who, note, restore=False)
    carry(store, settings.generations)
    return told


def renew(store: Store, number: str, *, who: str, note: str) -> None:
    """Keep that we asked and were told the same again; raises EmptyNoteError and NothingToldError."""
    said(who, note)
    with store.write() as connection:
        for one in _standing(connection, number):
            corrections.renew(connection, one, who=who, reason=note)


def take_back(store: Store, number: str, *, who: str, note: str) -> None:
    """Show no longer what was accepted of a case; raises EmptyNoteError and NothingToldError."""
    said(who, note)
    with store.write() as connection:
        for one in _standing(connection, number):
            corrections.take_back(connection, one, who=who, reason=note)


def due(connection: Connection, today: date) -> Sequence[Due]:
    """Return what we were told a year ago or longer, the oldest first, with whose listing it is ("" for nobody's)."""
    return [
        Due(case=get(connection, number), provider=owner_of(connection, seen.listing) or "", seen=seen)
        for number, seen in corrections.standing(connection)
        if is_due(seen.last_seen, today)
    ]


def _standing(connection: Connection, number: str) -> Sequence[Decided]:
    get(connection, number)
    found = corrections.standing_of_case(connection, number)
    if not found:
        raise corrections.NothingToldError(f"nothing that was accepted of case {number} stands")
    return found


def _listings_of(connection: Connection, case: CaseRow, accepted: Acceptance) -> Sequence[SeenListing]:
    provider = accepted.provider or case.provider
    if case.request is not Request.FIX:
        raise NoCorrectionError(f"case {case.number} asks for a removal; there is nothing to correct")
    if not provider:
        raise NobodyError(f"case {case.number} tells only in words whom it is about; say who with --id")
    only = frozenset({living_id(connection, provider)})
    found = [seen for _, listings in memberships.listings_by_provider(connection, only=only) for seen in listings]
    if not found:
        raise NobodyError(f"no source speaks of {provider}; there is nothing to correct")
    return found


def _hiding(connection: Connection, case: CaseRow, accepted: Acceptance) -> Sequence[CaseRow]:
    """Return the cases that hide fields of the listing that is corrected."""
    ids = known_ids(connection).of(accepted.provider or case.provider)
    return [one for one in all_cases(connection) if one.provider in ids and one.hidden_fields]


def _check(accepted: Acceptance, hiding: Sequence[CaseRow]) -> None:
    values = accepted.told.values
    if not (values or accepted.denied or accepted.has_left):
        raise NoCorrectionError("nothing is accepted; write FIELD=VALUE, --wrong FIELD=VALUE or --left")
    for one in hiding:
        if hidden := sorted(one.hidden_fields & set(values)):
            raise HiddenAtOnceError(
                f"case {one.number} hides {', '.join(hidden)} of this listing, and would hide the new one too; "
                f"`pinpoint cases settle {one.number} --restore` shows all of it again"
            )


def _stated(wrong: Denied, listings: Sequence[SeenListing]) -> Denied:
    """Return a wrong value as sources state it."""
    if wrong.field not in DENIABLE:
        raise UnknownValueError(f"{wrong.field}: cannot be wrong by itself; write one of {', '.join(DENIABLE)}")
    stated = {claim.value for seen in listings for claim in seen.claims if claim.field == wrong.field}
    meant = [value for value in sorted(stated) if _is_same(wrong.field, value, wrong.value)]
    if not meant:
        known = ", ".join(sorted(stated)) or "none"
        raise UnknownValueError(f"no source states {wrong.field}={wrong.value!r}; stated are: {known}")
    return replace(wrong, value=meant[0])


def _is_same(field: str, stated: str, written: str) -> bool:
    if field in {"phone", "fax"}:
        return any(phone.e164 == stated.partition(" x")[0] for phone in parse_phones(written))
    return fold_text(stated) == fold_text(written)
