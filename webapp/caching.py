"""Caching: Cache-Control and ETag of each answer, and 304 where nothing changed.

A page that holds a place, a search or a form is never stored: a phone may be shared. A profile may be stored, but must
be revalidated each time, so that a removal counts at once.
"""

import hashlib
from enum import StrEnum
from functools import cache
from http import HTTPStatus
from pathlib import Path

from flask import Flask, Response, current_app, request

from index import clock, settings
from index.published.overlay import Overlay, OverlayError
from index.published.reader import Generation, NothingPublishedError
from webapp import published
from webapp.article.signatures import signatures_in_force
from webapp.static_files import static_file

ROOT = Path(__file__).parents[1]
_VERSION = "pinpoint.version"


class Keep(StrEnum):
    """The values of Cache-Control that the site sends."""

    NOTHING = "private, no-store"
    ASK_AGAIN = "private, no-cache"
    A_MINUTE = "public, max-age=60"
    AN_HOUR = "public, max-age=3600"
    FOR_EVER = "public, max-age=31536000, immutable"


READING_PAGES = frozenset({"guidance", "states", "coverage", "letters", "about"})
"""Blueprints whose pages are the same for everybody and hold nobody who is listed."""

PROFILES = frozenset({"profile.person", "profile.clinic"})


def register(app: Flask) -> None:
    """Answer 304 where nothing changed, and set Cache-Control on each answer of an app."""
    app.before_request(not_modified)
    app.after_request(add_cache_headers)


def keep() -> Keep:
    """Return the policy for a good answer to this request; nothing may be stored of a route not named here."""
    if request.endpoint == "static":
        address = static_file(str((request.view_args or {})["filename"]))
        return Keep.FOR_EVER if request.full_path == address else Keep.AN_HOUR
    if request.method not in {"GET", "HEAD"} or request.query_string:
        return Keep.NOTHING
    if request.blueprint in READING_PAGES or request.endpoint == "finder.home":
        return Keep.A_MINUTE
    return Keep.ASK_AGAIN if request.endpoint in PROFILES else Keep.NOTHING


def not_modified() -> Response | None:
    """Answer 304 without making the page where the client has its current state (RFC 9110, section 13.1.2)."""
    if not request.if_none_match or request.endpoint == "static" or not has_tag(keep()):
        return None
    tag = page_tag()
    has_it = tag and request.if_none_match.contains_weak(tag)
    return Response(status=HTTPStatus.NOT_MODIFIED) if has_it else None


def add_cache_headers(response: Response) -> Response:
    """Set Cache-Control, and ETag on a page that may be stored."""
    good = response.status_code in {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED}
    policy = keep() if good else Keep.NOTHING
    response.headers["Cache-Control"] = policy
    if good and has_tag(policy) and (tag := page_tag()):
        response.set_etag(tag, weak=True)
    return response


def has_tag(policy: Keep) -> bool:
    """Return whether this policy sends an ETag of ours; static files have their own."""
    return policy in {Keep.ASK_AGAIN, Keep.A_MINUTE}


def page_tag() -> str:
    """Return the ETag of this page, "" where nothing is published.

    It changes with the generation, the overlay, the program and its words, the language, the day (a page says what is
    overdue), who runs this copy, and the signatures of the guide.
    """
    try:
        version = version_of(published.generation())
    except (NothingPublishedError, OverlayError):
        return ""
    here = settings.current()
    signed = ",".join(sorted(signatures_in_force()))
    operator = repr((here.operator_name, here.operator_post, here.contact_phone, here.contact_mail))
    parts = (version, program_version(), clock.today().isoformat(), request.script_root, request.path, operator, signed)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:20]


def version_of(generation: Generation) -> str:
    """Return a text that identifies a generation with its overlay; computed once for each."""
    known: tuple[Generation, str] | None = current_app.extensions.get(_VERSION)
    if known is None or known[0] is not generation:
        text = f"{generation.number} {generation.manifest.built_at} {overlay_version(generation.overlay)}"
        known = current_app.extensions[_VERSION] = (generation, text)
    return known[1]


def overlay_version(overlay: Overlay) -> str:
    """Return a digest of an overlay's content; every process computes the same."""
    hidden = {provider: sorted(fields) for provider, fields in overlay.hidden.items()}
    hidden_until = {provider: sorted(days.items()) for provider, days in overlay.hidden_until.items()}
    opened = None if overlay.open_states is None else sorted(overlay.open_states)
    content = [
        sorted(overlay.suppressed),
        sorted(overlay.keys),
        sorted(hidden.items()),
        sorted(hidden_until.items()),
        sorted(overlay.cases.items()),
        opened,
    ]
    return hashlib.sha256(repr(content).encode()).hexdigest()[:20]


@cache
def program_version() -> str:
    """Return a digest of code, templates and words."""
    digest = hashlib.sha256()
    for file in sorted(file for package in ("webapp", "index") for file in (ROOT / package).rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            digest.update(file.read_bytes())
    return digest.hexdigest()[:20]
