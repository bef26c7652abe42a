"""The site's counts as Prometheus metrics."""

from collections.abc import Iterator
from pathlib import Path

from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from index.metrics.request_counts import UPPER_BOUNDS, Durations
from index.metrics.site_counts import read_site_counts


class SiteCollector(Collector):
    """Reads the site's folder at each scrape."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def collect(self) -> Iterator[Metric]:
        """Yield the requests by route and status, and how long each route took."""
        counts = read_site_counts(self.folder)
        requests = CounterMetricFamily(
            "pinpoint_http_requests",
            "Requests that the site answered, by method, route (never the address) and status",
            labels=("method", "route", "status"),
        )
        for kind, durations in counts.items():
            requests.add_metric((kind.method, kind.route, str(kind.status)), durations.count)
        yield requests
        seconds = HistogramMetricFamily(
            "pinpoint_http_request_seconds", "Seconds that the site took for a request, by route", labels=("route",)
        )
        for route, durations in counts.by_route().items():
            seconds.add_metric((route,), _cumulative(durations), sum_value=durations.seconds)
        yield seconds


def _cumulative(durations: Durations) -> list[tuple[str, float]]:
    """Return each bucket's upper bound and the number of requests up to it."""
    found, total = [], 0
    for bound, count in zip((*map(str, UPPER_BOUNDS), "+Inf"), durations.buckets, strict=True):
        total += count
        found.append((bound, float(total)))
    return found
