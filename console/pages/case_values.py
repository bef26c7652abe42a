"""Accepts values that a form had fields for: which of them, who sent them, and the listed contact that reached them."""

from collections.abc import Mapping, Sequence

from flask import redirect, request
from flask.typing import ResponseReturnValue

from console.guard import visitor
from console.guard.request_values import lines_in_form
from console.pages.case import case_page
from console.pages.case_steps import CONFLICT, LONGEST_NOTE, UNPROCESSABLE, decided
from console.pages.case_words import contact_choices
from index import settings
from index.corrections.accepted_values import FIELDS, AcceptedValues
from index.corrections.accepting import Acceptance, accept
from index.corrections.added_values import ListedContact, contacts_of_case
from index.corrections.case_row import UnknownCaseError, get
from index.corrections.message import STAFF
from index.corrections.staff import NoStaffError, accept_staff
from index.records import Sender
from index.store.audit import EmptyReasonError

PLACE = "place"


def accept_values(number: str) -> ResponseReturnValue:
    """Accept the chosen values of a case."""
    store, who, why = visitor.store(), visitor.user().name, lines_in_form("why_accept", LONGEST_NOTE)
    typed = {"why_accept": why, "quote": lines_in_form("quote", LONGEST_NOTE), "by": request.form.get("by", "")}
    with store.read() as connection:
        try:
            one = get(connection, number)
        except UnknownCaseError:
            return case_page(number)
        contacts = contacts_of_case(connection, one)
    chosen = frozenset(request.form.getlist("value"))
    values = {sent.field: sent.value for sent in one.values if sent.field in chosen and sent.field in FIELDS}
    staff = [field.removeprefix(STAFF) for field in sorted(chosen) if field.startswith(STAFF)]
    if staff and typed["by"] == Sender.CLINIC:
        return _staff(number, staff, _reached(contacts), typed)
    if not values or typed["by"] not in set(Sender):
        return case_page(number, "Choose the values to accept, and who sent them.", UNPROCESSABLE, typed)
    if one.settled_at:
        return case_page(number, f"Case {number} is settled already.", CONFLICT, typed)
    acceptance = Acceptance(
        corrected=AcceptedValues(by=Sender(typed["by"]), values=values, quote=typed["quote"]),
        place=next((sent.value for sent in one.values if sent.field == PLACE), ""),
        reached=_reached(contacts),
    )
    return decided(number, lambda: accept(store, settings.current(), number, acceptance, who=who, note=why), typed)


def _reached(contacts: Sequence[ListedContact]) -> ListedContact | None:
    chosen = request.form.get("reached", "")
    return contacts[int(chosen)] if chosen in dict(contact_choices(contacts)) else None


def _staff(
    number: str, people: Sequence[str], reached: ListedContact | None, typed: Mapping[str, str]
) -> ResponseReturnValue:
    """Apply a clinic's words on its people; whoever cannot be applied is named with the reason."""
    store, who, why = visitor.store(), visitor.user().name, typed["why_accept"]
    try:
        with visitor.recorded():
            outcomes = accept_staff(store, settings.current(), number, people, reached=reached, who=who, note=why)
    except EmptyReasonError:
        wanted = "Write what you found or answered: it is recorded with the case."
        return case_page(number, wanted, UNPROCESSABLE, typed)
    except NoStaffError as error:
        return case_page(number, f"{error}.", UNPROCESSABLE, typed)
    refused = [f"{one.provider}: {one.refusal}." for one in outcomes if one.refusal]
    return case_page(number, " ".join(refused), CONFLICT, typed) if refused else redirect(f"/cases/{number}", 303)
