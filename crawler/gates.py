"""Judges a collected run from its ledger row and its staged rows; Scrapy's own "finished" says little.

A crawl of a site that answered nothing but errors ends "finished" with exit code 0, so every verdict here
comes from what was read. Floors hold a run back for a person to look at; nothing is passed by default.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from crawler.manners import signs
from crawler.source import Gates
from index.store.runs import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawled:
    """What a run left behind, as the gates see it."""

    finish_reason: str
    stats: Mapping[str, Any]
    listings: int
    problems: int
    partial: bool
    earlier: Sequence[int]
    """Listings of the newest whole runs that passed, newest first."""
    vanished: int = 0
    """Listings of the source that this run did not find again."""


@dataclass(frozen=True, slots=True)
class Judgment:
    """A verdict and the causes that led to it, in words for the operator."""

    verdict: Verdict
    causes: tuple[str, ...] = ()

    @property
    def cause(self) -> str:
        """The causes in one line."""
        return "; ".join(self.causes)


ENDINGS_OF_A_SAMPLE = frozenset({"finished", "closespider_itemcount"})


def _status(code: int) -> str:
    return f"downloader/response_status_count/{code}"


CLOSED_DOORS = (
    (Verdict.BLOCKED, ("robotstxt/forbidden",), "robots.txt does not allow the start address"),
    (Verdict.BLOCKED, (_status(401), _status(403)), "the site refused our requests (401 or 403)"),
    (Verdict.THROTTLED, (_status(429),), "the site asked us to slow down (429)"),
    (
        Verdict.REJECTED,
        (signs.CONTACT_MISSING,),
        "set PINPOINT_CRAWL_CONTACT, so that a site can write to us",
    ),
    (Verdict.REJECTED, (signs.ADDRESS_REFUSED,), "the site's address, or one it sent us to, is not public"),
    (Verdict.REJECTED, (signs.REDIRECT_LOOP,), "the site sent us on and on, and never to a page"),
)
"""What a run without a single listing may have met: the verdict, the stats that tell, and the cause in words."""


def judge(gates: Gates, crawled: Crawled) -> Judgment:
    """Return the verdict on a run. Only `passed` and, by a person's word, `held` reach the listings."""
    return _closed_door(crawled) or _broken(crawled) or _doubtful(gates, crawled)


def _closed_door(crawled: Crawled) -> Judgment | None:
    if crawled.finish_reason in signs.ENDINGS:
        return Judgment(Verdict(crawled.finish_reason), (signs.cause(crawled.finish_reason, crawled.stats),))
    if crawled.stats.get(signs.ROBOTS_UNREACHABLE):
        return Judgment(Verdict.UNREACHABLE, ("robots.txt could not be read, so nothing was asked for",))
    if crawled.listings:
        return None
    for verdict, stats, cause in CLOSED_DOORS:
        if any(crawled.stats.get(stat) for stat in stats):
            return Judgment(verdict, (cause,))
    if crawled.stats.get("downloader/exception_count") and not crawled.stats.get(_status(200)):
        return Judgment(Verdict.UNREACHABLE, ("no request was answered",))
    return None


def _broken(crawled: Crawled) -> Judgment | None:
    expected = ENDINGS_OF_A_SAMPLE if crawled.partial else {"finished"}
    if crawled.finish_reason not in expected:
        return Judgment(Verdict.REJECTED, (f"the crawl ended early: {crawled.finish_reason or 'no reason given'}",))
    if not crawled.listings:
        return Judgment(Verdict.REJECTED, ("no listing was found",))
    return None


def _doubtful(gates: Gates, crawled: Crawled) -> Judgment:
    causes = list(_failures(gates, crawled))
    if not crawled.partial:
        causes += _drops(gates, crawled)
    return Judgment(Verdict.HELD, tuple(causes)) if causes else Judgment(Verdict.PASSED)


def _failures(gates: Gates, crawled: Crawled) -> Sequence[str]:
    causes = []
    failed = int(crawled.stats.get("retry/max_reached", 0)) + int(crawled.stats.get("spider_exceptions/count", 0))
    if failed:
        causes.append(f"{failed} requests failed for good")
    share = crawled.problems / (crawled.problems + crawled.listings)
    if share > gates.problem_share:
        causes.append(
            f"{crawled.problems} rows or pages could not be read ({share:.0%}, at most {gates.problem_share:.0%})"
        )
    return causes


def _drops(gates: Gates, crawled: Crawled) -> Sequence[str]:
    causes = []
    if crawled.listings < gates.minimum_listings:
        causes.append(f"{crawled.listings} listings, at least {gates.minimum_listings} expected")
    if not crawled.earlier:
        return [*causes, "first run of this source: have a look"]
    usual = median(crawled.earlier)
    if crawled.listings < gates.count_floor * usual:
        causes.append(f"{crawled.listings} listings, {usual:.0f} are usual")
    if crawled.vanished > max(10, gates.vanished_share * usual):
        causes.append(f"{crawled.vanished} listings of earlier runs were not found again")
    return causes
