"""The headers of every answer: nothing is loaded from elsewhere, framed, sniffed, remembered or passed on."""

from flask import Response, g

_POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
CONTENT_SECURITY_POLICY = "; ".join(f"{what} {where}" for what, where in _POLICY.items())

ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    # A link to a clinic must not tell the clinic what was searched for.
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def keep_out_of_search_engines() -> None:
    """Mark this page as one that search engines leave out (PRODUCT, honesty rule 14)."""
    g.noindex = True


def is_kept_out() -> bool:
    """Return whether this page was marked so."""
    return bool(g.get("noindex", False))


def add_headers(response: Response) -> Response:
    """Set the headers. Pages are never stored: a phone may be shared, and a removal counts at once."""
    for name, value in ALWAYS.items():
        response.headers[name] = value
    if response.mimetype == "text/css":
        response.headers["Cache-Control"] = "public, max-age=3600"
    else:
        response.headers["Cache-Control"] = "no-store"
    if is_kept_out() or response.status_code >= 400:  # noqa: PLR2004
        response.headers["X-Robots-Tag"] = "noindex"
    return response
