"""The web server: gunicorn inside this process, with threads, and with a log that says nothing of a visitor."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from index.process_log import JsonLines, places

REQUESTS_OF_A_WORKER = 20_000
"""A worker is replaced after so many, which bounds a slow leak; the spread keeps two from ending at once."""
SPREAD = 2_000
MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108  (gunicorn's heartbeat files; a disk may stall, and may be read-only)
UNREADABLE = "Invalid request from ip="
"""The beginning of gunicorn's warning about a request that it cannot parse; the client's address follows."""


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Serves an application until it is stopped.

    `application` is called once, before the workers start, or without `preload` in each of them.
    """

    def __init__(
        self, application: Callable[[], Flask], host: str, port: int, workers: int = 1, *, preload: bool = True
    ) -> None:
        self._application = application
        self._options: dict[str, Any] = {
            "bind": [f"[{host}]:{port}" if ":" in host else f"{host}:{port}"],
            "workers": workers,
            "worker_class": "webapp.deadline_worker.DeadlineWorker",
            "threads": 8,
            "preload_app": preload,
            "control_socket_disable": True,
            # webapp.access_log writes a line a request; gunicorn's would hold the requested address.
            "accesslog": None,
            "logger_class": VisitorFreeLog,
            "timeout": 30,
            "graceful_timeout": 10,
            "keepalive": 5,
            "max_requests": REQUESTS_OF_A_WORKER,
            "max_requests_jitter": SPREAD,
            "limit_request_line": 2048,
            "limit_request_fields": 50,
            "limit_request_field_size": 4096,
            "forwarded_allow_ips": "",  # ProxyFix reads the headers of a proxy, and only behind one
            "secure_scheme_headers": {},
            "worker_tmp_dir": str(MEMORY_FOLDER) if MEMORY_FOLDER.is_dir() else None,
        }
        super().__init__()

    def load_config(self) -> None:
        """Give gunicorn our options."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Return the application."""
        return self._application()


class VisitorFreeLog(Logger):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's log, which names the event and the place in the program, never the visitor.

    gunicorn's own would write the client's address for a request that it cannot parse, and the whole request, search
    included, where an application fails.
    """

    def setup(self, cfg: Any) -> None:
        """Write gunicorn's own lines as the rest of the process does, on standard error."""
        super().setup(cfg)
        for handler in [one for one in self.error_log.handlers if getattr(one, "_gunicorn", False)]:
            self.error_log.removeHandler(handler)
        if not any(isinstance(one, JsonLines) for one in self.error_log.handlers):
            self.error_log.addHandler(JsonLines(sys.stderr))

    def warning(self, msg: str, *args: Any, **options: Any) -> None:
        """Write a warning; for an unreadable request only that there was one."""
        if str(msg).startswith(UNREADABLE):
            super().warning("A request could not be read")
        else:
            super().warning(msg, *args, **options)

    def exception(self, msg: object, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Write the kind of an error and its place, without its message and without the request."""
        kind, _, trace = sys.exc_info()
        self.error_log.error("%s at %s", kind.__name__ if kind else "Error", " > ".join(places(trace)))

    def debug(self, msg: object, *args: Any, **options: Any) -> None:
        """Write nothing: gunicorn's debugging lines hold requests and addresses."""
