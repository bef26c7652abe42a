"""The access log: one JSON line a request with route, status and duration; no address, nothing of the visitor."""

import time
from types import TracebackType

from flask import Flask, Response, g, request

from index.process_log import failure, get_logger
from index.published.overlay import OverlayError
from index.published.reader import NothingPublishedError
from webapp import published

ExcInfo = tuple[type, BaseException, TracebackType | None] | tuple[None, None, None]

FIELDS = frozenset({"event", "time", "level", "method", "route", "status", "ms", "generation"})
METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST"})
_log = get_logger(__name__)


def register(app: Flask) -> None:
    """Write a line for each request of an app, and for each of its failures."""
    app.before_request(_begin)
    app.after_request(_write)
    app.log_exception = log_failure  # type: ignore[method-assign]


def _begin() -> None:
    g.began = time.perf_counter()


def _write(response: Response) -> Response:
    _log.info(
        "request",
        method=request.method if request.method in METHODS else "other",
        route=request.url_rule.rule if request.url_rule else "",
        status=response.status_code,
        ms=round((time.perf_counter() - g.began) * 1000, 1),
        generation=_generation(),
    )
    return response


def _generation() -> int | None:
    try:
        return published.generation().number
    except (NothingPublishedError, OverlayError):
        return None


def log_failure(exc_info: ExcInfo) -> None:
    """Write where the program failed, without the error's message: it may hold what a visitor typed."""
    error = exc_info[1]
    _log.error(
        "failure",
        route=request.url_rule.rule if request.url_rule else "",
        **(failure(error) if error else {}),
    )
