"""Security headers of every answer: no script, nothing from elsewhere, nothing stored, nothing framed."""

import secrets

from flask import Flask, Response, g, request

from index import settings
from webapp.headers import strict_transport

_POLICY = (
    "default-src 'none'; script-src 'none'; style-src 'nonce-{nonce}'; img-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ISOLATED = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
"""Policy of an archived page in its frame: an origin of its own, nothing runs, loads, is sent or leads elsewhere."""
ALWAYS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    # With no-referrer a browser sends "Origin: null" with its own forms (Fetch, "append a request Origin header").
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "X-Robots-Tag": "noindex",
    "X-DNS-Prefetch-Control": "off",
}


def nonce() -> str:
    """Return the nonce that lets this page's own style sheets load; each answer has another."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return str(g.nonce)


def allow_own_frame() -> None:
    """Let this page show a page of the console in a frame."""
    g.has_frame = True


def isolate() -> None:
    """Send this answer as a page of another site: in a sandbox, for a frame of the console alone."""
    g.is_isolated = True


def _policy() -> str:
    if g.get("is_isolated"):
        return _ISOLATED
    return _POLICY.format(nonce=nonce()) + ("; frame-src 'self'" if g.get("has_frame") else "")


def add_headers(response: Response) -> Response:
    """Set the headers of an answer."""
    for name, value in ALWAYS.items():
        response.headers[name] = value
    response.headers["Content-Security-Policy"] = _policy()
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = strict_transport(settings.current())
    return response


def register(app: Flask) -> None:
    """Set the headers of every answer of an app, errors included."""
    app.after_request(add_headers)
