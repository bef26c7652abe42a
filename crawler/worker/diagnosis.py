"""The diagnosis of a source: its verdict and since when, the causes, the changes since it was read well, the next step.

`diagnosis_of` is a pure function of rows of the store; `diagnose` reads the rows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import takewhile
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from crawler.gates.advice import ADVICE
from crawler.worker.next_step import next_step
from crawler.worker.run_comparison import Difference, differences
from crawler.worker.source_status import SourceStatus, all_statuses
from index.settings import Settings
from index.store.runs import pages, runs
from index.store.runs.causes import Cause, FoundCause
from index.store.runs.pages import Page
from index.store.runs.runs import RunRow, Verdict

RUNS_LOOKED_AT = 50
REFUSING = (401, 403, 429, 451, 503)
ROBOTS = frozenset({Cause.ROBOTS_UNREACHABLE, Cause.ROBOTS_DISALLOW})
DENIED = frozenset({Cause.CHALLENGE_PAGE, Cause.LOGIN, Cause.REFUSED, Cause.THROTTLED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Advised:
    """One cause in words, with its advice (docs/verdicts.md)."""

    code: str
    sentence: str
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedPage:
    """A page to look at: its address, the status it came with, and where its record is in the archive."""

    url: str
    status: int
    file: Path
    offset: int
    """Bytes before its record in the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The rows that a diagnosis rests on."""

    status: SourceStatus
    recent: Sequence[RunRow]
    """Judged runs without replays and dry runs, newest first."""
    good: RunRow | None
    """The newest whole run that passed."""
    page: Page | None
    code_now: str
    """The code version that a run would have now; "" if it cannot be determined."""
    archive: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """The state of a source at one moment, with all that explains it. Times are in UTC."""

    source: str
    verdict: str
    """The verdict of the newest judged run; "" if there is none."""
    run: int | None
    since: datetime | None
    """The end of the first run in a row with this verdict."""
    in_a_row: int
    good_run: int | None
    read_well: datetime | None
    age_days: int | None
    listings: int
    causes: tuple[Advised, ...]
    warnings: tuple[Advised, ...]
    changed: tuple[Difference, ...]
    """Figures that differ between the last good run and the newest one."""
    reading_changed: str
    """A sentence where code or source file changed; "" where neither did, or no good run is known."""
    page: ArchivedPage | None
    due: str
    next_due: datetime | None
    why: str
    next_step: str
    """A sentence with the command to give; "" where there is nothing to do."""

    def as_dict(self) -> dict[str, Any]:
        """Return the diagnosis for JSON."""
        times = {name: moment.isoformat() if (moment := getattr(self, name)) else None for name in _TIMES}
        page = asdict(self.page) | {"file": str(self.page.file)} if self.page else None
        return asdict(self) | times | {"page": page}


_TIMES = ("since", "read_well", "next_due")


def diagnose(
    connection: Connection, source_id: str, *, code_now: str, settings: Settings, with_names: bool = True
) -> Diagnosis:
    """Return the diagnosis of a source; raises UnknownSourceError. `code_now`: what `code_version` gives now.

    Without `with_names`, causes quote nobody's name.
    """
    (status,) = all_statuses(connection, only=source_id)
    newest = runs.recent(connection, source=source_id, limit=RUNS_LOOKED_AT)
    recent = [run for run in newest if run.ended_at and run.replay_of is None and not run.dry_run]
    good = next(iter(runs.passed(connection, source_id, limit=1)), None)
    page = _page(connection, recent[0]) if recent else None
    return diagnosis_of(
        Facts(status=status, recent=recent, good=good, page=page, code_now=code_now, archive=settings.archive),
        with_names=with_names,
    )


def diagnosis_of(facts: Facts, *, with_names: bool = True) -> Diagnosis:
    """Return the diagnosis that follows from the rows; without `with_names`, causes quote nobody's name."""
    status, last = facts.status, facts.recent[0] if facts.recent else None
    alike = list(takewhile(lambda run: last is not None and run.verdict == last.verdict, facts.recent))
    return Diagnosis(
        source=status.row.id,
        verdict=str(last.verdict or "") if last else "",
        run=last.id if last else None,
        since=alike[-1].ended_at if alike else None,
        in_a_row=len(alike),
        good_run=facts.good.id if facts.good else None,
        read_well=status.read_well.ended_at if status.read_well else None,
        age_days=status.age_days,
        listings=status.listings,
        causes=_advised(last, last.causes if last else (), with_names=with_names),
        warnings=_advised(last, last.warnings if last else (), with_names=with_names),
        changed=tuple(differences(facts.good, last)) if facts.good and last and facts.good.id != last.id else (),
        reading_changed=_reading_changed(facts, last),
        page=_archived(facts),
        due=status.due,
        next_due=status.next_due,
        why=status.why,
        next_step=next_step(status, last),
    )


def diagnosis_lines(found: Diagnosis) -> Iterator[str]:
    """Yield the diagnosis as lines for the terminal: one page."""
    yield f"{found.source}: {_verdict_in_words(found)}"
    yield f"  {_read_in_words(found)}"
    for kind, advised in (("cause", found.causes), ("warning", found.warnings)):
        for one in advised:
            yield f"  {kind:8} {one.code:20} {one.sentence}"
            if one.advice:
                yield f"  {'':8} {'':20} → {one.advice}"
    if found.changed:
        yield f"  since run {found.good_run}, the last good one:"
        yield from (f"    {one.what:28} {one.before:>12} → {one.now}" for one in found.changed)
    if found.reading_changed:
        yield f"  {found.reading_changed}"
    if found.page:
        yield f"  look at   {found.page.url} ({found.page.status})"
        yield f"            in {found.page.file}, from byte {found.page.offset:,}"
    due = f"{found.next_due:%Y-%m-%d %H:%M} UTC" if found.next_due else "not by itself"
    yield f"  due       {'; '.join(part for part in (due, found.why) if part)}"
    yield f"  next      {found.next_step or 'nothing to do'}"


def _verdict_in_words(found: Diagnosis) -> str:
    if found.since is None:
        return "no run of it was ever judged"
    times = f", {found.in_a_row} runs in a row" if found.in_a_row > 1 else ""
    return f"{found.verdict} since {found.since:%Y-%m-%d %H:%M} UTC{times}; run {found.run} is the newest"


def _read_in_words(found: Diagnosis) -> str:
    if found.read_well is None:
        return f"never read well; {found.listings:,} listings now"
    return f"read well {found.read_well:%Y-%m-%d} ({found.age_days} days ago); {found.listings:,} listings now"


def _advised(run: RunRow | None, causes: Sequence[FoundCause], *, with_names: bool) -> tuple[Advised, ...]:
    """Return the causes in words; those of a run that passed, or that a person accepted, need no advice."""
    advice: Mapping[Cause, str] = {} if run is None or run.verdict is Verdict.PASSED else ADVICE
    shown = causes if with_names else [one.unquoted for one in causes]
    return tuple(Advised(code=one.code, sentence=one.sentence, advice=advice.get(one.code, "")) for one in shown)


def _reading_changed(facts: Facts, last: RunRow | None) -> str:
    good, now = facts.good, facts.code_now
    if good is None or last is None or not good.code_version:
        return ""
    if last.code_version and last.code_version != good.code_version:
        return f"the code or the source file that run {last.id} was read by is not that of run {good.id}"
    if now and now != (last.code_version or good.code_version):
        return f"the code or the source file changed since run {last.id}: the next run is held for a look"
    return ""


def _page(connection: Connection, run: RunRow) -> Page | None:
    """Return the page that shows best what is wrong: by the causes, the robots.txt, a refusal, or the last good one."""
    codes: Mapping[Cause, None] = dict.fromkeys(cause.code for cause in run.causes)
    if not ROBOTS.isdisjoint(codes):
        return pages.last_with(connection, run.id, robots=True)
    refused = pages.last_with(connection, run.id, statuses=REFUSING) if not DENIED.isdisjoint(codes) else None
    return refused or pages.last_with(connection, run.id, statuses=(200,)) or pages.last_with(connection, run.id)


def _archived(facts: Facts) -> ArchivedPage | None:
    page = facts.page
    if page is None:
        return None
    return ArchivedPage(url=page.url, status=page.status, file=facts.archive / page.file, offset=page.offset)
