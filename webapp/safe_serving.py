"""Layers around every route: headers, limits, caching, compression, the access log, and the proxy in front."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from index.settings import Settings
from webapp import access_log, caching, closed, compression, limits, site_address
from webapp.headers import add_headers


def serve_safely(app: Flask, settings: Settings) -> None:
    """Register every layer of an app.

    Functions that change an answer run in reverse order of registration. So the tag and the headers are set before
    compression, and the log measures the whole time. A closed site answers before caching, which could say 304.
    """
    access_log.register(app)
    compression.register(app)
    app.after_request(add_headers)
    site_address.register(app, settings)
    closed.register(app, settings)
    caching.register(app)
    limits.register(app, settings)
    if settings.behind_proxy:
        # Only then: without a proxy, any client could write these headers and take a new address for each request.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1)  # type: ignore[method-assign]
