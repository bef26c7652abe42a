"""The web server: gunicorn inside this process, threads, nothing of a visitor in its log."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

ACCESS_LOG = "%(m)s %(U)s %(s)s %(B)s %(M)sms"
"""Method, path, status, bytes, milliseconds: no address, no query, no referrer, no browser."""


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Serves an application until it is told to stop. `application` is made once, before the workers start."""

    def __init__(self, application: Callable[[], Flask], host: str, port: int, workers: int = 1) -> None:
        self._application = application
        self._options: dict[str, Any] = {
            "bind": [f"[{host}]:{port}" if ":" in host else f"{host}:{port}"],
            "workers": workers,
            "worker_class": "gthread",
            "threads": 8,
            "preload_app": True,
            "control_socket_disable": True,
            "accesslog": "-",
            "access_log_format": ACCESS_LOG,
            "timeout": 30,
            "graceful_timeout": 10,
            "max_requests": 0,
            "limit_request_line": 2048,
            "limit_request_fields": 50,
            "forwarded_allow_ips": "127.0.0.1",
        }
        super().__init__()

    def load_config(self) -> None:
        """Give gunicorn our options."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Return the application."""
        return self._application()
