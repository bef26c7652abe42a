"""Conditional requests (RFC 9110 section 13): a page in the archive is transferred again only if it has changed.

The validators come from the newest whole run that passed, and from partial runs that passed since. A robots.txt is
never requested conditionally. Any response but 304 is used as it is: an error never brings an old page back.
"""

from collections.abc import Iterable, Iterator

from scrapy import Request
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached
from sqlalchemy import Connection

from index.store.runs import pages, runs
from index.store.runs.pages import Page
from index.store.runs.runs import RunRow

RUNS_LOOKED_AT = 20  # a source that is read in parts, such as practices' websites, has no whole run
OK = 200
NOT_MODIFIED = 304
IF_NONE_MATCH = b"If-None-Match"
IF_MODIFIED_SINCE = b"If-Modified-Since"


class Conditions:
    """The validators of a source's archived pages, by the fingerprint of their request."""

    def __init__(self, known: Iterable[Page]) -> None:
        """Take the archived pages, oldest first; of one fingerprint the last counts."""
        self._known = {page.fingerprint: page for page in known if _can_be_asked(page)}

    @classmethod
    def of_source(cls, connection: Connection, source: str) -> "Conditions":
        """Return the conditions from a source's archived runs."""
        newest_first = _back_to_a_whole_one(runs.applied(connection, source, limit=RUNS_LOOKED_AT))
        oldest_first = sorted({run.replay_of or run.id for run in newest_first})
        return cls(page for run in oldest_first for page in pages.of_run(connection, run))

    def ask(self, request: Request, fingerprint: str) -> None:
        """Set the conditional headers of a request, and remove those that a redirect or a retry copied to it."""
        for name in (IF_NONE_MATCH, IF_MODIFIED_SINCE):
            request.headers.pop(name, None)
        known = self._known.get(fingerprint)
        if known is None or urlparse_cached(request).path == "/robots.txt":
            return
        if known.etag:
            request.headers[IF_NONE_MATCH] = known.etag
        if known.last_modified:
            request.headers[IF_MODIFIED_SINCE] = known.last_modified

    def confirmed(self, request: Request, response: Response, fingerprint: str) -> Page | None:
        """Return the archived page that a 304 confirms; None for another response or an unconditional request."""
        asked = IF_NONE_MATCH in request.headers or IF_MODIFIED_SINCE in request.headers
        return self._known.get(fingerprint) if response.status == NOT_MODIFIED and asked else None

    def forget(self, fingerprint: str) -> None:
        """Request a page without conditions from now on."""
        self._known.pop(fingerprint, None)


def _back_to_a_whole_one(newest_first: Iterable[RunRow]) -> Iterator[RunRow]:
    for run in newest_first:
        yield run
        if not run.partial:
            return


def _can_be_asked(page: Page) -> bool:
    validated = bool(page.etag or page.last_modified)
    return validated and page.status == OK and page.method == "GET" and bool(page.fingerprint)
