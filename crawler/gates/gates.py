"""The judgment of a collected run, from its ledger row, its staged rows and the runs before it.

Scrapy's finish reason is not enough: a crawl of a site that answers with errors alone ends "finished" with exit code
0. So each verdict comes from what was read. Floors hold a run for a person, ceilings only warn.
"""

from collections.abc import Iterator

from sqlalchemy import Connection

from crawler.archive import stat_names
from crawler.archive.resume import AT_A_LIMIT, WENT_WRONG
from crawler.gates import early_end
from crawler.gates.access_gates import access_judgment, has_read, pages_gone, pages_read
from crawler.gates.judgment import Crawled, Earlier, Judgment
from crawler.gates.measuring import Measured, measure
from crawler.gates.quality_gates import KNOWN_NAMES, NAMES_ON_PAGE, doubts, warnings
from crawler.platforms import PLATFORMS, spider_class
from crawler.sources.definition import Gates, SourceDefinition
from index.places.gazetteer import Bounds, Gazetteer, open_gazetteer
from index.records import PracticeLocation
from index.store import site_visits
from index.store.listings import listings, missing_listings, register_entries
from index.store.runs import run_judgments, runs, staging
from index.store.runs.causes import Cause, FoundCause
from index.store.runs.runs import RunRow, Verdict

WHOLE = frozenset({"finished"})
SAMPLE = frozenset({"finished", "closespider_itemcount"}) | AT_A_LIMIT
NAMES_OF_A_LIST = 2
"""A page with this many known names is a list of them; one name may be the page's owner."""
NOTHING_DUE = "clinic_sites/nothing_due"
"""Stat of a run over practices' websites when none was due: it had nothing to read, which is no fault."""


def judge(gates: Gates, crawled: Crawled) -> Judgment:
    """Return the judgment of a run. Only `passed` and, if a person approves it, `held` change the listings."""
    if crawled.stat(NOTHING_DUE):
        return Judgment(Verdict.CANCELLED, (FoundCause(code=Cause.NOTHING_DUE),))
    if crawled.limit and not has_read(crawled):
        return Judgment(Verdict.CANCELLED, (crawled.limit,))
    if crawled.finish_reason == WENT_WRONG:
        return _went_wrong(crawled)
    return _not_archived(crawled) or access_judgment(crawled) or _broken(crawled) or _doubtful(gates, crawled)


def _went_wrong(crawled: Crawled) -> Judgment:
    """Reject a run that was ended because it went wrong; where the site denied access, that is the verdict."""
    saved = crawled.stat(early_end.SAVED)
    found = FoundCause(
        code=Cause.GOING_WRONG,
        measured=float(crawled.stats.get(early_end.MEASURED, 0.0)),
        allowed=float(crawled.stats.get(early_end.ALLOWED, 0.0)),
        about=f"{crawled.stats.get(early_end.ABOUT, '')}; {saved} more were not sent",
    )
    denied = access_judgment(crawled)
    return Judgment(denied.verdict, (*denied.causes, found)) if denied else Judgment(Verdict.REJECTED, (found,))


def _not_archived(crawled: Crawled) -> Judgment | None:
    """Reject a run that could not be archived; checked first, because such a run looks as if the site had failed."""
    if crawled.finish_reason != stat_names.FAILED:
        return None
    about = str(crawled.stats.get(stat_names.ERROR, ""))
    return Judgment(Verdict.REJECTED, (FoundCause(code=Cause.ARCHIVE_FAILED, about=about),))


def _broken(crawled: Crawled) -> Judgment | None:
    if crawled.finish_reason not in (SAMPLE if crawled.partial else WHOLE):
        about = crawled.finish_reason or "no reason given"
        return Judgment(Verdict.REJECTED, (FoundCause(code=Cause.ENDED_EARLY, about=about),))
    if has_read(crawled):
        return None
    return Judgment(Verdict.REJECTED, tuple(_why_nothing(crawled)))


def _why_nothing(crawled: Crawled) -> Iterator[FoundCause]:
    """Yield the causes of a run without listings: its address is gone, its list is empty, or its layout changed.

    Pages that still name people of earlier runs have another layout; pages that name none of them lists nobody. Both
    are possible where nobody is known, or too many to compare.
    """
    pages, known, seen = pages_read(crawled), crawled.stat(KNOWN_NAMES), crawled.stat(NAMES_ON_PAGE)
    if not pages and (gone := pages_gone(crawled)):
        yield FoundCause(code=Cause.PAGE_GONE, measured=gone)
    names_nobody = known > 0 and seen < min(known, NAMES_OF_A_LIST)
    about = f", and no page names anybody of {known} who were listed before" if pages and names_nobody else ""
    yield FoundCause(code=Cause.ZERO_RESULTS, measured=0, about=about)
    if pages and not names_nobody:
        still = f", though they name {seen} of the {known} people listed before" if known else ""
        yield FoundCause(
            code=Cause.LAYOUT_CHANGED, measured=0, about=f"{pages} were read, and none has a listing{still}"
        )


def _doubtful(gates: Gates, crawled: Crawled) -> Judgment:
    causes = tuple(doubts(gates, crawled))
    return Judgment(Verdict.HELD if causes else Verdict.PASSED, causes, tuple(warnings(gates, crawled)))


RUNS_COMPARED = 5


def crawled_run(connection: Connection, run: RunRow, definition: SourceDefinition) -> Crawled:
    """Gather the figures of a collected and normalized run; its staged rows are streamed once."""
    earlier = earlier_runs(connection, run.source)
    has_passed = run_judgments.has_passed(connection, run.source) if run.partial else bool(earlier)
    return Crawled(
        finish_reason=run.finish_reason,
        stats=run.stats,
        measured=measured_run(connection, run.id),
        partial=run.partial,
        many_hosts=_many_hosts(definition.platform),
        earlier=earlier,
        vanished=_vanished(connection, run),
        first=not has_passed,
        looked_at=run_judgments.code_was_looked_at(connection, run.source, run.code_version),
    )


def _vanished(connection: Connection, run: RunRow) -> int:
    """Count the listings not found again: of the whole source or, after a partial run, of the hosts read in full."""
    hosts = site_visits.hosts_read(connection, run.id) if run.partial else None
    if hosts is not None and not hosts:
        return 0
    return sum(
        missing_listings.vanished(connection, table, run_id=run.id, source=run.source, hosts=hosts)
        for table in (listings.LISTINGS, register_entries.ENTRIES)
    )


MARGIN = 0.5  # degrees around the ZIP codes of a state, as in index.places.geocoder


class StateBounds:
    """The bounding box of each state's ZIP codes, looked up once for each state."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._bounds: dict[str, Bounds | None] = {"": None}

    def hold(self, place: PracticeLocation) -> bool:
        """Return whether a location's coordinate can lie in its state; one without coordinate or state can."""
        if place.latitude is None or place.longitude is None:
            return True
        if place.state not in self._bounds:
            self._bounds[place.state] = self._gazetteer.bounds(place.state)
        bounds = self._bounds[place.state]
        return bounds is None or bounds.hold((place.latitude, place.longitude), MARGIN)


def measured_run(connection: Connection, run_id: int) -> Measured:
    """Measure the staged rows of a run."""
    rows = staging.raw_and_normalized(connection, run_id)
    entries = register_entries.count_staged(connection, run_id)
    return measure(rows, StateBounds(open_gazetteer()), entries=entries)


def earlier_runs(connection: Connection, source: str) -> list[Earlier]:
    """Return the newest whole runs of a source that passed, newest first."""
    return [_earlier(run) for run in runs.passed(connection, source, limit=RUNS_COMPARED)]


def _earlier(run: RunRow) -> Earlier:
    measured = Measured.of(run.measured) if run.measured else None
    changed = sum(run.delta.get(part, 0) for part in ("added", "changed", "same"))
    return Earlier(listings=measured.count if measured else changed, measured=measured, stats=run.stats)


def _many_hosts(platform: str) -> bool:
    return platform in PLATFORMS and bool(getattr(spider_class(platform), "many_hosts", False))
