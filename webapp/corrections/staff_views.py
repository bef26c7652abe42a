"""`/fix/staff`: a clinic says who works there and who does dry needling, about all of its people in one case."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for

from index import clock
from index.corrections.message import (
    LONGEST_CONTACT,
    LONGEST_TEXT,
    LONGEST_WHICH,
    Message,
    Request,
    SentValue,
    StaffWord,
    Wrong,
    new_case_number,
    staff_value,
)
from index.published.summaries import ProviderSummary, summary_of
from index.records import ListingKind, Provider, address_line
from webapp import published
from webapp.corrections.adding_views import find_yourself, is_stored
from webapp.corrections.sent_form import HONEYPOT, check_length, is_same_site, plain_line, plain_text
from webapp.corrections.views import Answer, before_form, shown_listing
from webapp.languages import language
from webapp.stated.listing_address import profile_address
from webapp.words.translate import N_, _

staff = Blueprint("staff", __name__)
staff.before_request(before_form)
MOST = 60
"""People on the form; a clinic of more writes twice."""
WORDS = {
    StaffWord.HERE: N_("Works here"),
    StaffWord.LEFT: N_("No longer works here"),
    StaffWord.DOES: N_("Does dry needling"),
    StaffWord.DOES_NOT: N_("Does not do dry needling"),
}


@staff.get("/fix/staff")
def form() -> Answer:
    """Show the people at a clinic, each with what can be said of them."""
    clinic = shown_listing(request.args.get("id", ""))
    return _form(clinic, {}) if clinic and clinic.kind is ListingKind.CLINIC else find_yourself()


@staff.post("/fix/staff")
def send_staff() -> Answer:
    """Store what a clinic says of its people."""
    if not is_same_site(request):
        address = url_for("staff.form", id=request.form.get("id") or None)
        return render_template("views/corrections/sent_elsewhere.html", address=address), HTTPStatus.FORBIDDEN
    clinic = shown_listing(request.form.get("id", ""))
    if clinic is None or clinic.kind is not ListingKind.CLINIC:
        return find_yourself()
    text, contact = plain_text(request.form.get("text", "")), plain_line(request.form.get("contact", ""))
    values = _values(clinic)
    errors: dict[str, str] = {}
    if not values:
        errors["people"] = _("Choose something for one person at least.")
    check_length(errors, "text", text, LONGEST_TEXT)
    check_length(errors, "contact", contact, LONGEST_CONTACT)
    if errors:
        return _form(clinic, errors), HTTPStatus.BAD_REQUEST
    message = Message(
        number=new_case_number(),
        received_at=clock.now(),
        request=Request.FIX,
        wrong=Wrong.STAFF,
        provider=clinic.id,
        which=clinic.name[:LONGEST_WHICH],
        text=text,
        contact=contact,
        language=language(),
        values=(*values, SentValue(field="place", value=address_line(clinic.practices[0].location))),
    )
    if not is_stored(message, by_program=bool(request.form.get(HONEYPOT, ""))):
        return _form(clinic, {}, was_stored=False), HTTPStatus.SERVICE_UNAVAILABLE
    return redirect(url_for("corrections.case", number=message.number), HTTPStatus.SEE_OTHER)


def people_at(clinic: Provider) -> list[ProviderSummary]:
    """Return the people shown at a clinic, with any answer, by name."""
    generation = published.generation()
    found = {
        mate.summary.id: mate.summary
        for practice in range(len(clinic.practices))
        for mate in generation.workmates(summary_of(clinic, practice))
        if mate.summary.kind is ListingKind.PERSON
    }
    return sorted(found.values(), key=lambda one: (one.name.casefold(), one.id))[:MOST]


def _values(clinic: Provider) -> list[SentValue]:
    said = {one.id: request.form.get(f"person-{one.id}", "") for one in people_at(clinic)}
    return [staff_value(provider, StaffWord(word)) for provider, word in said.items() if word in set(StaffWord)]


def _form(clinic: Provider, errors: dict[str, str], *, was_stored: bool = True) -> str:
    choices = [("", _("I do not say")), *((word.value, _(words)) for word, words in WORDS.items())]
    people = [(f"person-{one.id}", one.name, request.form.get(f"person-{one.id}", "")) for one in people_at(clinic)]
    return render_template(
        "views/corrections/staff.html",
        listing=clinic,
        listing_address=profile_address(clinic),
        people=people,
        choices=choices,
        errors=errors,
        text=request.form.get("text", ""),
        contact=request.form.get("contact", ""),
        is_stored=was_stored,
        honeypot=HONEYPOT,
        longest={"text": LONGEST_TEXT, "contact": LONGEST_CONTACT},
        trouble=_("We could not keep what you wrote. Please send it again in a few minutes."),
    )
