"""Pages that a run should have read and could not: what stood on them is unknown, so nobody goes missing by it."""

from collections.abc import Mapping
from typing import Any

from crawler.politeness import stat_names

FAILED = ("retry/max_reached", "spider_exceptions/count")
_REFUSED = tuple(f"downloader/response_status_count/{status}" for status in (401, 403, 451))
_ROBOTS_REFUSED = tuple(name.replace("downloader/response", "robotstxt/response") for name in _REFUSED)
_PAGE = "problem/page/"
_READ_ALL_THE_SAME = frozenset({"problem/page/status", "problem/page/detail"})
"""An address that answers 404 is gone by its own word; an entry whose own page is bare is still listed."""


def gaps(stats: Mapping[str, Any]) -> int:
    """Return how many pages a run did not read, from the crawl's own counts; 0 for a run without a gap."""
    pages = sum(_count(stats, name) for name in stats if name.startswith(_PAGE) and name not in _READ_ALL_THE_SAME)
    refused = sum(_count(stats, name) for name in _REFUSED) - sum(_count(stats, name) for name in _ROBOTS_REFUSED)
    closed = sum(stat_names.counted(stats, stat_names.HOST_CLOSED).values())
    return pages + max(refused, 0) + closed + sum(_count(stats, name) for name in FAILED)


def _count(stats: Mapping[str, Any], name: str) -> int:
    return int(stats.get(name) or 0)
