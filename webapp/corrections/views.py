"""`/practitioners/find`, `/fix`, `/remove`, `/case/…`: GET shows; POST appends to the inbox and leads to the case."""

import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus

from flask import Blueprint, Flask, abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from index import clock
from index.corrections import box
from index.corrections.message import (
    LONGEST_CONTACT,
    LONGEST_TEXT,
    LONGEST_WHICH,
    Asker,
    Message,
    Request,
    WaitCause,
    is_case_number,
    new_case_number,
)
from index.corrections.removal_counts import RemovalCounts, forget_past_days
from index.published.reader import GoneError, NotOpenError
from index.records import Provider
from index.settings import Settings
from webapp import published
from webapp.chunked_body import take_chunked_body
from webapp.corrections import confirmation
from webapp.corrections.about_listing import listing_in_words, listing_of
from webapp.corrections.case_page import case_page
from webapp.corrections.confirmation import with_confirmation
from webapp.corrections.own_listing import FIELD, own_listings
from webapp.corrections.sent_form import (
    EMPTY,
    HONEYPOT,
    SentForm,
    asker_choices,
    is_same_site,
    naming,
    read_fix,
    read_removal,
    wrong_choices,
)
from webapp.headers import keep_out_of_search_engines
from webapp.languages import language
from webapp.stated.listing_address import profile_address
from webapp.words.translate import _

corrections = Blueprint("corrections", __name__)

LARGEST_FORM = 32 * 1024
"""Bytes: a thousand characters are at most twelve thousand bytes in a form, and the other fields as much again."""

INBOX = "pinpoint.inbox"
_COUNTS = "pinpoint.removal_counts"
_log = logging.getLogger(__name__)
Answer = str | Response | tuple[str, int]
ReadForm = Callable[[Mapping[str, str]], SentForm]


def connect(app: Flask, settings: Settings) -> None:
    """Set the inbox folder and the counts of removals of an app."""
    app.extensions[INBOX] = settings.inbox
    app.extensions[_COUNTS] = RemovalCounts(
        folder=settings.inbox, per_network=settings.removals_per_network, per_town=settings.removals_per_town
    )
    confirmation.connect(app, settings)
    forget_past_days(settings.inbox)


@corrections.before_request
def before_form() -> None:
    """Keep the page out of search engines and bound what is sent with it."""
    keep_out_of_search_engines()
    request.max_content_length = LARGEST_FORM
    take_chunked_body(request, LARGEST_FORM)


@corrections.get("/practitioners/find")
def find_yourself() -> Answer:
    """Show the listings that fit a name, an NPI or a license number; what was typed is stored nowhere."""
    own = own_listings(published.generation(), request.args.get(FIELD, ""))
    page = render_template("views/corrections/yourself.html", own=own)
    return (page, HTTPStatus.BAD_REQUEST) if own.trouble else page


@corrections.get("/fix")
def fix() -> Answer:
    """Show the form for what is wrong with a listing."""
    return _empty_form(Request.FIX)


@corrections.post("/fix")
def send_fix() -> Answer:
    """Store what somebody says is wrong."""
    return _send(Request.FIX, read_fix)


@corrections.get("/remove")
def remove() -> Answer:
    """Show the form for a removal."""
    return _empty_form(Request.REMOVE)


@corrections.post("/remove")
def send_removal() -> Answer:
    """Store a request for a removal."""
    return _send(Request.REMOVE, read_removal)


@corrections.get("/case/<number>")
def case(number: str) -> Answer:
    """Show the state of a case, and nothing of what was written."""
    if not is_case_number(number):
        abort(HTTPStatus.NOT_FOUND)
    return render_template("views/corrections/case.html", case=case_page(number, clock.today()))


def _empty_form(asked: Request) -> Answer:
    provider_id = request.args.get("id", "")
    listing = shown_listing(provider_id)
    return _form(asked, EMPTY if listing else naming(EMPTY, provider_id), listing)


def _send(asked: Request, read: ReadForm) -> Answer:
    if not is_same_site(request):
        address = url_for(f"corrections.{asked}")
        return render_template("views/corrections/sent_elsewhere.html", address=address), HTTPStatus.FORBIDDEN
    sent = with_confirmation(read(request.form), request.form)
    listing = shown_listing(sent.provider)
    sent = sent if listing else naming(sent, sent.provider)
    if sent.errors:
        return _form(asked, sent, listing), HTTPStatus.BAD_REQUEST
    number = new_case_number()
    if not sent.by_program:
        try:
            box.append(current_app.extensions[INBOX], _message(number, asked, sent, listing))
        except box.InboxError as error:
            _log.error("%s", error)
            return _form(asked, sent, listing, is_stored=False), HTTPStatus.SERVICE_UNAVAILABLE
    return redirect(url_for("corrections.case", number=number), HTTPStatus.SEE_OTHER)


def _wait_cause(sent: SentForm, about: Provider | None) -> WaitCause | None:
    """Return why a removal has to wait; None for everything else, and where it waits as long as it names nobody."""
    if sent.asker is None:
        return None
    if sent.asker is not Asker.LISTED:
        return WaitCause.SOMEBODY_ELSE
    counts: RemovalCounts = current_app.extensions[_COUNTS]
    return counts.count(request.remote_addr or "", about) if about else None


def _message(number: str, asked: Request, sent: SentForm, listing: Provider | None) -> Message:
    about = listing or listing_in_words(sent.which)
    return Message(
        number=number,
        received_at=clock.now(),
        request=asked,
        wrong=sent.wrong,
        asker=sent.asker,
        provider=about.id if about else "",
        which="" if listing else sent.which,
        text=sent.text,
        contact=sent.contact,
        language=language(),
        waits=_wait_cause(sent, about),
        confirm_to=sent.confirm_to,
    )


def shown_listing(provider_id: str) -> Provider | None:
    """Return the listing of an id; ends the request with 404 or 410 where it is not shown.

    None for "", while nothing is shown (the site is closed, or nothing can be served), and for a listing of a state
    that is not open: the form works, and does not show the name.
    """
    if not provider_id or not published.is_shown():
        return None
    try:
        listing = listing_of(provider_id)
    except NotOpenError:
        return None
    except GoneError:
        abort(HTTPStatus.GONE)
    if listing is None:
        abort(HTTPStatus.NOT_FOUND)
    return listing


def _form(asked: Request, sent: SentForm, listing: Provider | None, *, is_stored: bool = True) -> str:
    is_fix = asked is Request.FIX
    return render_template(
        f"views/corrections/{asked}.html",
        sent=sent,
        listing=listing,
        listing_address=profile_address(listing) if listing else "",
        choices=wrong_choices() if is_fix else asker_choices(),
        is_stored=is_stored,
        honeypot=HONEYPOT,
        offers_confirmation=confirmation.is_offered(),
        longest={
            "text": LONGEST_TEXT,
            "contact": LONGEST_CONTACT,
            "which": LONGEST_WHICH,
            confirmation.FIELD: confirmation.LONGEST_ADDRESS,
        },
        trouble=_("We could not keep what you wrote. Please send it again in a few minutes."),
    )
