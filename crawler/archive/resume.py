"""What a run takes over from one that was cut short: its pages, so that only the rest is asked for.

A run is cut short by whoever kills it, by a limit, or by a site that asks us to wait. It is taken up by the next run
of the source with the same arguments, as long as its pages are fresh.

`earlier` looks up pages of earlier runs by their request.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from datetime import timedelta

from sqlalchemy import Connection

from index import clock, settings
from index.store.runs import pages, runs
from index.store.runs.pages import Page
from index.store.runs.runs import RunRow, Verdict


class EarlierPages:
    """Hands out pages by fingerprint, in the order they were read: a page that was asked for again has several.

    With `repeating`, the last good one is handed out for every further request of the kind.
    """

    def __init__(self, pages: Iterable[Page], *, repeating: bool = False) -> None:
        self.repeating = repeating
        self._waiting: defaultdict[str, deque[Page]] = defaultdict(deque)
        for page in pages:
            if page.status != NOT_MODIFIED:  # its page could not be read back, and was asked for again
                self._waiting[page.fingerprint].append(page)

    def __len__(self) -> int:
        return len(self._waiting)

    def take(self, fingerprint: str) -> Page | None:
        """Return the next page for a request, or None."""
        waiting = self._waiting.get(fingerprint)
        if not waiting:
            return None
        if self.repeating and len(waiting) == 1 and is_good(waiting[0].status):
            return waiting[0]
        return waiting.popleft()


NOT_MODIFIED = 304
SAYS_NOTHING = frozenset({NOT_MODIFIED, 408, 429})
"""Answers that speak of the moment, or of a condition that we set, and not of the page."""


def is_good(status: int) -> bool:
    """Whether an answer says something that asking again would not change: 2xx, 3xx, and 4xx but "later"."""
    return 200 <= status < 500 and status not in SAYS_NOTHING  # noqa: PLR2004  (classes of RFC 9110 section 15)


FRESH = timedelta(hours=24)
"""Older pages are asked for again. A robots.txt has to be as fresh as that when the run ends (RFC 9309 section 2.4)."""
CUT_SHORT = frozenset({Verdict.ABANDONED, Verdict.CANCELLED, Verdict.THROTTLED, Verdict.UNREACHABLE})
RUNS_LOOKED_AT = 50
BY_ITSELF = frozenset({"finished", "closespider_itemcount"})
"""How Scrapy ends a crawl that has nothing left to do; all else is early."""


def pages_to_take_over(connection: Connection, run: RunRow) -> list[Page]:
    """Return the good and fresh pages of the runs that this one takes up, of each request those of the newest run."""
    oldest = (clock.now() - FRESH).isoformat()
    oldest_robots = (clock.now() - FRESH + timedelta(seconds=settings.current().crawl_seconds)).isoformat()
    taken: dict[str, list[Page]] = {}
    for cut in runs_taken_up(connection, run):
        found: dict[str, list[Page]] = {}
        for page in pages.of_run(connection, cut.id):
            fresh = page.fetched_at >= (oldest_robots if page.url.endswith("/robots.txt") else oldest)
            if fresh and is_good(page.status) and page.fingerprint:
                found.setdefault(page.fingerprint, []).append(page)
        taken = found | taken
    return [page for found in taken.values() for page in found]


def runs_taken_up(connection: Connection, run: RunRow) -> Iterator[RunRow]:
    """Yield the runs of the source that were cut short since the last one that was not, newest first."""
    for before in runs.recent(connection, source=run.source, limit=RUNS_LOOKED_AT):
        alike = before.id < run.id and before.arguments == run.arguments and before.sample == run.sample
        if not alike or before.replay_of is not None:
            continue
        if not was_cut_short(before):
            return
        yield before


def was_cut_short(run: RunRow) -> bool:
    """Whether a run ended before it had read what it wanted to read."""
    early = run.verdict is Verdict.REJECTED and bool(run.finish_reason) and run.finish_reason not in BY_ITSELF
    return run.verdict in CUT_SHORT or early
