"""Pages for what went wrong, each in a sentence that says what to do."""

from flask import Flask, render_template
from werkzeug.exceptions import HTTPException

from index.publish.overlay import OverlayError
from index.publish.reader import NothingPublishedError

_SENTENCES = {
    404: ("We could not find that page", "Check the address, or start a new search."),
    405: ("That does not work here", "Start a new search."),
    410: ("This listing is no longer shown", "If you came from a printed sheet, call the clinic."),
    413: ("That was too much at once", "Start a new search."),
}
_OTHERWISE = ("Something went wrong", "It is not your fault. Wait a minute and try again.")


def register(app: Flask) -> None:
    """Have the app answer errors with our pages."""
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(NothingPublishedError, nothing_published)
    app.register_error_handler(OverlayError, nothing_published)


def http_error(error: HTTPException) -> tuple[str, int] | HTTPException:
    """Return the page of an HTTP error; redirects pass."""
    if error.code is None or error.code < 400:  # noqa: PLR2004
        return error
    heading, advice = _SENTENCES.get(error.code, _OTHERWISE)
    return render_template("views/error.html", heading=heading, advice=advice), error.code


def nothing_published(_: Exception) -> tuple[str, int]:
    """Return the page for a site that has nothing to show yet, or that may not show it."""
    heading = "There is nothing to search yet"
    advice = "Nothing has been published on this site. Please come back later."
    return render_template("views/error.html", heading=heading, advice=advice), 503
