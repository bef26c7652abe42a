"""The call back: an operator asks, on a number that a source lists, whether they asked for what a case hides or would.

Who says yes stays out, or is left out now. Who never asked is shown again, with all that was asked in their name and
nobody has decided on. Where nobody answers, what is hidden stays hidden, and after 10 business days the operator
decides: `settle` leaves it hidden, `settle` with `restore` shows it again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, update

from index import clock
from index.corrections.case_progress import CallResult
from index.corrections.case_removal import remove_for_case
from index.corrections.case_row import CaseRow, get, open_rows
from index.corrections.settling import SettledError, check_note, settle, settle_unasked
from index.corrections.showing import known_ids
from index.records import TOLD_US, SeenListing
from index.store import Store, audit
from index.store.identities import memberships
from index.store.merged_ids import living_id
from index.store.schema import case


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedNumber:
    """A phone number as a source lists it for somebody: `listing` is source/id, `read_on` the day it was last read."""

    phone: str
    listing: str
    read_on: date


def listed_numbers(connection: Connection, provider: str) -> list[ListedNumber]:
    """Return the numbers that sources list for an id, each listing's once; none that a sender wrote or told us."""
    only = frozenset({living_id(connection, provider)})
    found = [seen for _, listings in memberships.listings_by_provider(connection, only=only) for seen in listings]
    return [number for seen in found if seen.listing.source != TOLD_US for number in _numbers(seen)]


def _numbers(seen: SeenListing) -> Iterator[ListedNumber]:
    listing = seen.listing
    for phone in dict.fromkeys(place.phone for place in listing.locations if place.phone):
        shown = f"{phone.e164} x{phone.extension}" if phone.extension else phone.e164
        yield ListedNumber(phone=shown, listing=f"{listing.source}/{listing.source_id}", read_on=seen.last_seen)


def call_back(
    store: Store, folder: Path, number: str, result: CallResult, who: str, note: str, *, provider: str = ""
) -> CaseRow:
    """Record the result of a call and do what it decides; `provider` names the listing where the case has words only.

    ASKED settles a removal or a hiding, and leaves the listing out if it was not yet. NEVER_ASKED settles it, shows the
    listing again, and settles the other open cases that ask the same for it. A correction that hides nothing is only
    recorded as confirmed. Raises UnknownCaseError, SettledError, EmptyReasonError, OthersAskedError, and for ASKED the
    errors of `remove_for_case`.
    """
    check_note(who, note)
    with store.read() as connection:
        one = get(connection, number)
    if one.settled_at:
        raise SettledError(f"case {number} was settled on {one.settled_at.date()} by {one.settled_by}: {one.note}")
    if result is CallResult.ASKED and one.is_undecided:
        remove_for_case(store, folder, number, who, note, provider=provider)
    _record(store, number, result, who, note)
    hides = one.is_undecided or one.hides_listing or bool(one.hidden_fields)
    if result is CallResult.ASKED and hides:
        return settle(store, folder, number, who, note)
    if result is CallResult.NEVER_ASKED:
        return settle_unasked(store, folder, number, _same_wishes(store, one), who, note)
    with store.read() as connection:
        return get(connection, number)


def _record(store: Store, number: str, result: CallResult, who: str, note: str) -> None:
    with store.write() as connection:
        if get(connection, number).settled_at:
            raise SettledError(f"case {number} was settled meanwhile; see `pinpoint cases show {number}`")
        values = {"called": str(result), "called_at": clock.now().isoformat()}
        connection.execute(update(case).where(case.c.number == number).values(values))
        action = f"call back, {result.replace('_', ' ')}"
        audit.record(connection, who=who, action=action, subject=number, note=note)


def _same_wishes(store: Store, one: CaseRow) -> Sequence[str]:
    """Return the other open cases that hide the same of the same listing, as their senders asked."""
    with store.read() as connection:
        ids = known_ids(connection).of(one.provider) if one.provider else frozenset()
        return [
            other.number
            for other in open_rows(connection)
            if other.number != one.number
            and other.provider in ids
            and other.request is one.request
            and (other.hides_listing or (other.about == one.about and other.hidden_fields))
        ]
