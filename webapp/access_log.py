"""One JSON line a request: its route, never its address; how it ended and how long it took; nothing of the visitor."""

import sys
import time
import traceback
from types import TracebackType

import structlog
from flask import Flask, Response, g, request

from index.publish.overlay import OverlayError
from index.publish.reader import NothingPublishedError
from webapp import published

ExcInfo = tuple[type, BaseException, TracebackType | None] | tuple[None, None, None]

FIELDS = frozenset({"event", "time", "level", "method", "route", "status", "ms", "generation"})
_LEVELS = {"DEBUG": 10, "INFO": 20, "WARNING": 30, "ERROR": 40}
METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST"})


def write_json(level: str) -> None:
    """Have this process write its log as JSON lines on standard output, from a level ("INFO") on."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[level]),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stdout),
    )


def register(app: Flask) -> None:
    """Have an app write a line for each request, and for each failure of its own."""
    app.before_request(_begin)
    app.after_request(_write)
    app.log_exception = log_failure  # type: ignore[method-assign]


def _begin() -> None:
    g.began = time.perf_counter()


def _write(response: Response) -> Response:
    structlog.get_logger("access").info(
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
    """Write where the program failed, without the words of the error: they may hold what a visitor typed."""
    error = exc_info[1]
    lines = traceback.extract_tb(error.__traceback__) if error else []
    structlog.get_logger("failure").error(
        "failure",
        route=request.url_rule.rule if request.url_rule else "",
        error=type(error).__name__,
        at=[f"{line.filename}:{line.lineno} {line.name}" for line in lines],
    )
