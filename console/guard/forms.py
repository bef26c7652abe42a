"""Proof that a form came from a page of the console: its token, `Origin`, and `Sec-Fetch-Site`.

The form's token is made of the cookie's, which no other page can read. `Origin` is compared with its port: another
server on loopback is the same site for a cookie, but not the same origin.
"""

import hashlib
import hmac

from flask import request

from console.guard import visitor

TOKEN_FIELD = "form_token"  # noqa: S105  (the name of a field)


class ForeignFormError(PermissionError):
    """A form did not come from a page of this console."""


class StaleFormError(ValueError):
    """A form was made for another session, such as before signing in again."""


def form_token() -> str:
    """Return the token of this visitor's forms."""
    return hmac.digest(visitor.token().encode(), b"pinpoint console form", hashlib.sha256).hex()


def check_form() -> None:
    """Raise ForeignFormError or StaleFormError unless the form of this request came from a page of ours."""
    origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    own = request.host_url.removesuffix("/")
    if (origin is None and site is None) or origin not in {None, own} or site not in {None, "same-origin"}:
        raise ForeignFormError("a form is accepted from pages of this console only")
    sent = request.form.get(TOKEN_FIELD, "").encode()  # as bytes: texts beyond ASCII are not compared
    if not visitor.had_cookie() or not hmac.compare_digest(sent, form_token().encode()):
        raise StaleFormError("the form was made for another session; load the page again and send it once more")
