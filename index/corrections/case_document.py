"""A case as `pinpoint cases … --json` prints it and the console's pages show it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from index import clock
from index.corrections.case_row import CaseRow
from index.records import Listing, stated
from index.store.listings import corrections
from index.store.listings.correction_listings import corrections_in_force


def case_document(one: CaseRow) -> Mapping[str, object]:
    """Return everything that the store knows of a case, for JSON."""
    return {
        "number": one.number,
        "state": one.progress.state,
        "request": one.request,
        "about": one.about,
        "id": one.provider,
        "which": one.which,
        "text": one.text,
        "contact": one.contact,
        "values": {sent.field: sent.value for sent in one.values},
        "received_at": one.received_at,
        "answer_by": one.clocks.answer_by,
        "settle_by": one.clocks.settle_by,
        "due": one.due,
        "overdue": one.is_overdue(clock.today()),
        "answered_at": one.answered_at,
        "settled_at": one.settled_at,
        "settled_by": one.settled_by,
        "note": one.note,
        "claimed_by": one.claimed_by,
        "language": one.language,
        "hidden": hidden_words(one),
        "waits": one.waits or "",
        "called": one.called or "",
        "called_at": one.called_at,
        "unreached": one.is_unreached(clock.today()),
        "confirmation": "sent" if one.confirmed_at else "asked for" if one.confirm_to else "",
    }


def hidden_words(one: CaseRow) -> str:
    """Return what a case hides now: "listing", "fax, phone", or "" for nothing."""
    return "listing" if one.hides_listing else ", ".join(sorted(one.hidden_fields))


def corrections_of_case(connection: Connection, number: str) -> list[dict[str, Any]]:
    """Return every decision on the values of a case, with the values still in force, as JSON objects."""
    in_force = {seen.listing.source_id: seen.listing for seen in corrections_in_force(connection)}
    return [
        {"verdict": one.verdict, "who": one.who, "reason": one.reason, "at": one.decided_at}
        | (correction_document(in_force[one.told]) if one.told in in_force else {})
        for one in corrections.decisions_on(connection, case=number)
    ]


def correction_document(listing: Listing) -> dict[str, Any]:
    """Return a `told_us` listing, the listing that it corrects and its values, as a JSON object."""
    corrects = listing.corrects
    return {
        "listing": f"{listing.source}/{listing.source_id}",
        "reached": corrects.reached if corrects else "",
        "corrects": f"{corrects.source}/{corrects.source_id}" if corrects else "",
        "told": [{"field": field, "value": value} for field, value in stated(listing)],
    }
