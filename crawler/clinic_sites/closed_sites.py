"""The reasons why a practice's site is closed to us, and the pause that each asks for. Nothing is worked around."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from scrapy.http import Response, TextResponse

from crawler.formats.html_page import page_of
from crawler.politeness.refusals import RefusedError
from crawler.politeness.robots import RobotsForbiddenError


class Closed(StrEnum):
    """The reason why a site is closed, as the ledger of visits has it."""

    ROBOTS = "robots"
    REFUSED = "refused"
    CHALLENGE = "challenge"
    LOGIN = "login"
    THROTTLED = "throttled"
    UNREACHABLE = "unreachable"
    ELSEWHERE = "elsewhere"
    GONE = "gone"
    NO_PAGE = "no_page"


NOT_ASKED_FOR: Mapping[Closed, timedelta] = {
    Closed.ROBOTS: timedelta(days=30),
    Closed.REFUSED: timedelta(days=90),
    Closed.CHALLENGE: timedelta(days=90),
    Closed.LOGIN: timedelta(days=90),
    Closed.THROTTLED: timedelta(days=7),
    Closed.UNREACHABLE: timedelta(days=7),
    Closed.ELSEWHERE: timedelta(days=90),
    Closed.GONE: timedelta(days=30),
    Closed.NO_PAGE: timedelta(days=90),
}
"""The pause without requests to a host; ours: long where an owner said no, short where a server may have failed."""

WHOLE_HOST = frozenset({Closed.REFUSED, Closed.CHALLENGE, Closed.THROTTLED})
"""The reasons that close the host on any page; the others close it on its start page only."""
_BY_STATUS = {401: Closed.LOGIN, 403: Closed.REFUSED, 404: Closed.GONE, 410: Closed.GONE, 429: Closed.THROTTLED}
_SERVER_ERROR = 500
_CLIENT_ERROR = 400
WORDS_OF_A_PAGE = 60
"""A page with a password field and fewer words than this is nothing but a login."""


def closed_by_answer(response: Response) -> Closed | None:
    """Return why an answer that is no redirect closes its page; None for a readable page."""
    if known := _BY_STATUS.get(response.status):
        return known
    if response.status >= _SERVER_ERROR:
        return Closed.THROTTLED if response.headers.get("Retry-After") else Closed.UNREACHABLE
    if response.status >= _CLIENT_ERROR:
        return Closed.REFUSED
    if not isinstance(response, TextResponse) or not response.body.strip():
        return Closed.NO_PAGE
    return Closed.LOGIN if _only_a_login(response) else None


def closed_by_error(error: BaseException | None) -> Closed:
    """Return why an error closes its page: robots.txt, a refusal that the politeness middlewares found, no answer."""
    if isinstance(error, RobotsForbiddenError):
        return Closed.UNREACHABLE if "robots.txt is unreachable" in str(error) else Closed.ROBOTS
    kind = error.kind if isinstance(error, RefusedError) else ""
    if kind == "refused/challenge":
        return Closed.LOGIN if "(login)" in str(error) else Closed.CHALLENGE
    return Closed.THROTTLED if kind == "refused/throttled" else Closed.UNREACHABLE


def _only_a_login(response: TextResponse) -> bool:
    page = page_of(response)
    if not page.css('input[type="password"]'):
        return False
    words = " ".join(page.css("body *:not(script):not(style)::text").getall()).split()
    return len(words) < WORDS_OF_A_PAGE
