"""The visitor of a request: the store, the cookie with its token, and the session and user that it leads to.

The cookie has the `__Host-` prefix and `Secure` on plain loopback, too: browsers that count loopback as trustworthy
take it there (tried in Chromium 156). Before a sign-in it holds a token that is stored nowhere, which the form's token
is made of; signing in replaces it.
"""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, Response, current_app, g, request
from sqlalchemy import Connection

from console.accounts import sessions, users
from console.accounts.sessions import Session
from console.accounts.users import User
from index.store import Store, audit

COOKIE = "__Host-pinpoint-console"
REFRESHED = "refreshed"
"""Part of an address that a page loads by itself: a page left open prolongs no session."""
_TOKEN = re.compile(r"[\w-]{43}")
_STORE = "pinpoint.store"


def register(app: Flask, store: Store) -> None:
    """Find the session of each request of an app, and send a changed cookie with its answer."""
    app.extensions[_STORE] = store
    app.before_request(_find_session)
    app.after_request(_send_cookie)


def store() -> Store:
    """Return the app's store."""
    found: Store = current_app.extensions[_STORE]
    return found


@contextmanager
def write() -> Iterator[Connection]:
    """Give a connection in a write transaction; lines of the audit log name the user who is signed in."""
    with recorded(), store().write() as connection:
        yield connection


@contextmanager
def recorded() -> Iterator[None]:
    """Name the signed-in user in the audit lines of this block, for steps that open their own transactions."""
    with audit.in_console(user().name):
        yield


def user() -> User:
    """Return the signed-in user; only for routes that ask for a role."""
    found: User = g.user
    return found


def session() -> Session:
    """Return the session of the signed-in user."""
    found: Session = g.session
    return found


def is_signed_in() -> bool:
    """Return whether this request has a session."""
    return g.get("session") is not None


def token() -> str:
    """Return the token of the visitor's cookie, a new one where there is none."""
    if "token" not in g:
        g.token = secrets.token_urlsafe(32)
    return str(g.token)


def change_token(new: str | None) -> None:
    """Send another token with this answer, or none to delete the cookie."""
    g.token, g.is_deleted = new or secrets.token_urlsafe(32), new is None


def had_cookie() -> bool:
    """Return whether the browser sent our cookie."""
    return _TOKEN.fullmatch(request.cookies.get(COOKIE, "")) is not None


def address() -> str:
    """Return the client's address, for the throttle."""
    return request.remote_addr or ""


def _find_session() -> None:
    g.session = None
    if not had_cookie() or request.endpoint == "file":
        return
    g.token = request.cookies[COOKIE]
    with store().read() as connection:
        found = sessions.find(connection, g.token)
        who = users.find(connection, found.user) if found else None
    if found is None or who is None or who.is_disabled:
        return
    if sessions.must_be_marked(found) and REFRESHED not in request.args:
        with store().write() as connection:
            sessions.mark_seen(connection, found)
    g.session, g.user = found, who


def _send_cookie(response: Response) -> Response:
    if g.get("is_deleted"):
        response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="Strict")
    elif "token" in g and g.token != request.cookies.get(COOKIE):
        response.set_cookie(COOKIE, g.token, path="/", secure=True, httponly=True, samesite="Strict")
    return response
