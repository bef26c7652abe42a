"""`/people/{id}` and `/clinics/{id}`, and their questions. The address holds the id, never the name."""

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from index import clock
from index.published.reader import Generation, GoneError, NotOpenError
from index.records import Provider
from webapp import published
from webapp.errors import error_page
from webapp.finder.carried_search import carried_search
from webapp.finder.complaint import warnings_first
from webapp.headers import keep_out_of_search_engines
from webapp.profile.colleagues import colleagues
from webapp.profile.json_ld import json_ld
from webapp.profile.profile_page import profile_page
from webapp.stated.listing_address import profile_address, questions_address
from webapp.words.translate import _

profile = Blueprint("profile", __name__)


@profile.errorhandler(NotOpenError)
def not_open(_error: NotOpenError) -> tuple[str, int]:
    """Answer 404 for somebody who is only in states that this copy has not opened; noindex, and without a name."""
    return error_page(
        _("This listing is not shown yet"),
        _("This copy of Pinpoint has not opened in that state yet. If you came from a printed sheet, call the clinic."),
        404,
    )


@profile.get("/people/<provider_id>", endpoint="person")
@profile.get("/clinics/<provider_id>", endpoint="clinic")
def show(provider_id: str) -> str | Response | tuple[str, int]:
    """Show a profile; 301 to its current address, 410 where it is no longer shown, 404 for an unknown id."""
    generation = published.generation()
    if generation.was_mixed_up(provider_id):
        return _mixed_up()
    provider = _provider(generation, provider_id)
    search = carried_search()
    address = profile_address(provider)
    if address != request.script_root + request.path:
        return redirect(address + search.suffix, code=301)
    page = profile_page(provider, generation.rules, clock.today(), generation.manifest.registers, search)
    # An address that carries a search is a visitor's; the listing's own has none.
    is_noindex = page.is_noindex or generation.manifest.demonstration or bool(request.query_string)
    if is_noindex:
        keep_out_of_search_engines()
    about = None if is_noindex else json_ld(provider, provider.practices[page.shown])
    there = colleagues(generation, provider, page.shown, clock.today())
    return render_template("views/profile/profile.html", page=page, there=there, json_ld=about)


@profile.get("/people/<provider_id>/questions", endpoint="person_questions")
@profile.get("/clinics/<provider_id>/questions", endpoint="clinic_questions")
def questions(provider_id: str) -> str | Response | tuple[str, int]:
    """Show the questions for a first call, to print; they ask what the profile leaves open."""
    generation = published.generation()
    if generation.was_mixed_up(provider_id):
        return _mixed_up()
    keep_out_of_search_engines()
    provider = _provider(generation, provider_id)
    address = questions_address(provider)
    search = carried_search()
    if address != request.script_root + request.path:
        return redirect(address + search.suffix, code=301)
    page = profile_page(provider, generation.rules, clock.today(), generation.manifest.registers, search)
    return render_template("views/profile/questions.html", page=page, today=clock.today())


def _mixed_up() -> tuple[str, int]:
    """Return 410 with the page for an address that showed two people as one; it leads to neither."""
    keep_out_of_search_engines()
    heading = _("Two people were mixed up here")
    said = _("This page showed two people as one. We have parted them, and this address leads to neither of them.")
    advice = _("Search for the name again. What you noted from this page may be about the other one: ask on the phone.")
    page = render_template(
        "views/profile/mixed_up.html", heading=heading, said=said, advice=advice, warnings=warnings_first()
    )
    return page, 410


def _provider(generation: Generation, provider_id: str) -> Provider:
    """Return the provider of an id, merges followed; ends with 404 for an unknown id, 410 for one no longer shown."""
    try:
        provider = generation.provider(provider_id)
        if provider is None and (now := generation.redirect(provider_id)):
            provider = generation.provider(now)
    except NotOpenError:
        raise
    except GoneError:
        abort(410)
    return provider or abort(404)
