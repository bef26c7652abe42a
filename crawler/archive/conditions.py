"""Conditional requests (RFC 9110 section 13): a page that we have is asked for only if it has changed.

The validators are those of the newest whole run that passed. Never for a robots.txt, and an answer other than 304 is
taken as it is: an error never brings an old page back.
"""

from collections.abc import Iterable

from scrapy import Request
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached
from sqlalchemy import Connection

from index.store import pages, runs
from index.store.pages import Page

OK = 200
NOT_MODIFIED = 304
IF_NONE_MATCH = b"If-None-Match"
IF_MODIFIED_SINCE = b"If-Modified-Since"


class Conditions:
    """What is known of a source's pages, by the fingerprint of their request."""

    def __init__(self, known: Iterable[Page]) -> None:
        self._known = {page.fingerprint: page for page in known if _can_be_asked(page)}

    @classmethod
    def of_source(cls, connection: Connection, source: str) -> "Conditions":
        """Return the conditions from the newest whole run of a source that passed."""
        newest = runs.passed(connection, source, limit=1)
        return cls(pages.of_run(connection, newest[0].replay_of or newest[0].id) if newest else [])

    def ask(self, request: Request, fingerprint: str) -> None:
        """Give a request its conditions, and take away those that a redirect or a retry brought from elsewhere."""
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
        """Return the page that a 304 confirms, if we asked for that."""
        asked = IF_NONE_MATCH in request.headers or IF_MODIFIED_SINCE in request.headers
        return self._known.get(fingerprint) if response.status == NOT_MODIFIED and asked else None

    def forget(self, fingerprint: str) -> None:
        """Ask for a page without conditions from now on."""
        self._known.pop(fingerprint, None)


def _can_be_asked(page: Page) -> bool:
    validated = bool(page.etag or page.last_modified)
    return validated and page.status == OK and page.method == "GET" and bool(page.fingerprint)
