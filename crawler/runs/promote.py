"""Promotion of a run that passed, dated to the day its pages were read, batch by batch (index.store.promotion)."""

from sqlalchemy import Connection

from crawler.gates.gaps import gaps
from crawler.runs.normalize_run import Progress
from index.faults import fault_point
from index.store import Store, promotion
from index.store.freeze import refuse_frozen
from index.store.promotion import PromotionUnderWayError
from index.store.runs import run_judgments, staging
from index.store.runs.causes import FoundCause
from index.store.runs.pages import reading_day
from index.store.runs.runs import RunRow, Verdict

STAGED_RUNS_KEPT = 3
ROWS_AT_ONCE = 5000


def promote_run(
    store: Store, run: RunRow, causes: tuple[FoundCause, ...] = (), progress: Progress = lambda *_: None
) -> None:
    """Promote a run and end it as passed; a dry run passes and changes nothing.

    A partial run, and one with gaps, marks no listing as missing. A whole run rejects the source's earlier held runs,
    whose facts are older. Raises FrozenError while the home is frozen; the run then stays collected.
    """
    fault_point("crawl/judged")
    if run.dry_run:
        with store.write() as connection:
            run_judgments.end_with_causes(connection, run.id, verdict=Verdict.PASSED, causes=causes, delta={})
    else:
        _begin(store, run, causes, progress)
        finish_promotion(store, run.source, progress)
    fault_point("crawl/promoted")


def begin_promotion(connection: Connection, run: RunRow, causes: tuple[FoundCause, ...]) -> None:
    """Begin the promotion of a run; raises PromotionUnderWayError while another run of its source is promoted."""
    is_replay = run.replay_of is not None  # it reads old pages, so it cannot show who is missing
    whole = not (run.partial or is_replay or gaps(run.stats))
    promotion.begin(connection, run, day=reading_day(connection, run), whole=whole, causes=causes)


def finish_promotion(store: Store, source: str, progress: Progress = lambda *_: None) -> None:
    """Complete all promotions under way, and delete the staged rows of the source's older runs."""
    fault_point("promote/begun")
    promotion.finish(store, progress)
    while True:
        with store.write() as connection:
            if not staging.forget_old(connection, source, keep=STAGED_RUNS_KEPT, limit=ROWS_AT_ONCE):
                return


def _begin(store: Store, run: RunRow, causes: tuple[FoundCause, ...], progress: Progress) -> None:
    while True:
        try:
            with store.write() as connection:
                refuse_frozen(connection)
                begin_promotion(connection, run, causes)
        except PromotionUnderWayError:
            promotion.finish(store, progress)
        else:
            return
