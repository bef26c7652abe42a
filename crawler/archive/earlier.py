"""Pages of earlier runs, by the request that they answered."""

from collections import defaultdict, deque
from collections.abc import Iterable

from index.store.pages import Page


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
