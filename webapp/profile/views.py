"""`/people/{id}` and `/clinics/{id}`: one listed person or clinic. The address holds the id, never the name."""

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from index import clock
from index.publish.reader import Generation, GoneError
from index.records import Provider
from webapp import published
from webapp.finder.card import profile_address
from webapp.headers import keep_out_of_search_engines
from webapp.profile.profile_page import profile_page

profile = Blueprint("profile", __name__)


@profile.get("/people/<provider_id>")
@profile.get("/clinics/<provider_id>")
def show(provider_id: str) -> str | Response:
    """Show a profile: 301 to the address it has now, 410 where it is no longer shown, 404 where it never was."""
    generation = published.generation()
    provider = _provider(generation, provider_id)
    if provider is None:
        abort(404)
    if profile_address(provider) != request.path:
        return redirect(profile_address(provider), code=301)
    page = profile_page(provider, generation.rules, clock.today())
    if page.is_kept_out or generation.manifest.demonstration:
        keep_out_of_search_engines()
    return render_template("views/profile/profile.html", page=page)


def _provider(generation: Generation, provider_id: str) -> Provider | None:
    """Return who has an id, or who it was merged into; None for an id nobody ever had."""
    try:
        provider = generation.provider(provider_id)
        if provider is None and (now := generation.redirect(provider_id)):
            provider = generation.provider(now)
    except GoneError:
        abort(410)
    return provider
