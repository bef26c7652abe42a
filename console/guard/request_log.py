"""The console's log: a JSON line a request with method, route, status and duration; nothing read or typed."""

import time

from flask import Flask, Response, g, request

from index.process_log import failure, get_logger
from webapp.access_log import METHODS, ExcInfo

FIELDS = frozenset({"event", "time", "level", "method", "route", "status", "ms"})
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
        route=_route(),
        status=response.status_code,
        ms=round((time.perf_counter() - g.began) * 1000, 1),
    )
    return response


def _route() -> str:
    """Return the pattern of the requested address, "" where no route fits."""
    return request.url_rule.rule if request.url_rule else ""


def log_failure(exc_info: ExcInfo) -> None:
    """Write where the program failed, without the error's message: it may hold what somebody typed."""
    error = exc_info[1]
    _log.error("failure", route=_route(), **(failure(error) if error else {}))
