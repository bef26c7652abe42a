"""Gaps: pages that a run should have read but could not. A run with a gap marks no listing as missing."""

from collections.abc import Mapping
from typing import Any

from crawler.politeness import stat_names

FAILED = ("retry/max_reached", "spider_exceptions/count")
_REFUSED = tuple(f"downloader/response_status_count/{status}" for status in (401, 403, 451))
_ROBOTS_REFUSED = tuple(name.replace("downloader/response", "robotstxt/response") for name in _REFUSED)
_PAGE = "problem/page/"
_READ_ALL_THE_SAME = frozenset({"problem/page/status", "problem/page/detail"})
"""Problems that leave no gap: a page that answers 404 is gone, and an entry without details on its page is listed."""


def gaps(stats: Mapping[str, Any]) -> int:
    """Return how many pages a run could not read, from the crawl's counts."""
    pages = sum(_count(stats, name) for name in stats if name.startswith(_PAGE) and name not in _READ_ALL_THE_SAME)
    refused = sum(_count(stats, name) for name in _REFUSED) - sum(_count(stats, name) for name in _ROBOTS_REFUSED)
    closed = sum(stat_names.counted(stats, stat_names.HOST_CLOSED).values())
    return pages + max(refused, 0) + closed + sum(_count(stats, name) for name in FAILED)


def _count(stats: Mapping[str, Any], name: str) -> int:
    return int(stats.get(name) or 0)
