"""The access log: one JSON line a request with route, status and duration; no address, nothing of the visitor.

The operator's metrics count the same.
"""

import time
from types import TracebackType

from flask import Flask, Response, g, request

from index.metrics.request_counts import RequestKind
from index.metrics.site_counts import SiteCounts
from index.process_log import failure, get_logger
from index.published.overlay import OverlayError
from index.published.reader import NothingPublishedError
from webapp import published
from webapp.closed import is_closed

ExcInfo = tuple[type, BaseException, TracebackType | None] | tuple[None, None, None]

FIELDS = frozenset({"event", "time", "level", "method", "route", "status", "ms", "generation"})
METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST"})
_log = get_logger(__name__)


def register(app: Flask) -> None:
    """Write a line for each request of an app, and for each of its failures."""
    app.before_request(_begin)
    app.after_request(_write)
    app.log_exception = log_failure  # type: ignore[method-assign]


def count_requests(app: Flask, counts: SiteCounts) -> None:
    """Count the requests of an app by method, route and status, for the operator's metrics."""

    def count(response: Response) -> Response:
        kind = RequestKind(method=_method(), route=_route(), status=response.status_code)
        counts.count(kind, time.perf_counter() - g.began)
        return response

    app.after_request(count)


def _begin() -> None:
    g.began = time.perf_counter()


def _write(response: Response) -> Response:
    _log.info(
        "request",
        method=_method(),
        route=_route(),
        status=response.status_code,
        ms=round((time.perf_counter() - g.began) * 1000, 1),
        generation=_generation(),
    )
    return response


def _method() -> str:
    return request.method if request.method in METHODS else "other"


def _route() -> str:
    """Return the pattern of the requested address, "" where no route fits."""
    return request.url_rule.rule if request.url_rule else ""


def _generation() -> int | None:
    if is_closed():  # it opens none
        return None
    try:
        return published.generation().number
    except (NothingPublishedError, OverlayError):
        return None


def log_failure(exc_info: ExcInfo) -> None:
    """Write where the program failed, without the error's message: it may hold what a visitor typed."""
    error = exc_info[1]
    _log.error(
        "failure",
        route=_route(),
        **(failure(error) if error else {}),
    )
