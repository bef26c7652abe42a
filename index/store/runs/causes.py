"""Causes of verdicts: a closed list, each with a sentence, and a cause found in a run with its figures."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any


class Cause(StrEnum):
    """Causes of a run's verdict. docs/verdicts.md explains each and says what to do."""

    # The site refuses access
    ROBOTS_UNREACHABLE = "robots_unreachable"
    ROBOTS_DISALLOW = "robots_disallow"
    CHALLENGE_PAGE = "challenge_page"
    LOGIN = "login"
    REFUSED = "refused"
    THROTTLED = "throttled"
    NO_ANSWER = "no_answer"
    HOSTS_CLOSED = "hosts_closed"

    # To be put right, here or there, before a crawl can begin
    CONTACT_MISSING = "contact_missing"
    ADDRESS_REFUSED = "address_refused"
    REDIRECT_LOOP = "redirect_loop"
    TOO_LARGE = "too_large"

    # Broken
    CANNOT_BEGIN = "cannot_begin"
    ENDED_EARLY = "ended_early"
    GOING_WRONG = "going_wrong"
    ARCHIVE_FAILED = "archive_failed"
    PAGE_GONE = "page_gone"
    ZERO_RESULTS = "zero_results"
    LAYOUT_CHANGED = "layout_changed"

    # Doubtful
    FIRST_RUN = "first_run"
    READING_CHANGED = "reading_changed"
    TOO_FEW = "too_few"
    COUNT_DROP = "count_drop"
    VANISHED = "vanished"
    RESPONSE_ERRORS = "response_errors"
    UNREADABLE = "unreadable"
    FILL_FLOOR = "fill_floor"
    FILL_DROP = "fill_drop"
    SAME_VALUE = "same_value"
    GARBLED_NAMES = "garbled_names"
    OUTSIDE_STATE = "outside_state"
    CONFLICTING_IDS = "conflicting_ids"

    # A limit of the source; the next run continues
    BUDGET_SPENT = "budget_spent"
    QUIET_HOURS = "quiet_hours"

    # Worth knowing; never holds a run
    PARTIAL = "partial"
    GAPS = "gaps"
    COUNT_RISE = "count_rise"
    TOO_MANY = "too_many"

    # What people and machines did
    ACCEPTED = "accepted"
    TURNED_DOWN = "turned_down"
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"
    PROCESS_DIED = "process_died"
    STOPPED = "stopped"
    NOTHING_DUE = "nothing_due"


SENTENCES: Mapping[Cause, str] = MappingProxyType(
    {
        Cause.ROBOTS_UNREACHABLE: "robots.txt could not be read, so nothing was asked for",
        Cause.ROBOTS_DISALLOW: "robots.txt does not allow {measured} of the addresses{about}",
        Cause.CHALLENGE_PAGE: "{measured} pages ask whether a person is there ({about})",
        Cause.LOGIN: "{measured} pages ask for a login",
        Cause.REFUSED: "the site refused {measured} requests (401, 403 or 451)",
        Cause.THROTTLED: "the site asked us to slow down{about}",
        Cause.NO_ANSWER: "{about}",
        Cause.HOSTS_CLOSED: "{measured} sites were closed to us ({about})",
        Cause.CONTACT_MISSING: "set PINPOINT_CRAWL_CONTACT, so that a site can write to us",
        Cause.ADDRESS_REFUSED: "{measured} requests to addresses that are not public were not sent",
        Cause.REDIRECT_LOOP: "the site redirected {measured} requests again and again, and never to a page",
        Cause.TOO_LARGE: "{measured} answers were larger than the limit (16 MiB, 64 KiB of headers)",
        Cause.CANNOT_BEGIN: "the crawl could not begin: {about}",
        Cause.ENDED_EARLY: "the crawl ended early: {about}",
        Cause.GOING_WRONG: "{about} ({measured}, at most {allowed}), so the crawl was ended and is incomplete",
        Cause.ARCHIVE_FAILED: "a page could not be archived: {about}; make room in the home folder, and crawl again",
        Cause.PAGE_GONE: "the address answers that it is gone, {measured} times (404 or 410)",
        Cause.ZERO_RESULTS: "no listing was found{about}",
        Cause.LAYOUT_CHANGED: "the pages look different: {about}",
        Cause.FIRST_RUN: "first run of this source: have a look",
        Cause.READING_CHANGED: "first run since the code or the source file changed: have a look",
        Cause.TOO_FEW: "{measured} listings, at least {allowed} expected",
        Cause.COUNT_DROP: "{measured} listings, {about} are usual and {allowed} the least",
        Cause.VANISHED: "{measured} listings of earlier runs were not found again (at most {allowed})",
        Cause.RESPONSE_ERRORS: "{measured} requests failed for good (at most {allowed})",
        Cause.UNREADABLE: "{about} rows or pages could not be read ({measured}, at most {allowed})",
        Cause.FILL_FLOOR: "{about} is filled in {measured} of the listings, at least {allowed} expected",
        Cause.FILL_DROP: "{about} is filled in {measured} of the listings, {allowed} was the least to expect",
        Cause.SAME_VALUE: "one {about} is in {measured} of the listings that have one (at most {allowed})",
        Cause.GARBLED_NAMES: "{measured} of the names are garbled, such as {about} (at most {allowed})",
        Cause.OUTSIDE_STATE: "{measured} of the coordinates lie away from their own address (at most {allowed})",
        Cause.CONFLICTING_IDS: "{measured} of the listings share an id with a different one (at most {allowed})",
        Cause.BUDGET_SPENT: "the source used its budget ({about}), so only a part was read; the next day continues",
        Cause.QUIET_HOURS: "the quiet hours of the source began, so only a part was read; it continues after them",
        Cause.PARTIAL: "only a part of the source was read, so no listing is marked as missing",
        Cause.GAPS: "{measured} pages were not read, so no listing is marked as missing",
        Cause.COUNT_RISE: "{measured} listings, {about} are usual",
        Cause.TOO_MANY: "{measured} listings, at most {allowed} expected",
        Cause.ACCEPTED: "accepted by {about}",
        Cause.TURNED_DOWN: "rejected by {about}",
        Cause.SUPERSEDED: "run {about} passed since",
        Cause.CANCELLED: "cancelled by {about}",
        Cause.PROCESS_DIED: "the crawl process died",
        Cause.STOPPED: "the process that ran the crawl was stopped; the next crawl continues where it ended",
        Cause.NOTHING_DUE: "no website was due, so nothing was read",
    }
)

_UNQUOTED: Mapping[Cause, str] = MappingProxyType({Cause.GARBLED_NAMES: "one that operators see"})
"""Causes whose subject is the name of somebody, with the words in its place."""

Figure = int | float | None
"""A count (int), a share between 0 and 1 (float), or None where nothing is measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCause:
    """A cause found in one run: the measured figure, the gate's limit, and the subject."""

    code: Cause
    measured: Figure = None
    allowed: Figure = None
    about: str = ""

    @property
    def sentence(self) -> str:
        """The cause in words, with its figures."""
        figures = {"measured": _shown(self.measured), "allowed": _shown(self.allowed), "about": self.about}
        return SENTENCES[self.code].format(**figures)

    @property
    def unquoted(self) -> "FoundCause":
        """The cause without the name that it may quote: for viewers, logs and alerts."""
        return replace(self, about=_UNQUOTED.get(self.code, self.about))

    def as_dict(self) -> dict[str, Any]:
        """Return code, about, measured, allowed and the sentence."""
        return asdict(self) | {"sentence": self.sentence}


def in_one_line(causes: Iterable[FoundCause]) -> str:
    """Return the sentences of some causes, joined by semicolons, without names: logs and doctor repeat them."""
    return "; ".join(cause.unquoted.sentence for cause in causes)


def to_text(causes: Iterable[FoundCause]) -> str:
    """Return causes as JSON, for the table `run`."""
    return json.dumps([cause.as_dict() for cause in causes], ensure_ascii=False)


def from_text(text: str) -> tuple[FoundCause, ...]:
    """Return the causes that `to_text` wrote."""
    return tuple(
        FoundCause(code=Cause(one["code"]), measured=one["measured"], allowed=one["allowed"], about=one["about"])
        for one in json.loads(text)
    )


def _shown(figure: Figure) -> str:
    return f"{figure:.1%}".replace(".0%", "%") if isinstance(figure, float) else str(figure)
