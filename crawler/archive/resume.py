"""Resumption of a run that was cut short: the next run takes its pages over, and requests only the rest.

A run is cut short by a kill, by a limit, or by a site that asks us to wait. The next run of the source with the same
arguments resumes it, as long as its pages are fresh.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection

from index import clock, settings
from index.store.runs import pages, runs
from index.store.runs.pages import Page
from index.store.runs.runs import RunRow, Verdict


class EarlierPages:
    """Pages of earlier runs by the fingerprint of their request; a page that was requested again has several.

    Each is given once, in the order of the crawl. With `repeating`, the last good one answers every further request.
    """

    def __init__(self, pages: Iterable[Page], *, repeating: bool = False) -> None:
        self.repeating = repeating
        self._waiting: defaultdict[str, deque[Page]] = defaultdict(deque)
        for page in pages:
            if page.status != NOT_MODIFIED:  # its page could not be read back, and was requested again
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
"""Statuses that concern the moment of the request, or a condition that we set, and not the page."""


def is_good(status: int) -> bool:
    """Return whether a repeated request would get the same response: for 2xx, 3xx and 4xx, except `SAYS_NOTHING`."""
    return 200 <= status < 500 and status not in SAYS_NOTHING  # noqa: PLR2004  (classes of RFC 9110 section 15)


BUDGET_SPENT: Final = "budget_spent"
"""Finish reason: the source used its requests or bytes of the day."""
QUIET_HOURS: Final = "quiet_hours"
"""Finish reason: the quiet hours of the source began."""
AT_A_LIMIT: Final = frozenset({BUDGET_SPENT, QUIET_HOURS})
"""Finish reasons of runs that ended in order at a limit of their source: they read a part, and the next continues."""
FRESH_AFTER_A_LIMIT = timedelta(days=3)
"""Age up to which pages of such runs are reused, so that a source can take several days' budgets."""
FRESH = timedelta(hours=24)
"""Older pages are requested again. A robots.txt must still be as fresh when the run ends (RFC 9309 section 2.4)."""
CUT_SHORT = frozenset({Verdict.ABANDONED, Verdict.CANCELLED, Verdict.THROTTLED, Verdict.UNREACHABLE})
RUNS_LOOKED_AT = 50
WENT_WRONG = "going_wrong"
"""Finish reason of a crawl that was ended because it went wrong (crawler.gates.early_end)."""
BY_ITSELF = frozenset({"finished", "closespider_itemcount"})
"""Scrapy's finish reasons for a crawl with nothing left to do; any other reason means that it ended early."""


def pages_to_take_over(connection: Connection, run: RunRow) -> list[Page]:
    """Return the good, fresh pages of the runs that this one resumes; for each request, those of the newest run."""
    now = clock.now()
    oldest_robots = (now - FRESH + timedelta(seconds=settings.current().crawl_seconds)).isoformat()
    taken: dict[str, list[Page]] = {}
    for cut in runs_taken_up(connection, run):
        found: dict[str, list[Page]] = {}
        oldest = (now - (FRESH_AFTER_A_LIMIT if cut.finish_reason in AT_A_LIMIT else FRESH)).isoformat()
        for page in pages.of_run(connection, cut.id):
            fresh = page.fetched_at >= (oldest_robots if page.url.endswith("/robots.txt") else oldest)
            if fresh and is_good(page.status) and page.fingerprint:
                found.setdefault(page.fingerprint, []).append(page)
        taken = found | taken
    return [page for found in taken.values() for page in found]


def runs_taken_up(connection: Connection, run: RunRow) -> Iterator[RunRow]:
    """Yield the runs that this one resumes, newest first: those cut short since the last one that was not."""
    for before in runs.recent(connection, source=run.source, limit=RUNS_LOOKED_AT):
        alike = before.id < run.id and before.arguments == run.arguments and before.sample == run.sample
        if not alike or before.replay_of is not None:
            continue
        if not was_cut_short(before):
            return
        yield before


def was_cut_short(run: RunRow) -> bool:
    """Return whether a run ended before it had read everything.

    One that was ended because it went wrong is not resumed: its pages are what went wrong.
    """
    if run.finish_reason == WENT_WRONG:
        return False
    early = run.verdict is Verdict.REJECTED and bool(run.finish_reason) and run.finish_reason not in BY_ITSELF
    return run.verdict in CUT_SHORT or early or run.finish_reason in AT_A_LIMIT
