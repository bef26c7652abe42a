"""The advice to each cause of a verdict, in the words of docs/verdicts.md; a test compares the two."""

from collections.abc import Mapping
from types import MappingProxyType

from index.store.runs.causes import Cause

ADVICE: Mapping[Cause, str] = MappingProxyType(
    {
        Cause.ROBOTS_UNREACHABLE: "wait; look at robots.txt in a browser",
        Cause.ROBOTS_DISALLOW: "`pinpoint robots` names the line; ask the publisher",
        Cause.CHALLENGE_PAGE: "never work around it; ask the publisher",
        Cause.LOGIN: "the list is not public; disable the source",
        Cause.REFUSED: "ask the publisher",
        Cause.THROTTLED: "a longer `delay_seconds`",
        Cause.NO_ANSWER: "check the address and our own network",
        Cause.HOSTS_CLOSED: "nothing; they are tried again with the next run",
        Cause.CONTACT_MISSING: "set `PINPOINT_CRAWL_CONTACT`",
        Cause.ADDRESS_REFUSED: "check `url`; a public site has no business there",
        Cause.REDIRECT_LOOP: "look at `url` in a browser",
        Cause.TOO_LARGE: "check `url`; no directory needs that",
        Cause.CANNOT_BEGIN: "correct the file or the source file, then `pinpoint crawl SOURCE`",
        Cause.ENDED_EARLY: "see the named reason; raise the limit if the source has grown",
        Cause.GOING_WRONG: "look at a page; raise the `early_end_…` gate if this is how the source is",
        Cause.ARCHIVE_FAILED: "make room in the home folder; the next crawl continues from what was archived",
        Cause.PAGE_GONE: "look for the list's or file's new address on the site; correct `url` or `fetch`",
        Cause.ZERO_RESULTS: "alone: the list is empty, or elsewhere. With `layout_changed`: the pages were there",
        Cause.LAYOUT_CHANGED: "open a page; correct the selectors or the platform",
        Cause.FIRST_RUN: "compare ten listings with the site's own pages",
        Cause.READING_CHANGED: "`diff`: was every change meant?",
        Cause.TOO_FEW: "is the list whole? if it shrank for good, lower the gate",
        Cause.COUNT_DROP: "page by page: where does the crawl stop?",
        Cause.VANISHED: "many: did the site change its ids? `diff` shows both halves",
        Cause.RESPONSE_ERRORS: "crawl again at another hour",
        Cause.UNREADABLE: "the problems of `runs show` name them",
        Cause.FILL_FLOOR: "is the field still on the page, under another name? see the unread fields of `runs show`",
        Cause.FILL_DROP: "is the field still on the page, under another name? see the unread fields of `runs show`",
        Cause.SAME_VALUE: "the site's own number, or a footer read as an entry",
        Cause.GARBLED_NAMES: "correct the encoding; never approve",
        Cause.OUTSIDE_STATE: "swapped or shifted columns",
        Cause.CONFLICTING_IDS: "the field is not an id; choose another",
        Cause.BUDGET_SPENT: "day after day: a larger `requests_per_day`, or the rest of the list is never read",
        Cause.QUIET_HOURS: "nothing; often: begin earlier (`schedule.at`)",
    }
)
"""Cause → what to do. Warnings, and what people and machines did, need no advice."""
