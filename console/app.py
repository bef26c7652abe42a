"""The console's application: server-drawn pages without script, over the store of the home."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from flask import Flask
from jinja2 import FileSystemLoader, StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from console import errors
from console.guard import address, forms, headers, request_log, routes, sent_forms, visitor
from console.guard.routes import Route
from console.pages import files, today
from console.pages.routes import ROUTES
from index.doctor.finding import Check
from index.settings import Settings
from index.store import Store

TEMPLATES = Path(__file__).parent / "templates"
SITE_TEMPLATES = Path(__file__).parents[1] / "webapp" / "templates"
"""The site's `components/` draw the console's buttons and fields, too."""
LONGEST_FORM = 64 * 1024
MOST_FIELDS = 200


def create_console_app(
    settings: Settings,
    store: Store,
    port: int | None = None,
    table: tuple[Route, ...] = ROUTES,
    checks: Mapping[str, Check] = MappingProxyType({}),
) -> Flask:
    """Return the console over a store that the caller opened and closes; `port` is the one that it listens on.

    `checks` are those of `pinpoint doctor`, by name. Tests may pass a `table` of routes of their own.
    Raises ConsoleAddressError behind a proxy whose host is not named.
    """
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = LONGEST_FORM
    app.config["MAX_FORM_PARTS"] = MOST_FIELDS
    app.jinja_loader = FileSystemLoader([TEMPLATES, SITE_TEMPLATES])
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(nonce=headers.nonce, file_address=files.file_address, _=str)
    app.jinja_env.globals.update(form_token=forms.form_token, form_id=sent_forms.new_id, menu=routes.menu)
    app.jinja_env.globals.update(is_signed_in=visitor.is_signed_in, user=visitor.user)
    app.jinja_env.filters["moment"] = moment
    # Functions before a request run in this order, those after it in the reverse.
    request_log.register(app)
    headers.register(app)
    address.register(app, settings, port or settings.console_port)
    visitor.register(app, store)
    today.connect(app, checks)
    routes.register(app, table)
    errors.register(app)
    if settings.console_behind_tls_proxy:
        # Only then: without a proxy, any client could write these headers and take a new address for each try.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1)  # type: ignore[method-assign]
    return app


def moment(at: datetime) -> str:
    """Return a time as pages show it: "2026-11-23 12:00 UTC"."""
    return f"{at:%Y-%m-%d %H:%M} UTC"
