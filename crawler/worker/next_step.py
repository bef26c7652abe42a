"""The next step for a source, as one sentence with the command to give."""

from collections.abc import Mapping

from crawler.worker.source_status import Due, SourceStatus
from index.store.runs.causes import Cause
from index.store.runs.runs import RunRow, Verdict

_BY_CAUSE: Mapping[Cause, str] = {
    Cause.ROBOTS_DISALLOW: "`pinpoint sources disable {source} --note TEXT`, or ask the publisher",
    Cause.CHALLENGE_PAGE: "`pinpoint sources disable {source} --note TEXT`, or ask the publisher",
    Cause.LOGIN: "`pinpoint sources disable {source} --note TEXT`: the list is not public",
    Cause.REFUSED: "`pinpoint sources disable {source} --note TEXT`, or ask the publisher",
    Cause.CONTACT_MISSING: "set PINPOINT_CRAWL_CONTACT, then `pinpoint crawl {source}`",
    Cause.ADDRESS_REFUSED: "correct `url` in the source file, then `pinpoint sources check {source}`",
    Cause.REDIRECT_LOOP: "correct `url` in the source file, then `pinpoint sources check {source}`",
    Cause.TOO_LARGE: "correct `url` in the source file, then `pinpoint sources check {source}`",
    Cause.CANNOT_BEGIN: "correct what the cause names, then `pinpoint crawl {source}`",
    Cause.ARCHIVE_FAILED: "make room in the home folder, then `pinpoint crawl {source}`",
    Cause.ENDED_EARLY: "`pinpoint logs {run} --level WARNING` shows what the crawl met",
    Cause.GOING_WRONG: "look at the page; `pinpoint logs {run} --level WARNING` shows what failed",
    Cause.ZERO_RESULTS: "look at the page; if the list moved, correct the source file, then `pinpoint crawl {source}`",
    Cause.LAYOUT_CHANGED: "look at the page, correct the selectors, then `pinpoint replay {run}`",
    Cause.PROCESS_DIED: "`pinpoint logs {run}` shows how it ended",
}
"""Cause → what to do next, with the command; of several causes the first that is here decides."""


def next_step(status: SourceStatus, last: RunRow | None) -> str:
    """Return the next step for a person; "" where the worker goes on by itself."""
    if status.held_run and status.due is not Due.UNDER_WAY:
        return f"`pinpoint diff {status.held_run}`, then `pinpoint approve {status.held_run} --reason TEXT`, or reject"
    if step := _BY_STATE.get(status.due):
        return step.format(source=status.row.id, newest=status.newest.id if status.newest else "")
    return _by_verdict(status, last)


_BY_STATE: Mapping[Due, str] = {
    Due.UNDER_WAY: "`pinpoint logs {newest} --follow` shows the run that is under way",
    Due.FROZEN: "`pinpoint unfreeze`, once what it was frozen for is settled",
    Due.DISABLED: "`pinpoint sources show {source}` says why it is disabled; after reading its terms: `sources enable`",
    Due.PAUSED: "`pinpoint sources resume {source}`, once what it was paused for is settled",
}


def _by_verdict(status: SourceStatus, last: RunRow | None) -> str:
    source = status.row.id
    if last is None:
        return f"`pinpoint crawl {source}` reads it for the first time"
    if last.verdict is Verdict.PASSED:
        return ""
    for cause in last.causes:
        if cause.code in _BY_CAUSE:
            return _BY_CAUSE[cause.code].format(source=source, run=last.id)
    return "" if status.next_due else f"`pinpoint crawl {source}` reads it again"
