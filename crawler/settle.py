"""Brings a collected run to its verdict: normalize, measure, judge, and promote what passed."""

from contextlib import nullcontext
from dataclasses import replace

from crawler.decisions import Acceptance, approve, cancelled_by
from crawler.lease import Lease, take_lease
from crawler.normalize_run import Progress, normalize_run
from crawler.pauses import pause_after
from crawler.promote import promote_run
from crawler.source import SourceDefinition
from crawler.verdicts.crawled_run import crawled_run
from crawler.verdicts.gates import judge
from crawler.verdicts.judgment import Crawled, Judgment
from index.settings import Settings
from index.store import Store, findings, promotion, runs, sources
from index.store.runs import RunRow, Verdict


def settle(
    store: Store,
    settings: Settings,
    run_id: int,
    *,
    acceptance: Acceptance | None,
    progress: Progress,
    lease: Lease | None = None,
) -> None:
    """Judge a collected run and promote it if it passed, or if it is held and a person accepts it.

    The run's lease is held meanwhile, so that nobody takes it for a dead one's. Without the caller's `lease` it is
    taken here; raises LeaseHeldError where somebody else settles it.
    """
    with nullcontext() if lease else take_lease(settings.home, run_id):
        _settle(store, settings, run_id, acceptance, progress)


def _settle(store: Store, settings: Settings, run_id: int, acceptance: Acceptance | None, progress: Progress) -> None:
    if _cancelled(store, run_id):
        return
    normalize_run(store, settings, run_id, progress)
    progress("judging", 0)
    promotion.finish(store, progress)  # what the source had before is all of a run, or nothing of it
    with store.read() as connection:
        run = runs.get(connection, run_id)
        definition = SourceDefinition.model_validate_json(sources.get(connection, run.source).definition)
        crawled = crawled_run(connection, run, definition)
    judgment = judge(definition.gates, crawled)
    if _cancelled(store, run_id):
        return
    _write_down(store, run, crawled, judgment)
    if judgment.verdict is Verdict.PASSED:
        promote_run(store, run, progress=progress)
    elif judgment.verdict is Verdict.HELD and acceptance is not None and not run.dry_run:
        approve(store, run_id, acceptance, progress)


def _write_down(store: Store, run: RunRow, crawled: Crawled, judgment: Judgment) -> None:
    """Keep what was found; a run that passed ends only with its promotion, and a dry run is never held."""
    with store.write() as connection:
        findings.keep_judgment(
            connection,
            run.id,
            causes=judgment.causes,
            warnings=judgment.warnings,
            measured=crawled.measured.as_dict(),
        )
        if judgment.verdict is Verdict.HELD and not run.dry_run:
            runs.hold(connection, run.id, cause=judgment.cause)
        elif judgment.verdict is not Verdict.PASSED:
            runs.end(connection, run.id, verdict=judgment.verdict, cause=judgment.cause)
        pause_after(connection, replace(runs.get(connection, run.id), verdict=judgment.verdict))


def _cancelled(store: Store, run_id: int) -> bool:
    with store.write() as connection:
        if who := findings.asked_to_end(connection, run_id):
            findings.end_because(connection, run_id, verdict=Verdict.CANCELLED, causes=(cancelled_by(who),))
    return bool(who)
