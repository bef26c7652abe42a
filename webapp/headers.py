"""Security headers of every answer: nothing is loaded from elsewhere, framed, sniffed or passed on."""

import secrets

from flask import Response, g, request

from index import settings
from index.settings import Settings

_POLICY = {
    "default-src": "'none'",
    "script-src": "'nonce-{nonce}'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}

_FRAMED = {"frame-ancestors": "*"}
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    # A link to a clinic must not reveal to the clinic what was searched for.
    "Referrer-Policy": "no-referrer",
    # The one script asks for the visitor's position, and only when its button is pressed.
    "Permissions-Policy": "camera=(), geolocation=(self), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
NOT_MODIFIED = 304


def nonce() -> str:
    """Return the nonce that lets this answer's own script run; each answer has another."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return str(g.nonce)


def content_security_policy(word: str, framed: bool = False) -> str:
    """Return the Content-Security-Policy for a nonce; a `framed` page may be part of another site's."""
    policy = _POLICY | _FRAMED if framed else _POLICY
    return "; ".join(f"{what} {where.format(nonce=word)}" for what, where in policy.items())


def allow_framing() -> None:
    """Let other sites show the page of this request in a frame: a search, which can trick nobody."""
    g.framing = True


def keep_out_of_search_engines() -> None:
    """Mark the page of this request as noindex (docs/principles.md, rule 14)."""
    g.noindex = True


def is_noindex() -> bool:
    """Return whether the page of this request is noindex."""
    return bool(g.get("noindex", False))


def strict_transport(chosen: Settings) -> str:
    """Return the header by which browsers ask for TLS for a year (RFC 6797); hosts below this one by a setting only."""
    return "max-age=31536000; includeSubDomains" if chosen.hsts_subdomains else "max-age=31536000"


def add_headers(response: Response) -> Response:
    """Set the headers of an answer; webapp.caching sets Cache-Control."""
    for name, value in ALWAYS.items():
        response.headers[name] = value
    # A client that gets 304 keeps the policy and the nonce that came with the page.
    if response.status_code != NOT_MODIFIED:
        response.headers["Content-Security-Policy"] = content_security_policy(nonce(), bool(g.get("framing")))
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = strict_transport(settings.current())
    if is_noindex() or response.status_code >= 400:  # noqa: PLR2004
        response.headers["X-Robots-Tag"] = "noindex"
    return response
