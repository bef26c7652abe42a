"""Rate limits for each network: counted in memory only, under a keyed hash, and never logged."""

import hashlib
import ipaddress
import logging
import math
import secrets
import threading
import time
from http import HTTPStatus

from flask import Flask, Response, current_app, request
from flask_limiter import Limit, Limiter
from limits.storage import MemoryStorage

from index.settings import Settings

FILE_OF_A_SEARCH = "files.of_search"
PDFS = frozenset({"sheets.options_pdf", "sheets.referral_pdf"})
"""A sheet as PDF takes about as long as a search (docs/referrals.md)."""
SEARCH_ENDPOINTS = PDFS | {"finder.find", "corrections.find_yourself", FILE_OF_A_SEARCH}
SEARCHES_FOR_A_FILE = 10
"""A file of a search has up to ten pages of it, and more of each listing."""
PAGES_FOR_A_SEARCH = 4
"""Pages cost a tenth of a search, and a reader opens several of each."""
SUGGESTIONS = "finder.suggest"
SUGGESTIONS_FOR_A_SEARCH = 10
"""A suggestion costs about a tenth of a search (docs/search.md), and a place is typed in several of them."""
FORMS_PER_MINUTE = 6
UNLIMITED = frozenset({"static", "health.alive", "health.ready"})
SECONDS_TO_WAIT = 60
SCHEME = "pinpoint-memory"
_IPV6_NETWORK = 64
"""Bits; a client with an IPv6 address has all of its network (RFC 6177)."""


class _Running(threading.Timer):
    """A timer that is never started and says that it runs, so that `limits` starts none of its own."""

    def is_alive(self) -> bool:
        """Return True."""
        return True


class Counts(MemoryStorage):
    """Counts in memory; those that are over are cleared once a minute.

    limits 5.8 starts a thread to clear them for every count unless its `timer` is alive, which costs more than all
    the rest of a limit.
    """

    STORAGE_SCHEME = [SCHEME]  # noqa: RUF012  (typed so by the base class)
    _next_clearing = 0.0  # seconds of the monotonic clock

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Count `amount` requests under a key; return whether they are within the limit."""
        is_due = time.monotonic() >= self._next_clearing
        if is_due:
            self._next_clearing = time.monotonic() + SECONDS_TO_WAIT
        self.timer = (threading.Timer if is_due else _Running)(0.0, _do_nothing)
        return super().acquire_entry(key, limit, expiry, amount)


def _do_nothing() -> None:
    pass


def register(app: Flask, settings: Settings) -> Limiter:
    """Limit an app's routes: searches, pages, suggestions and sent forms, each with its own number a minute.

    Each process counts for itself, so N processes let through up to N times as many.
    """
    secret = secrets.token_bytes(16)
    # The library's line for a reached limit holds the key.
    logging.getLogger("flask-limiter").setLevel(logging.WARNING)
    limiter = Limiter(
        lambda: name_of_network(request.remote_addr or "", secret),
        app=app,
        storage_uri=f"{SCHEME}://",
        strategy="moving-window",
        default_limits=[
            Limit(
                lambda: f"{settings.searches_per_minute} per minute",
                exempt_when=lambda: request.endpoint not in SEARCH_ENDPOINTS,
                deduct_when=is_answered,
                cost=lambda: cost_of_search(settings.searches_per_minute),
            ),
            lambda: f"{per_minute(settings.searches_per_minute)} per minute",
        ],
        headers_enabled=False,
    )
    limiter.request_filter(is_unlimited)
    app.after_request(say_when_to_come_back)
    return limiter


def per_minute(searches: int) -> int:
    """Return how many requests, redirects included, a network may make in a minute; `searches` is the setting."""
    if request.method == "POST":
        return FORMS_PER_MINUTE
    return searches * (SUGGESTIONS_FOR_A_SEARCH if request.endpoint == SUGGESTIONS else PAGES_FOR_A_SEARCH)


def cost_of_search(searches: int) -> int:
    """Return how many searches this request counts as; a file never counts as more than a network has in a minute."""
    return min(SEARCHES_FOR_A_FILE, searches) if request.endpoint == FILE_OF_A_SEARCH else 1


def is_answered(response: Response) -> bool:
    """Return whether a search counts: a redirect to its own address leads to the answer, which counts."""
    return not HTTPStatus.MULTIPLE_CHOICES <= response.status_code < HTTPStatus.BAD_REQUEST


def is_unlimited() -> bool:
    """Return whether this request is never counted: a static file or a health check."""
    return request.endpoint in UNLIMITED


def name_of_network(address: str, secret: bytes) -> str:
    """Return a keyed hash of the network of an address: the whole IPv4 address, the /64 of an IPv6 address."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:  # a socket file has no address; all who ask through it share one count
        network = address
    else:
        prefix = _IPV6_NETWORK if parsed.version == 6 else parsed.max_prefixlen  # noqa: PLR2004
        network = str(ipaddress.ip_network((parsed, prefix), strict=False))
    return hashlib.blake2b(network.encode(), key=secret, digest_size=8).hexdigest()


def say_when_to_come_back(response: Response) -> Response:
    """Set Retry-After in an answer of 429: the seconds to wait (RFC 9110, section 10.2.3)."""
    if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
        response.headers["Retry-After"] = str(seconds_to_wait())
    return response


def seconds_to_wait() -> int:
    """Return the seconds until this network may ask once more, 1 to 60: until its oldest request is a minute ago."""
    for limiter in current_app.extensions.get("limiter", ()):
        reached = limiter.current_limit
        if reached is not None and request.endpoint != FILE_OF_A_SEARCH:  # a file needs room for several
            return max(1, min(SECONDS_TO_WAIT, math.ceil(int(reached.reset_at) - time.time())))
    return SECONDS_TO_WAIT
