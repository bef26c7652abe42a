"""Accepts values that a form had fields for: which of them, who sent them, and the listed contact that reached them."""

from flask import request
from flask.typing import ResponseReturnValue

from console.guard import visitor
from console.guard.request_values import lines_in_form
from console.pages.case import case_page
from console.pages.case_steps import CONFLICT, LONGEST_NOTE, UNPROCESSABLE, decided
from console.pages.case_words import contact_choices
from index import settings
from index.corrections.accepted_values import FIELDS, AcceptedValues
from index.corrections.accepting import Acceptance, accept
from index.corrections.added_values import contacts_of_case
from index.corrections.case_row import UnknownCaseError, get
from index.records import Sender

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
    if not values or typed["by"] not in set(Sender):
        return case_page(number, "Choose the values to accept, and who sent them.", UNPROCESSABLE, typed)
    if one.settled_at:
        return case_page(number, f"Case {number} is settled already.", CONFLICT, typed)
    reached = dict(contact_choices(contacts)).get(request.form.get("reached", ""))
    acceptance = Acceptance(
        corrected=AcceptedValues(by=Sender(typed["by"]), values=values, quote=typed["quote"]),
        place=next((sent.value for sent in one.values if sent.field == PLACE), ""),
        reached=contacts[int(request.form["reached"])] if reached else None,
    )
    return decided(number, lambda: accept(store, settings.current(), number, acceptance, who=who, note=why), typed)
