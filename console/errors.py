"""Error pages of the console, each with a sentence that says what to do; never a traceback."""

from http import HTTPStatus

from flask import Flask, render_template
from werkzeug.exceptions import HTTPException

_SENTENCES = {
    400: ("The form could not be read", "Go back, load the page again and send it once more."),
    403: ("Your role does not allow this", "Ask an admin of this copy, who can change roles under Users."),
    404: ("There is no such page", "Check the address, or begin with Today."),
    405: ("That does not work here", "Begin with Today."),
    413: ("That was too much at once", "Send less text."),
    429: (
        "Too many tries",
        "Wait until the time below has passed. An admin can end the wait: pinpoint users unlock NAME.",
    ),
    503: ("The store is busy", "Nothing was changed. Wait a minute and try again."),
}
_OTHERWISE = (
    "Something went wrong",
    "It is in the log of this process, without what you typed. pinpoint doctor may know why.",
)


def register(app: Flask) -> None:
    """Answer an app's errors with our pages."""
    app.register_error_handler(HTTPException, http_error)


def http_error(error: HTTPException) -> tuple[str, int] | HTTPException:
    """Return the page of an HTTP error; redirects pass unchanged."""
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error
    heading, advice = _SENTENCES.get(error.code, _OTHERWISE)
    return error_page(heading, advice, error.code)


def error_page(heading: str, advice: str, code: int) -> tuple[str, int]:
    """Return an error page."""
    return render_template("pages/error.html", heading=heading, advice=advice), code
