"""Figures of two runs of a source that differ: counts, fill rates, problems, answers, robots.txt, redirects, layout."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from crawler.gates.measuring import FIELDS, STAMPED, Measured
from crawler.gates.quality_gates import PAGES, PAGES_WITH_LISTINGS
from crawler.politeness import stat_names
from index.store.runs.runs import RunRow

ANSWERS = "downloader/response_status_count/"
PROBLEMS = "problem/"
REDIRECTS = frozenset({"301", "302", "303", "307", "308"})
LEAST = 0.01
"""Shares that differ by less are the same: a hundredth of the listings comes and goes in any week."""
COUNTS: Mapping[str, str] = {
    "requests": "downloader/request_count",
    "pages read": PAGES,
    "requests failed for good": "retry/max_reached",
    "robots.txt forbids": stat_names.ROBOTS_FORBIDDEN,
    "robots.txt unreachable": stat_names.ROBOTS_UNREACHABLE,
    "redirected without end": stat_names.REDIRECT_LOOP,
    "too large": stat_names.TOO_LARGE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One figure in the last good run and in the newest one, as shown."""

    what: str
    before: str
    now: str


def differences(good: RunRow, last: RunRow) -> Iterator[Difference]:
    """Yield each figure that differs, the listings first; without measures of a run, those are left out."""
    if last.measured and good.measured:
        yield from _measures(Measured.of(good.measured), Measured.of(last.measured))
    before, now = _counts(good.stats), _counts(last.stats)
    for what in dict.fromkeys((*before, *now)):
        if before.get(what, 0) != now.get(what, 0):
            yield Difference(what=what, before=f"{before.get(what, 0):,}", now=f"{now.get(what, 0):,}")
    yield from _shares("pages with listings", _page_share(good.stats), _page_share(last.stats))


def _measures(good: Measured, last: Measured) -> Iterator[Difference]:
    if good.count != last.count:
        yield Difference(what="listings", before=f"{good.count:,}", now=f"{last.count:,}")
    if not (good.listings and last.listings):  # without listings every share is 0
        return
    for name in FIELDS:
        yield from _shares(f"filled: {name}", good.fill_rate(name), last.fill_rate(name))
    for name in STAMPED:
        before, now = (run.most[name].share if name in run.most else 0.0 for run in (good, last))
        yield from _shares(f"have the same {name}", before, now)
    yield from _shares("garbled names", good.garbled_share, last.garbled_share)


def _shares(what: str, before: float, now: float) -> Iterator[Difference]:
    if abs(before - now) >= LEAST:
        yield Difference(what=what, before=f"{before:.0%}", now=f"{now:.0%}")


def _counts(stats: Mapping[str, Any]) -> dict[str, int]:
    """Return the counts of a run in words: those of COUNTS, then answers by status, redirects, problems, challenges."""
    answers = {
        f"answers {status}": count for status, count in _below(stats, ANSWERS).items() if status not in REDIRECTS
    }
    redirects = sum(count for status, count in _below(stats, ANSWERS).items() if status in REDIRECTS)
    problems = {f"problem {kind}": count for kind, count in sorted(_below(stats, PROBLEMS).items())}
    challenges = {f"challenge {kind}": count for kind, count in _below(stats, stat_names.CHALLENGE).items()}
    named = {what: int(stats.get(stat) or 0) for what, stat in COUNTS.items()}
    return named | dict(sorted(answers.items())) | {"redirects": redirects} | challenges | problems


def _below(stats: Mapping[str, Any], prefix: str) -> dict[str, int]:
    return stat_names.counted(stats, prefix)


def _page_share(stats: Mapping[str, Any]) -> float:
    pages = int(stats.get(PAGES) or 0)
    return int(stats.get(PAGES_WITH_LISTINGS) or 0) / pages if pages else 0.0
