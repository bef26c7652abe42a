"""robots.txt as RFC 9309 section 2.3.1 has it: one that cannot be reached forbids everything.

Scrapy parses the body of a 500 as rules, and takes a robots.txt that cannot be reached for one that allows all.
"""

from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

UNREACHABLE = "manners/robots_unreachable"
"""The statistic that counts hosts without a readable robots.txt: their runs end "unreachable", never "no listings"."""


class RobotsUnreachableError(IgnoreRequest):
    """A robots.txt was answered with neither 2xx nor 4xx, so the whole host is forbidden."""


class DisallowAll:
    """The rules of a host whose robots.txt is unreachable."""

    def allowed(self, url: str | bytes, user_agent: str | bytes) -> bool:  # noqa: ARG002  (Scrapy's interface)
        """Answer no, whatever is asked for."""
        return False


class StrictRobotsMiddleware(RobotsTxtMiddleware):
    """Obeys robots.txt. Unreachable (5xx, time-out, no connection): nothing is allowed; 4xx: everything is."""

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if 400 <= response.status < 500:  # noqa: PLR2004  ("unavailable", section 2.3.1.3, whatever the body says)
            response = response.replace(body=b"")
        elif not 200 <= response.status < 300:  # noqa: PLR2004  ("unreachable", section 2.3.1.4)
            raise RobotsUnreachableError(f"{response.url} was answered with {response.status}")
        await super()._parse_robots(response, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        self._stats.inc_value(f"robotstxt/exception_count/{type(exc).__name__}")
        self._stats.inc_value(UNREACHABLE)
        closed: Any = DisallowAll()
        waiting: Any = self._parsers[netloc]
        self._parsers[netloc] = closed
        waiting.callback(closed)
