"""Routes of the console, each with the least role that may use it; what is not in the table is refused.

A page is added by a `Route` in `console/pages/routes.py`. Its GET must change nothing. Its POST is checked here before
the view runs: that the form came from a page of ours, the role, a password typed lately where `step_up` asks for it,
and that the form was not sent before.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from flask import Flask, abort, current_app, g, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from console.accounts.users import Role
from console.guard import sent_forms, visitor
from console.guard.forms import check_form
from index.process_log import get_logger

OWN_PASSWORD = "own_password"  # noqa: S105  (an endpoint)
_WITH_INITIAL_PASSWORD = frozenset({OWN_PASSWORD, "change_own_password", "sign_out"})
_TABLE = "console.routes"
_PATH = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*")
_log = get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A route. `least` None: everybody, signed in or not. `menu`: its name in the navigation.

    `step_up`: the password must have been typed within five minutes. `once`: a form sent twice is done once.
    """

    rule: str
    name: str
    view: Callable[..., ResponseReturnValue]
    least: Role | None
    method: str = "GET"
    menu: str = ""
    step_up: bool = False
    once: bool = True


def register(app: Flask, routes: Iterable[Route]) -> None:
    """Add the routes to an app, and refuse every request that none of them allows."""
    table = {route.name: route for route in routes}
    app.extensions[_TABLE] = table
    for route in table.values():
        app.add_url_rule(route.rule, route.name, route.view, methods=[route.method], provide_automatic_options=False)
    app.before_request(_allow)
    app.after_request(_finish_form)


def menu() -> list[Route]:
    """Return the pages of the navigation that the signed-in user may see."""
    table: dict[str, Route] = current_app.extensions[_TABLE]
    return [route for route in table.values() if route.menu and may(route)]


def may(route: Route) -> bool:
    """Return whether this visitor's role allows a route."""
    return route.least is None or (visitor.is_signed_in() and visitor.user().role.may(route.least))


def own_path(text: str) -> str:
    """Return a path of this console that can be shown, "/" for anything else; never an address elsewhere."""
    if not _PATH.fullmatch(text):
        return "/"
    try:
        current_app.url_map.bind("").match(urlsplit(text).path, "GET")
    except (HTTPException, ValueError):
        return "/"
    return text


def _allow() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None  # 404 or 405
    route: Route | None = current_app.extensions[_TABLE].get(request.endpoint)
    if route is None:
        abort(403)
    if request.method == "POST":
        check_form()
    return _check_role(route) or _check_form_id(route)


def _check_role(route: Route) -> Response | None:
    """Return where to go first, None where the visitor may go on; aborts with 403 where the role is too low."""
    if route.least is None:
        return None
    if not visitor.is_signed_in():
        return redirect(f"/sign-in?to={_wanted()}", 303)
    if not may(route):
        _log.warning("refused", route=route.rule, role=visitor.user().role.value)
        abort(403)
    if visitor.user().is_initial and route.name not in _WITH_INITIAL_PASSWORD:
        return redirect("/password", 303)
    if route.step_up and not visitor.session().is_confirmed:
        return redirect(f"/confirm?to={_wanted()}", 303)
    return None


def page_of_form() -> str:
    """Return the path of the page whose form was sent, "/" where it is not known."""
    parts = urlsplit(request.referrer or "")
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return own_path(path) if parts.netloc == request.host else "/"


def _wanted() -> str:
    """Return the page to come back to: this one, or the page whose form was sent."""
    return quote(request.full_path.removesuffix("?") if request.method == "GET" else page_of_form(), safe="")


def _check_form_id(route: Route) -> Response | None:
    if request.method != "POST" or not route.once or not visitor.is_signed_in():
        return None
    form = request.form.get(sent_forms.ID_FIELD, "")
    if answer := sent_forms.claim(visitor.store(), form, visitor.session().id):
        return redirect(answer, 303)
    g.form_id = form
    return None


def _finish_form(response: Response) -> Response:
    if form := g.pop("form_id", None):
        leads_to = response.headers.get("Location") or response.headers.get("Content-Location") or "/"
        is_done = response.status_code < 400  # noqa: PLR2004
        sent_forms.finish(visitor.store(), form, leads_to if is_done else None)
    return response
