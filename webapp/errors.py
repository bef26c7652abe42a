"""Error pages, each with a sentence that says what to do."""

from http import HTTPStatus

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException

from index.published.overlay import OverlayError
from index.published.reader import NothingPublishedError
from webapp import published
from webapp.finder.complaint import warnings_first
from webapp.finder.search_form import SearchForm, search_form
from webapp.limits import seconds_to_wait
from webapp.words.translate import N_, _, ngettext

_SENTENCES = {
    404: (N_("We could not find that page"), N_("Check the address, or start a new search.")),
    405: (N_("That does not work here"), N_("Start a new search.")),
    410: (N_("This listing is no longer shown"), N_("If you came from a printed sheet, call the clinic.")),
    413: (N_("That was too much at once"), N_("Start a new search.")),
}
_OTHERWISE = (N_("Something went wrong"), N_("It is not your fault. Wait a minute and try again."))


def register(app: Flask) -> None:
    """Answer an app's errors with our pages."""
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(NothingPublishedError, nothing_published)
    app.register_error_handler(OverlayError, nothing_published)
    app.after_request(_leave_redirects_empty)


def _leave_redirects_empty(response: Response) -> Response:
    """Take the note in English that Werkzeug writes into a redirect; every browser follows it unseen."""
    if response.location and response.mimetype == "text/html":
        response.set_data(b"")
    return response


def http_error(error: HTTPException) -> tuple[str, int] | HTTPException:
    """Return the page of an HTTP error; redirects pass unchanged."""
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error
    if error.code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        published.do_without()  # what failed may be the generation itself
    if error.code == HTTPStatus.TOO_MANY_REQUESTS:
        return _too_many()
    heading, advice = _SENTENCES.get(error.code, _OTHERWISE)
    return error_page(_(heading), _(advice), error.code)


def _too_many() -> tuple[str, int]:
    """Return the page for a network that asked too often: the seconds to wait, and the form with what was typed."""
    advice = ngettext(
        "Too many searches from this network in a minute. Wait %(num)s second and try again.",
        "Too many searches from this network in a minute. Wait %(num)s seconds and try again.",
        seconds_to_wait(),
    )
    form = search_form() if request.method == "GET" else None
    return error_page(_("Please wait"), advice, HTTPStatus.TOO_MANY_REQUESTS, form)


def nothing_published(_error: Exception) -> tuple[str, int]:
    """Return the page for a site that has nothing to show yet, or that may not show it."""
    heading = _("There is nothing to search yet")
    advice = _("Nothing has been published on this site. Please come back later.")
    return error_page(heading, advice, HTTPStatus.SERVICE_UNAVAILABLE)


def error_page(heading: str, advice: str, code: int, form: SearchForm | None = None) -> tuple[str, int]:
    """Return an error page, with a form for another search or a link to it; warnings of an emergency come first."""
    said = {"heading": heading, "advice": advice, "form": form, "warnings": warnings_first()}
    return render_template("views/errors/error.html", **said), code
