"""Quality gates of a run.

Floors hold a run for a person: too few listings, too many unreadable ones, or values that cannot be right, such as a
coordinate outside the bounds of its state. Ceilings only warn.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from statistics import median
from typing import Any

from crawler.gates.access_gates import access_warnings, pages_read
from crawler.gates.gaps import gaps
from crawler.gates.judgment import Crawled
from crawler.gates.measuring import FIELDS
from crawler.sources.definition import Gates
from index.store.runs.causes import Cause, FoundCause

UNREADABLE = ("problem/row/", "problem/page/")  # other problems, such as a bad block on a good page, lose nothing
FEWEST = 10
"""Up to this many listings may vanish or share a value in any source: in a small one, a share means little."""
PAGES_WITH_LISTINGS = "page/with_listings"
PAGES = "page/read"
KNOWN_NAMES = "page/known_names"
"""Stat of a run whose first pages had no listing: how many names earlier runs read; 0 where too many to compare."""
NAMES_ON_PAGE = "page/names_seen"
"""Stat of such a run: how many of these names the page with most of them has."""
LOST_PAGES = 0.5
"""A share of pages with listings below this part of the usual share means that the layout changed."""
NEW_KIND_SHARE = 0.05
"""A new kind of problem in more than this share of the rows means that the layout changed."""

Look = Callable[[Gates, Crawled], Iterator[FoundCause]]


def doubts(gates: Gates, crawled: Crawled) -> Iterator[FoundCause]:
    """Yield every cause that holds a run; a partial run is not compared with the counts of whole ones."""
    for look in (*ANY_RUN, *(() if crawled.partial else WHOLE_RUN)):
        yield from look(gates, crawled)


def usual_count(crawled: Crawled) -> float:
    """Return the median count of listings in the earlier runs; 0.0 if there are none."""
    return median([earlier.listings for earlier in crawled.earlier]) if crawled.earlier else 0.0


def unreadable(crawled: Crawled) -> int:
    """Return the number of rows and pages that could not be read."""
    return sum(int(count) for name, count in crawled.stats.items() if name.startswith(UNREADABLE))


def _not_looked_at(_: Gates, crawled: Crawled) -> Iterator[FoundCause]:
    if crawled.first:
        yield FoundCause(code=Cause.FIRST_RUN)
    elif not crawled.looked_at:
        yield FoundCause(code=Cause.READING_CHANGED)


def _few(gates: Gates, crawled: Crawled) -> Iterator[FoundCause]:
    if crawled.listings < gates.minimum_listings:
        yield FoundCause(code=Cause.TOO_FEW, measured=crawled.listings, allowed=gates.minimum_listings)


def _drop(gates: Gates, crawled: Crawled) -> Iterator[FoundCause]:
    usual = usual_count(crawled)
    least = round(gates.count_floor * usual)
    if crawled.listings < gates.count_floor * usual:
        yield FoundCause(code=Cause.COUNT_DROP, measured=crawled.listings, allowed=least, about=f"{usual:.0f}")


def _vanished(gates: Gates, crawled: Crawled) -> Iterator[FoundCause]:
    known = crawled.listings + crawled.vanished if crawled.many_hosts else usual_count(crawled)
    allowed = max(FEWEST, int(gates.vanished_share * known))
    if known and crawled.vanished > allowed:
        yield FoundCause(code=Cause.VANISHED, measured=crawled.vanished, allowed=allowed)


def _failed(gates: Gates, crawled: Crawled) -> Iterator[FoundCause]:
    allowed = int(gates.failed_share * (pages_read(crawled) + crawled.failed))
    if crawled.failed > allowed and not crawled.many_hosts:  # of many hosts, some are always down
        yield FoundCause(code=Cause.RESPONSE_ERRORS, measured=crawled.failed, allowed=allowed)


def _unreadable(gates: Gates, crawled: Crawled) -> Iterator[FoundCause]:
    lost = unreadable(crawled)
    if lost and (share := lost / (lost + crawled.listings)) > gates.problem_share:
        yield FoundCause(code=Cause.UNREADABLE, measured=share, allowed=gates.problem_share, about=str(lost))


def _layout(_: Gates, crawled: Crawled) -> Iterator[FoundCause]:
    usual = _median(_page_share(earlier.stats) for earlier in crawled.earlier)
    share = _page_share(crawled.stats)
    if usual and share is not None and share < LOST_PAGES * usual:
        about = f"{share:.0%} of the pages have listings, {usual:.0%} are usual"
        yield FoundCause(code=Cause.LAYOUT_CHANGED, measured=share, allowed=LOST_PAGES * usual, about=about)
    known = {name for earlier in crawled.earlier for name in earlier.stats}
    for name, count in crawled.stats.items():
        new = bool(crawled.earlier) and name.startswith(UNREADABLE) and name not in known
        if new and (met := int(count) / (crawled.listings + int(count))) > NEW_KIND_SHARE:
            about = f"{name.removeprefix('problem/')} was never met before"
            yield FoundCause(code=Cause.LAYOUT_CHANGED, measured=met, allowed=NEW_KIND_SHARE, about=about)


def _fill_floors(gates: Gates, crawled: Crawled) -> Iterator[FoundCause]:
    for name, least in gates.fill_rate.items():
        if (rate := crawled.measured.fill_rate(name)) < least:
            yield FoundCause(code=Cause.FILL_FLOOR, measured=rate, allowed=least, about=name)


def _fill_drops(gates: Gates, crawled: Crawled) -> Iterator[FoundCause]:
    for name in FIELDS:
        usual = _median(earlier.fill_rate(name) for earlier in crawled.earlier)
        least = usual - gates.fill_drop
        if usual and (rate := crawled.measured.fill_rate(name)) < least:
            yield FoundCause(code=Cause.FILL_DROP, measured=rate, allowed=least, about=name)


def _stamped(gates: Gates, crawled: Crawled) -> Iterator[FoundCause]:
    allowed = {
        "phone": gates.same_phone_share,
        "website": gates.same_website_share,
        "address": gates.same_address_share,
    }
    for name, most in crawled.measured.most.items():
        if most.count > FEWEST and most.share > allowed[name]:
            yield FoundCause(code=Cause.SAME_VALUE, measured=most.share, allowed=allowed[name], about=name)


def _garbled(gates: Gates, crawled: Crawled) -> Iterator[FoundCause]:
    measured = crawled.measured
    if (share := measured.garbled_share) > gates.garbled_share:
        about, allowed = repr(measured.garbled_name), gates.garbled_share
        yield FoundCause(code=Cause.GARBLED_NAMES, measured=share, allowed=allowed, about=about)


def _outside(gates: Gates, crawled: Crawled) -> Iterator[FoundCause]:
    if (share := crawled.measured.outside_share) > gates.outside_state_share:
        yield FoundCause(code=Cause.OUTSIDE_STATE, measured=share, allowed=gates.outside_state_share)


def _conflicting(gates: Gates, crawled: Crawled) -> Iterator[FoundCause]:
    met = crawled.stat("listing/conflicting")
    if met and (share := met / (met + crawled.listings)) > gates.conflicting_share:
        yield FoundCause(code=Cause.CONFLICTING_IDS, measured=share, allowed=gates.conflicting_share)


def _page_share(stats: Mapping[str, Any]) -> float | None:
    """Return the share of the pages read that have listings; None if no pages were counted."""
    return int(stats.get(PAGES_WITH_LISTINGS, 0)) / int(stats[PAGES]) if stats.get(PAGES) else None


def _median(values: Iterable[float | None]) -> float:
    """Return the median of the known values; 0.0 if there are none."""
    known = [value for value in values if value is not None]
    return median(known) if known else 0.0


ANY_RUN: tuple[Look, ...] = (
    _not_looked_at, _vanished, _failed, _unreadable, _fill_floors, _stamped, _garbled, _outside, _conflicting
)  # fmt: skip
WHOLE_RUN: tuple[Look, ...] = (_few, _drop, _layout, _fill_drops)


def warnings(gates: Gates, crawled: Crawled) -> Iterator[FoundCause]:
    """Yield the warnings of a run that may pass."""
    if crawled.limit:
        yield crawled.limit
    elif crawled.partial:
        yield FoundCause(code=Cause.PARTIAL)
    else:
        yield from _rises(gates, crawled)
    yield from access_warnings(crawled)
    yield from _blemishes(gates, crawled)


def _rises(gates: Gates, crawled: Crawled) -> Iterator[FoundCause]:
    usual = usual_count(crawled)
    if usual and crawled.listings > gates.count_ceiling * usual:
        most = round(gates.count_ceiling * usual)
        yield FoundCause(code=Cause.COUNT_RISE, measured=crawled.listings, allowed=most, about=f"{usual:.0f}")
    if gates.maximum_listings and crawled.listings > gates.maximum_listings:
        yield FoundCause(code=Cause.TOO_MANY, measured=crawled.listings, allowed=gates.maximum_listings)


def _blemishes(gates: Gates, crawled: Crawled) -> Iterator[FoundCause]:
    share = crawled.measured.garbled_share
    if 0 < share <= gates.garbled_share:
        about = repr(crawled.measured.garbled_name)
        yield FoundCause(code=Cause.GARBLED_NAMES, measured=share, allowed=gates.garbled_share, about=about)
    if missed := gaps(crawled.stats):
        yield FoundCause(code=Cause.GAPS, measured=missed)
