"""What the manners write into a run's ledger, in one place: the middlewares write it, the gates read it.

A run that the manners end early has one of `ENDINGS` as its finish reason; the stats beside it tell why. A spider
over many hosts (`many_hosts = True`) is not ended: only the host is closed, and counted under `HOST_CLOSED`.
"""

from collections.abc import Mapping
from typing import Any, Final

BLOCKED: Final = "blocked"
"""Finish reason: a bot challenge, a captcha or a login stood where a page was expected."""
THROTTLED: Final = "throttled"
"""Finish reason: the site asked us to come back later (429, or 503 with Retry-After)."""
UNREACHABLE: Final = "unreachable"
"""Finish reason: the site did not answer several times in a row."""
ENDINGS: Final = frozenset({BLOCKED, THROTTLED, UNREACHABLE})
"""Finish reasons that are a verdict by themselves, of the same name, however much was read before."""

ROBOTS_UNREACHABLE: Final = "manners/robots_unreachable"
"""How many hosts had no readable robots.txt, and so were not asked for anything."""
ROBOTS_FORBIDDEN: Final = "robotstxt/forbidden"
"""How many requests a robots.txt kept back; Scrapy's own name."""
ROBOTS_HTML: Final = "manners/robots_html"
"""How many hosts served a web page for a robots.txt."""
ROBOTS_CUT: Final = "manners/robots_cut"
"""How many hosts have a robots.txt longer than what is read of one."""
CLOSED_BY_DELAY: Final = "manners/closed_by_delay"
"""How many hosts asked for so long a delay that they were left alone."""
DELAY_UNREAD: Final = "manners/delay_unread"
"""How many hosts wrote a Crawl-delay or Request-rate that is none."""
REQUEST_RATE_HOURS: Final = "manners/request_rate_hours"
"""How many hosts wrote a Request-rate for some hours, which was kept all day."""
CRAWL_DELAY: Final = "manners/crawl_delay/"
"""Prefix: the seconds that a host asked for, where they are more than ours."""
CHALLENGE: Final = "manners/challenge/"
"""Prefix: how many pages were a challenge, by kind, such as `manners/challenge/cloudflare`."""
RETRY_AFTER: Final = "manners/retry_after_seconds"
"""The longest time that the source asked us to stay away; 0 where it named none."""
ADDRESS_REFUSED: Final = "manners/address_refused"
"""How many requests the address guard kept back; below it by reason, such as `manners/address_refused/loopback`."""
CONTACT_MISSING: Final = "manners/contact_missing"
"""How many requests were kept back because nobody wrote whom a site's owner can write to."""
REDIRECT_LOOP: Final = "manners/redirect_loop"
"""How many requests were sent on and on, until we gave up."""
TOO_LARGE: Final = "manners/too_large"
"""How many answers had more body or headers than we read."""
HOST_CLOSED: Final = "manners/host_closed/"
"""Prefix: how many hosts were closed for the rest of a run, by ending, such as `manners/host_closed/throttled`."""


def counted(stats: Mapping[str, Any], prefix: str) -> dict[str, int]:
    """Return what was counted under a prefix, by what follows it, such as {"cloudflare": 1}."""
    return {name.removeprefix(prefix): int(count) for name, count in stats.items() if name.startswith(prefix)}


def cause(ending: str, stats: Mapping[str, Any]) -> str:
    """Return in words for an operator why the manners ended a run."""
    if ending == BLOCKED:
        kinds = ", ".join(sorted(counted(stats, CHALLENGE))) or "of an unknown kind"
        return f"a challenge stood where a page was expected: {kinds}"
    if ending == THROTTLED:
        seconds = int(stats.get(RETRY_AFTER, 0))
        asked = f", and to stay away for {seconds} seconds" if seconds else ""
        return f"the site asked us to slow down{asked}"
    return "the site stopped answering"
