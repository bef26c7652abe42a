"""Shows the metrics of a home to Prometheus, on a port of the worker's own.

prometheus-client 0.26's own server gives each connection a thread and waits for its request without limit; here a
connection that is silent for SECONDS_FOR_A_REQUEST is closed, and scrapes of the same moment are answered one by one.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from wsgiref.simple_server import WSGIRequestHandler, make_server

from prometheus_client import CollectorRegistry, generate_latest, make_wsgi_app
from prometheus_client.exposition import ThreadingWSGIServer

from crawler.worker.home_metrics import HomeCollector, OpenStore
from index.metrics.site_metrics import SiteCollector
from index.process_log import get_logger
from index.settings import Settings
from index.store import Store

SECONDS_FOR_A_REQUEST = 5.0

log = get_logger(__name__)


class PortTakenError(RuntimeError):
    """The metrics' port cannot be opened."""


class _Handler(WSGIRequestHandler):
    timeout = SECONDS_FOR_A_REQUEST

    def log_message(self, *_: object) -> None:
        """Write nothing."""


def registry_of(open_store: OpenStore, settings: Settings) -> CollectorRegistry:
    """Return all metrics of a home; they are read at each scrape."""
    registry = CollectorRegistry()
    for collector in (HomeCollector(open_store, settings), SiteCollector(settings.metrics)):
        registry.register(collector)
    return registry


def metrics_text(open_store: OpenStore, settings: Settings) -> bytes:
    """Return all metrics of a home in Prometheus' text format."""
    return generate_latest(registry_of(open_store, settings))


@contextmanager
def metrics_server(store: Store, settings: Settings) -> Iterator[None]:
    """Show the metrics at /metrics until the block ends, if a port is set; raises PortTakenError."""
    if not settings.metrics_port:
        yield
        return
    try:
        server = make_server(
            settings.metrics_host,
            settings.metrics_port,
            make_wsgi_app(registry_of(lambda: nullcontext(store), settings)),
            server_class=ThreadingWSGIServer,
            handler_class=_Handler,
        )
    except OSError as error:
        raise PortTakenError(
            f"the metrics cannot be shown on {settings.metrics_host}:{settings.metrics_port} ({error.strerror}); "
            "set PINPOINT_METRICS_PORT to a free port, or to 0"
        ) from error
    with server:
        thread = threading.Thread(target=server.serve_forever, name="metrics", daemon=True)
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()
