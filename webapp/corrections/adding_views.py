"""`/fix/add`: the listed add to their listing. GET shows the form; POST appends to the inbox and leads to the case."""

import logging
from collections.abc import Mapping
from http import HTTPStatus

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from index import clock, settings
from index.corrections import box
from index.corrections.message import (
    LONGEST_CONTACT,
    LONGEST_TEXT,
    LONGEST_VALUE,
    Message,
    Request,
    Wrong,
    new_case_number,
)
from index.records import Provider
from webapp.corrections.added_form import AddedForm, new_patients_choices, place_choices, read_added
from webapp.corrections.hours_form import day_fields
from webapp.corrections.sent_form import HONEYPOT, is_same_site
from webapp.corrections.views import INBOX, Answer, before_form, shown_listing
from webapp.languages import language
from webapp.stated.listing_address import profile_address
from webapp.words.translate import _

additions = Blueprint("additions", __name__)
additions.before_request(before_form)
_log = logging.getLogger(__name__)


@additions.get("/fix/add")
def add() -> Answer:
    """Show the form; without a listing, lead to where the listed find themselves."""
    listing = shown_listing(request.args.get("id", ""))
    return _form(AddedForm(), listing) if listing else find_yourself()


@additions.post("/fix/add")
def send_addition() -> Answer:
    """Store what the listed add."""
    if not is_same_site(request):
        address = url_for("additions.add", id=request.form.get("id") or None)
        return render_template("views/corrections/sent_elsewhere.html", address=address), HTTPStatus.FORBIDDEN
    listing = shown_listing(request.form.get("id", ""))
    if listing is None:
        return find_yourself()
    sent = read_added(request.form, listing)
    if sent.errors:
        return _form(sent, listing), HTTPStatus.BAD_REQUEST
    message = Message(
        number=new_case_number(),
        received_at=clock.now(),
        request=Request.FIX,
        wrong=Wrong.ADDS,
        provider=listing.id,
        text=sent.text,
        contact=sent.contact,
        language=language(),
        values=sent.values,
    )
    if not is_stored(message, by_program=sent.by_program):
        return _form(sent, listing, was_stored=False), HTTPStatus.SERVICE_UNAVAILABLE
    return redirect(url_for("corrections.case", number=message.number), HTTPStatus.SEE_OTHER)


def is_stored(message: Message, *, by_program: bool) -> bool:
    """Append a message to the inbox and return whether that worked; a program's message is thanked and dropped."""
    if by_program:
        return True
    try:
        box.append(current_app.extensions[INBOX], message)
    except box.InboxError as error:
        _log.error("%s", error)
        return False
    return True


def find_yourself() -> Response:
    """Lead to where the listed find themselves."""
    return redirect(url_for("about.text", slug="practitioners"), HTTPStatus.SEE_OTHER)


def _form(sent: AddedForm, listing: Provider, *, was_stored: bool = True) -> str:
    typed: Mapping[str, str] = sent.typed
    return render_template(
        "views/corrections/add.html",
        sent=sent,
        typed=typed,
        listing=listing,
        listing_address=profile_address(listing),
        places=place_choices(listing),
        new_patients=[*new_patients_choices(), ("", _("I do not say"))],
        days=day_fields(typed),
        is_stored=was_stored,
        honeypot=HONEYPOT,
        detail_days=settings.current().detail_days,
        longest={"text": LONGEST_TEXT, "contact": LONGEST_CONTACT, "value": LONGEST_VALUE},
        trouble=_("We could not keep what you wrote. Please send it again in a few minutes."),
    )
