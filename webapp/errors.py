"""Error pages, each with a sentence that says what to do."""

from http import HTTPStatus

from flask import Flask, render_template
from werkzeug.exceptions import HTTPException

from index.published.overlay import OverlayError
from index.published.reader import NothingPublishedError
from webapp import published
from webapp.finder.complaint import warnings_first
from webapp.words.translate import N_, _

_SENTENCES = {
    404: (N_("We could not find that page"), N_("Check the address, or start a new search.")),
    405: (N_("That does not work here"), N_("Start a new search.")),
    410: (N_("This listing is no longer shown"), N_("If you came from a printed sheet, call the clinic.")),
    413: (N_("That was too much at once"), N_("Start a new search.")),
    429: (
        N_("Please wait a minute"),
        N_("Too many searches from this network in a minute. Wait a minute and try again."),
    ),
}
_OTHERWISE = (N_("Something went wrong"), N_("It is not your fault. Wait a minute and try again."))


def register(app: Flask) -> None:
    """Answer an app's errors with our pages."""
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(NothingPublishedError, nothing_published)
    app.register_error_handler(OverlayError, nothing_published)


def http_error(error: HTTPException) -> tuple[str, int] | HTTPException:
    """Return the page of an HTTP error; redirects pass unchanged."""
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error
    if error.code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        published.do_without()  # what failed may be the generation itself
    heading, advice = _SENTENCES.get(error.code, _OTHERWISE)
    return error_page(_(heading), _(advice), error.code)


def nothing_published(_error: Exception) -> tuple[str, int]:
    """Return the page for a site that has nothing to show yet, or that may not show it."""
    heading = _("There is nothing to search yet")
    advice = _("Nothing has been published on this site. Please come back later.")
    return error_page(heading, advice, HTTPStatus.SERVICE_UNAVAILABLE)


def error_page(heading: str, advice: str, code: int) -> tuple[str, int]:
    """Return an error page; the warnings of an emergency that was typed come first."""
    return render_template("views/errors/error.html", heading=heading, advice=advice, warnings=warnings_first()), code
