"""The web server: gunicorn inside this process, threads, nothing of a visitor in its log."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from webapp.server_log import VisitorFreeLog

REQUESTS_OF_A_WORKER = 20_000
"""After so many a worker is replaced, so that a slow leak never grows old; the spread keeps two from ending at once."""
SPREAD = 2_000
MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108  (gunicorn's heartbeat files; a disk may stall, and may be read-only)


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Serves an application until it is told to stop. `application` is made once, before the workers start."""

    def __init__(self, application: Callable[[], Flask], host: str, port: int, workers: int = 1) -> None:
        self._application = application
        self._options: dict[str, Any] = {
            "bind": [f"[{host}]:{port}" if ":" in host else f"{host}:{port}"],
            "workers": workers,
            "worker_class": "webapp.deadline_worker.DeadlineWorker",
            "threads": 8,
            "preload_app": True,
            "control_socket_disable": True,
            # webapp.access_log writes a line a request; gunicorn's would hold the address that was asked for.
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
            "forwarded_allow_ips": "",  # what a proxy says is read by ProxyFix, and only behind one
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
