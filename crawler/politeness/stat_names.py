"""Stat names and finish reasons of the politeness middlewares, which write them to a run's ledger for the gates.

A run that such a middleware ends early has one of `ENDINGS` as its finish reason, and the stats say why. A spider
with many hosts (`many_hosts = True`) goes on: only the host is closed, and counted under `HOST_CLOSED`.
"""

from collections.abc import Mapping
from typing import Any, Final

BLOCKED: Final = "blocked"
"""Finish reason: the site served a bot challenge, a captcha or a login in place of a page."""
THROTTLED: Final = "throttled"
"""Finish reason: the site asked us to come back later (429, or 503 with Retry-After)."""
UNREACHABLE: Final = "unreachable"
"""Finish reason: the site failed to answer several times in a row."""
ENDINGS: Final = frozenset({BLOCKED, THROTTLED, UNREACHABLE})
"""Finish reasons that give the verdict of the same name, however much was read before."""

ROBOTS_UNREACHABLE: Final = "manners/robots_unreachable"
"""Hosts without a readable robots.txt, from which nothing was requested."""
ROBOTS_FORBIDDEN: Final = "robotstxt/forbidden"
"""Requests that a robots.txt forbids; Scrapy's own name."""
ROBOTS_HTML: Final = "manners/robots_html"
"""Hosts that served a web page as robots.txt."""
ROBOTS_CUT: Final = "manners/robots_cut"
"""Hosts whose robots.txt is longer than the part that is read."""
CLOSED_BY_DELAY: Final = "manners/closed_by_delay"
"""Hosts that asked for so long a delay that nothing was requested from them."""
DELAY_UNREAD: Final = "manners/delay_unread"
"""Hosts with a Crawl-delay or Request-rate that is not valid."""
REQUEST_RATE_HOURS: Final = "manners/request_rate_hours"
"""Hosts with a Request-rate for some hours of the day, which was applied all day."""
CRAWL_DELAY: Final = "manners/crawl_delay/"
"""Prefix: the delay in seconds that a host asked for, if it is longer than ours."""
CHALLENGE: Final = "manners/challenge/"
"""Prefix: challenge pages by kind, such as `manners/challenge/cloudflare`."""
RETRY_AFTER: Final = "manners/retry_after_seconds"
"""The longest wait, in seconds, that the source asked for; 0 if it named none."""
ADDRESS_REFUSED: Final = "manners/address_refused"
"""Requests that the address guard refused; also by reason, such as `manners/address_refused/loopback`."""
CONTACT_MISSING: Final = "manners/contact_missing"
"""Requests that were held back because no contact is set."""
REDIRECT_LOOP: Final = "manners/redirect_loop"
"""Requests that were redirected more often than the limit."""
TOO_LARGE: Final = "manners/too_large"
"""Responses whose body or headers exceed our limit."""
HOST_CLOSED: Final = "manners/host_closed/"
"""Prefix: hosts closed for the rest of a run, by ending, such as `manners/host_closed/throttled`."""

SENT: Final = "manners/requests_sent"
"""Requests that went out, robots.txt and retries included; archived pages cost none."""
RECEIVED: Final = "manners/bytes_received"
"""Bytes of the responses to them, as received: compressed, without headers."""
BUDGET: Final = "manners/budget_spent"
"""The limit of the day that the source reached, in words."""


def counted(stats: Mapping[str, Any], prefix: str) -> dict[str, int]:
    """Return the counts under a prefix, by the rest of the name, such as {"cloudflare": 1}."""
    return {name.removeprefix(prefix): int(count) for name, count in stats.items() if name.startswith(prefix)}


def cause(ending: str, stats: Mapping[str, Any]) -> str:
    """Return, in words for an operator, why a politeness middleware ended a run."""
    if ending == BLOCKED:
        kinds = ", ".join(sorted(counted(stats, CHALLENGE))) or "of an unknown kind"
        return f"a challenge came in place of a page: {kinds}"
    if ending == THROTTLED:
        seconds = int(stats.get(RETRY_AFTER, 0))
        asked = f", and to stay away for {seconds} seconds" if seconds else ""
        return f"the site asked us to slow down{asked}"
    return "the site stopped answering"
