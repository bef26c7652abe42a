"""The log of every process (worker, commands, crawls, site, console): one JSON object a line, from a level upwards.

An error is logged as its class, the calls it came through, and a sentence of ours where the machine or the store
failed. Its message and the values of variables are left out: they may quote what somebody wrote to us.
"""

import json
import logging
import sys
import threading
import traceback
import warnings
from collections.abc import Mapping, MutableMapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, TextIO

from index.failure_text import failure_text

PLACES = 12
"""The number of innermost calls of a traceback that are logged."""
OUR_ROOMS = ("commands", "console", "crawler", "demo", "index", "webapp", "pinpoint", "__main__")
_PLAIN = "pinpoint_fields"


class JsonLines(logging.StreamHandler[TextIO]):
    """Writes each record as one line of JSON to a stream."""

    def __init__(self, to: TextIO, level: str | int = logging.NOTSET, *, libraries: int = logging.NOTSET) -> None:
        super().__init__(to)
        self.setLevel(level)
        self.addFilter(lambda record: record.levelno >= libraries or _is_ours(record))

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        line: dict[str, Any] = {"event": record.getMessage()}
        if not _is_ours(record):
            line["logger"] = record.name
        line |= getattr(record, _PLAIN, {})
        if record.exc_info and record.exc_info[1] is not None:
            line |= failure(record.exc_info[1])
        moment = datetime.fromtimestamp(record.created, UTC).isoformat().replace("+00:00", "Z")
        return json.dumps(line | {"level": record.levelname.lower(), "time": moment}, default=str)


def set_up(level: str, to: TextIO, *, libraries: int = logging.WARNING) -> None:
    """Make this process log to a stream as JSON lines, from a level ("INFO") upwards, uncaught errors included.

    `libraries` is the level for other packages: below a warning they log their input, a visitor's words included.
    A second call replaces the first; other handlers of the root logger stay.
    """
    logging.raiseExceptions = False  # on a full disk the error of a failed log line would show its values
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, JsonLines)]:
        root.removeHandler(handler)
    root.addHandler(JsonLines(to, level, libraries=libraries))
    root.setLevel(level)
    warnings.showwarning = _log_warning
    sys.excepthook = _log_uncaught
    sys.unraisablehook = _log_unraisable
    threading.excepthook = _log_thread


def get_logger(name: str) -> Any:
    """Return a structured logger, `log.info("crawl ended", run=7)`; its lines go through `set_up`'s handler."""
    import structlog  # a search logs nothing, and does without it

    if not structlog.is_configured():
        structlog.configure(
            processors=[structlog.stdlib.filter_by_level, _to_record],
            wrapper_class=structlog.stdlib.BoundLogger,
            logger_factory=structlog.stdlib.LoggerFactory(),
        )
    return structlog.get_logger(name)


def failure(error: BaseException) -> dict[str, Any]:
    """Return an error's log fields: `error` its class, `at` its calls, `why` our sentence where there is one."""
    said: dict[str, Any] = {"error": type(error).__name__, "at": places(error.__traceback__)}
    why = failure_text(error)
    return said | {"why": why} if why else said


def places(trace: TracebackType | None) -> list[str]:
    """Return "file:line function" of the innermost calls of a traceback, without their values."""
    return [f"{one.filename}:{one.lineno} {one.name}" for one in traceback.extract_tb(trace)[-PLACES:]]


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name.split(".")[0] in OUR_ROOMS


def _to_record(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> tuple[tuple[Any, ...], Mapping[str, Any]]:
    """Pass structlog's event to the standard library's logger, whose handlers write it."""
    text = event.pop("event", "")
    options = {name: event.pop(name) for name in ("exc_info", "stack_info") if name in event}
    return ("%s", text), {**options, "extra": {_PLAIN: dict(event)}}


def _log_warning(
    message: Warning | str,  # noqa: ARG001  (its words may quote what was read)
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,  # noqa: ARG001  (the signature of warnings.showwarning)
    line: str | None = None,  # noqa: ARG001
) -> None:
    logging.getLogger("py.warnings").warning("%s at %s:%d", category.__name__, filename, lineno)


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        logging.getLogger("index").critical("ended by an error", exc_info=(kind, error, trace))


def _log_thread(hook: threading.ExceptHookArgs) -> None:
    if hook.exc_value is not None:
        error = hook.exc_value
        logging.getLogger("index").error(
            "a thread was ended by an error", exc_info=(hook.exc_type, error, hook.exc_traceback)
        )


def _log_unraisable(hook: "sys.UnraisableHookArgs") -> None:
    if hook.exc_value is not None:
        error = hook.exc_value
        logging.getLogger("index").error(
            "an error came where none can be raised", exc_info=(hook.exc_type, error, hook.exc_traceback)
        )
