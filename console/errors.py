"""Error pages of the console, each with a sentence that says what to do; never a traceback."""

from http import HTTPStatus

from flask import Flask, render_template
from sqlalchemy.exc import DatabaseError
from werkzeug.exceptions import HTTPException

from console.accounts.passwords import BusyError
from console.guard import visitor
from console.guard.forms import ForeignFormError, StaleFormError
from console.guard.request_log import log_failure
from console.guard.routes import page_of_form
from console.guard.sent_forms import FormIdError, UnfinishedFormError
from index.failure_text import failure_text
from index.process_log import get_logger

_log = get_logger(__name__)

_SENTENCES = {
    400: ("The form could not be read", "Go back, load the page again and send it once more."),
    403: ("Your role does not allow this", "Ask an admin of this copy, who can change roles under Users."),
    404: ("There is no such page", "Check the address, or begin with Today."),
    405: ("That does not work here", "Begin with Today."),
    413: ("That was too much at once", "Send less text."),
    429: (
        "Too many tries",
        "Wait some minutes. An admin can end the wait under Users.",
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
    app.register_error_handler(ForeignFormError, foreign_form)
    app.register_error_handler(StaleFormError, stale_form)
    app.register_error_handler(FormIdError, form_of_others)
    app.register_error_handler(UnfinishedFormError, unfinished_form)
    app.register_error_handler(BusyError, busy)
    app.register_error_handler(DatabaseError, store_failure)


def http_error(error: HTTPException) -> tuple[str, int] | HTTPException:
    """Return the page of an HTTP error; redirects pass unchanged."""
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error
    heading, advice = _SENTENCES.get(error.code, _OTHERWISE)
    return error_page(heading, advice, error.code)


def foreign_form(_error: ForeignFormError) -> tuple[str, int]:
    """Return the page for a form that another site's page, or no page, has sent."""
    _log.warning("foreign form")
    return error_page(
        "This form came from elsewhere", "Nothing was done. Open the page in the console and send it from there.", 403
    )


def stale_form(_error: StaleFormError) -> tuple[str, int]:
    """Return the page for a form of another session, or of a browser that does not take the cookie."""
    if visitor.had_cookie():
        return error_page("This form is too old", "Nothing was done. Load the page again and send it once more.", 400)
    return error_page(
        "Your browser sent no cookie",
        "Nothing was done. Allow cookies for this address. Some browsers take a secure cookie over https only: "
        "use Chromium or Firefox here, or put a proxy that does TLS in front of the console.",
        400,
    )


def form_of_others(_error: FormIdError) -> tuple[str, int]:
    """Return the page for a form whose id is none of this session's."""
    return error_page("This form is too old", "Nothing was done. Load the page again and send it once more.", 400)


def unfinished_form(_error: UnfinishedFormError) -> tuple[str, int]:
    """Return the page for a form that was sent before and has no answer yet, or never got one."""
    return error_page(
        "It is not known whether this was done",
        "This form was sent before and has no answer: it is under way, or was interrupted. It was not done again. "
        "Look at the page it came from; if nothing has changed after a minute, send it from there once more.",
        HTTPStatus.CONFLICT,
        back=page_of_form(),
    )


def busy(_error: BusyError) -> tuple[str, int]:
    """Return the page for too many passwords at once."""
    return error_page("Too many people are signing in", "Nothing was changed. Wait a minute and try again.", 503)


def store_failure(error: DatabaseError) -> tuple[str, int]:
    """Return the page for a store that is locked or damaged; anything else is a fault of ours."""
    why = failure_text(error)
    log_failure((type(error), error, error.__traceback__))
    if why is None:
        return error_page(*_OTHERWISE, HTTPStatus.INTERNAL_SERVER_ERROR)
    return error_page("The store cannot be used now", f"{why[0].upper()}{why[1:]}.", HTTPStatus.SERVICE_UNAVAILABLE)


def error_page(heading: str, advice: str, code: int, back: str = "") -> tuple[str, int]:
    """Return an error page; `back` is the path of a page to look at, and then the log of what was done is one, too."""
    return render_template("pages/error.html", heading=heading, advice=advice, back=back), code


def sentence(text: str) -> str:
    """Return an error's text, which begins small and has no full stop, as a sentence of a page; "" for none."""
    return f"{text[:1].upper()}{text[1:]}".rstrip(".") + "." if text else ""
