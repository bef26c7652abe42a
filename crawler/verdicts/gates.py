"""Judges a collected run from its ledger row and its staged rows; Scrapy's own "finished" says little.

A crawl of a site that answered nothing but errors ends "finished" with exit code 0, so every verdict here comes from
what was read. Floors hold a run back for a person to look at, ceilings are told; nothing is passed by default.
"""

from crawler.archive import signs
from crawler.source import Gates
from crawler.verdicts.ceilings import warnings
from crawler.verdicts.closed_doors import closed_door, has_read, pages_read
from crawler.verdicts.floors import doubts
from crawler.verdicts.judgment import Crawled, Judgment
from index.store.causes import Cause, FoundCause
from index.store.runs import Verdict

WHOLE = frozenset({"finished"})
SAMPLE = frozenset({"finished", "closespider_itemcount"})
NOTHING_DUE = "clinic_sites/nothing_due"
"""The statistic of a run over practices' websites for which none was due: it had nothing to read, and that is well."""


def judge(gates: Gates, crawled: Crawled) -> Judgment:
    """Return the verdict on a run. Only `passed` and, by a person's word, `held` reach the listings."""
    if crawled.stat(NOTHING_DUE):
        return Judgment(Verdict.CANCELLED, (FoundCause(code=Cause.NOTHING_DUE),))
    return _not_archived(crawled) or closed_door(crawled) or _broken(crawled) or _doubtful(gates, crawled)


def _not_archived(crawled: Crawled) -> Judgment | None:
    """Tell a full disk before anything else: what could not be archived was not read, robots.txt included."""
    if crawled.finish_reason != signs.FAILED:
        return None
    about = str(crawled.stats.get(signs.ERROR, ""))
    return Judgment(Verdict.REJECTED, (FoundCause(code=Cause.ARCHIVE_FAILED, about=about),))


def _broken(crawled: Crawled) -> Judgment | None:
    if crawled.finish_reason not in (SAMPLE if crawled.partial else WHOLE):
        about = crawled.finish_reason or "no reason given"
        return Judgment(Verdict.REJECTED, (FoundCause(code=Cause.ENDED_EARLY, about=about),))
    if has_read(crawled):
        return None
    causes = [FoundCause(code=Cause.ZERO_RESULTS, measured=0)]
    if pages := pages_read(crawled):
        causes.append(
            FoundCause(code=Cause.LAYOUT_CHANGED, measured=0, about=f"{pages} were read, and none has a listing")
        )
    return Judgment(Verdict.REJECTED, tuple(causes))


def _doubtful(gates: Gates, crawled: Crawled) -> Judgment:
    causes = tuple(doubts(gates, crawled))
    return Judgment(Verdict.HELD if causes else Verdict.PASSED, causes, tuple(warnings(gates, crawled)))
