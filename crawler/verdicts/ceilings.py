"""What is told of a run and holds nothing back: more than is usual, and small blemishes that the floors allow."""

from collections.abc import Iterator

from crawler.source import Gates
from crawler.verdicts.closed_doors import passed_by
from crawler.verdicts.floors import usual_count
from crawler.verdicts.gaps import gaps
from crawler.verdicts.judgment import Crawled
from index.store.causes import Cause, FoundCause


def warnings(gates: Gates, crawled: Crawled) -> Iterator[FoundCause]:
    """Yield what an operator should know of a run that may pass."""
    if crawled.partial:
        yield FoundCause(code=Cause.PARTIAL)
    else:
        yield from _rises(gates, crawled)
    yield from passed_by(crawled)
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
