"""The closed site: one sentence and 503 in place of every page, but for the forms, health checks and static files.

`pinpoint close` makes the file that each process looks at once a second. The page opens no generation, so it answers
also where nothing is published or the generation itself is what is wrong.
"""

from http import HTTPStatus

from flask import Flask, Response, current_app, make_response, render_template, request

from index.published.closed import ClosedSign
from index.settings import Settings
from webapp import published
from webapp.finder.complaint import warnings_first
from webapp.headers import keep_out_of_search_engines

SECONDS_TO_WAIT = 3600
"""Nobody knows when the site opens again; an hour keeps search engines and monitors from asking too often."""
OPEN_BLUEPRINTS = frozenset({"corrections", "health"})
_OF_THE_DATA = "corrections.find_yourself"
"""The page among the forms that shows listings, which a closed site does not."""
_SIGN = "pinpoint.closed"


def register(app: Flask, settings: Settings) -> None:
    """Answer an app's pages with the closed page while the site is closed."""
    app.extensions[_SIGN] = ClosedSign(settings.generations)
    app.before_request(answer_closed)


def is_closed() -> bool:
    """Return whether the site is closed."""
    sign: ClosedSign = current_app.extensions[_SIGN]
    return sign.is_closed()


def answer_closed() -> Response | None:
    """Return the closed page while the site is closed; None for what stays open."""
    if not is_closed() or request.endpoint == "static" or request.blueprint == "health":
        return None
    published.do_without()  # no page says anything of the data, the forms included
    if request.blueprint in OPEN_BLUEPRINTS and request.endpoint != _OF_THE_DATA:
        return None
    keep_out_of_search_engines()
    page = make_response(
        render_template("views/errors/closed.html", warnings=warnings_first()), HTTPStatus.SERVICE_UNAVAILABLE
    )
    page.headers["Retry-After"] = str(SECONDS_TO_WAIT)
    return page
