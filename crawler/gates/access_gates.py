"""Access gates: robots.txt, a challenge, a login, a refusal, a request to slow down, or no answer."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from crawler.archive.stat_names import NOT_ARCHIVED
from crawler.gates.judgment import Crawled, Judgment
from crawler.politeness import stat_names
from crawler.politeness.challenge import LOGIN
from index.store.runs.causes import Cause, FoundCause
from index.store.runs.runs import Verdict

_REFUSALS = (401, 403, 451)
_TOO_MANY_REQUESTS = 429
_BROKEN = (500, 502, 503, 504, 522, 524)

VERDICTS: Mapping[Cause, Verdict] = MappingProxyType(
    {
        Cause.CHALLENGE_PAGE: Verdict.BLOCKED,
        Cause.LOGIN: Verdict.BLOCKED,
        Cause.THROTTLED: Verdict.THROTTLED,
        Cause.ROBOTS_UNREACHABLE: Verdict.UNREACHABLE,
        Cause.ROBOTS_DISALLOW: Verdict.BLOCKED,
        Cause.REFUSED: Verdict.BLOCKED,
        Cause.CONTACT_MISSING: Verdict.REJECTED,
        Cause.ADDRESS_REFUSED: Verdict.REJECTED,
        Cause.REDIRECT_LOOP: Verdict.REJECTED,
        Cause.TOO_LARGE: Verdict.REJECTED,
        Cause.NO_ANSWER: Verdict.UNREACHABLE,
    }
)
"""The verdict for each cause; of several causes, the first of this order decides."""
ALWAYS_END = frozenset({Cause.CHALLENGE_PAGE, Cause.LOGIN, Cause.ROBOTS_UNREACHABLE})
"""Causes that decide a run however much it had read, unless the source has many hosts."""


def access_judgment(crawled: Crawled) -> Judgment | None:
    """Return the judgment of a run that was denied access; None if it could read."""
    found = _causes(crawled)
    if crawled.finish_reason in stat_names.ENDINGS:
        return Judgment(Verdict(crawled.finish_reason), tuple(found) or (_unnamed(crawled),))
    always = frozenset() if crawled.many_hosts else ALWAYS_END
    ending = [cause for cause in found if cause.code in always or not has_read(crawled)]
    return Judgment(VERDICTS[ending[0].code], tuple(ending)) if ending else None


def access_warnings(crawled: Crawled) -> Iterator[FoundCause]:
    """Yield the access causes of a run that could read all the same, as warnings."""
    yield from _causes(crawled)
    closed = stat_names.counted(crawled.stats, stat_names.HOST_CLOSED)
    if closed:
        about = ", ".join(f"{count} {ending}" for ending, count in sorted(closed.items()))
        yield FoundCause(code=Cause.HOSTS_CLOSED, measured=sum(closed.values()), about=about)


def has_read(crawled: Crawled) -> bool:
    """Return whether a run read anything: a listing or, if the source has many hosts, a page, listing or not."""
    return crawled.listings > 0 or (crawled.many_hosts and pages_read(crawled) > 0)


def pages_read(crawled: Crawled) -> int:
    """Return how many requests were answered with 200 or 304, not counting robots.txt."""
    return _answered(crawled, 200, 304)


def pages_gone(crawled: Crawled) -> int:
    """Return how many requests were answered with 404 or 410, not counting robots.txt."""
    return _answered(crawled, 404, 410)


def _causes(crawled: Crawled) -> list[FoundCause]:
    found = [cause for code in VERDICTS for cause in _GATES[code](crawled)]
    specific = [cause for cause in found if cause.code is not Cause.NO_ANSWER]
    return specific or found  # "no answer" says less than any cause that explains it


def _unnamed(crawled: Crawled) -> FoundCause:
    """Return the cause of a run that a politeness middleware ended without a stat that says why."""
    code = {
        stat_names.BLOCKED: Cause.CHALLENGE_PAGE,
        stat_names.THROTTLED: Cause.THROTTLED,
        stat_names.UNREACHABLE: Cause.NO_ANSWER,
    }[crawled.finish_reason]
    about = {Cause.CHALLENGE_PAGE: "of an unknown kind", Cause.NO_ANSWER: "the site stopped answering"}
    return FoundCause(code=code, measured=1, about=about.get(code, ""))


def _challenge(crawled: Crawled) -> Iterator[FoundCause]:
    kinds = {
        kind: met for kind, met in stat_names.counted(crawled.stats, stat_names.CHALLENGE).items() if kind != LOGIN
    }
    if kinds:
        yield FoundCause(code=Cause.CHALLENGE_PAGE, measured=sum(kinds.values()), about=", ".join(sorted(kinds)))


def _throttled(crawled: Crawled) -> Iterator[FoundCause]:
    met = _answered(crawled, _TOO_MANY_REQUESTS)
    if crawled.finish_reason == stat_names.THROTTLED or met:
        seconds = crawled.stat(stat_names.RETRY_AFTER)
        about = f", and to stay away for {seconds} seconds" if seconds else ""
        yield FoundCause(code=Cause.THROTTLED, measured=met, about=about)


def _refused(crawled: Crawled) -> Iterator[FoundCause]:
    if (met := _answered(crawled, *_REFUSALS)) > 0:
        yield FoundCause(code=Cause.REFUSED, measured=met)


def _unanswered(crawled: Crawled) -> bool:
    """Return whether a real request failed; a page missing from a replay's archive was never requested."""
    return crawled.stat("downloader/exception_count") > crawled.stat(NOT_ARCHIVED)


def _no_answer(crawled: Crawled) -> Iterator[FoundCause]:
    if crawled.finish_reason == stat_names.UNREACHABLE:
        yield FoundCause(code=Cause.NO_ANSWER, about="the site stopped answering")
    elif pages_read(crawled) or crawled.listings:
        return
    elif _unanswered(crawled):
        yield FoundCause(code=Cause.NO_ANSWER, about="no request was answered")
    elif _answered(crawled, *_BROKEN):
        yield FoundCause(code=Cause.NO_ANSWER, about="the site answers with nothing but its own errors")


def _disallowed(crawled: Crawled) -> Iterator[FoundCause]:
    slow = ": it asks for more than an hour between two requests" if crawled.stat(stat_names.CLOSED_BY_DELAY) else ""
    yield from (
        replace(one, about=slow) for one in _counted(Cause.ROBOTS_DISALLOW, stat_names.ROBOTS_FORBIDDEN)(crawled)
    )


def _counted(code: Cause, stat: str) -> Callable[[Crawled], Iterator[FoundCause]]:
    def met(crawled: Crawled) -> Iterator[FoundCause]:
        if count := crawled.stat(stat):
            yield FoundCause(code=code, measured=count)

    return met


def _answered(crawled: Crawled, *statuses: int) -> int:
    """Return how many requests got one of these statuses, not counting robots.txt."""
    all_of = crawled.stat(*(f"downloader/response_status_count/{status}" for status in statuses))
    return all_of - crawled.stat(*(f"robotstxt/response_status_count/{status}" for status in statuses))


_GATES: Mapping[Cause, Callable[[Crawled], Iterator[FoundCause]]] = MappingProxyType(
    {
        Cause.CHALLENGE_PAGE: _challenge,
        Cause.LOGIN: _counted(Cause.LOGIN, stat_names.CHALLENGE + LOGIN),
        Cause.THROTTLED: _throttled,
        Cause.ROBOTS_UNREACHABLE: _counted(Cause.ROBOTS_UNREACHABLE, stat_names.ROBOTS_UNREACHABLE),
        Cause.ROBOTS_DISALLOW: _disallowed,
        Cause.REFUSED: _refused,
        Cause.NO_ANSWER: _no_answer,
        Cause.CONTACT_MISSING: _counted(Cause.CONTACT_MISSING, stat_names.CONTACT_MISSING),
        Cause.ADDRESS_REFUSED: _counted(Cause.ADDRESS_REFUSED, stat_names.ADDRESS_REFUSED),
        Cause.REDIRECT_LOOP: _counted(Cause.REDIRECT_LOOP, stat_names.REDIRECT_LOOP),
        Cause.TOO_LARGE: _counted(Cause.TOO_LARGE, stat_names.TOO_LARGE),
    }
)
