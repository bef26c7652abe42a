"""Who carries a run: one process claims it in the store, and holds the run's lease from then until its verdict.

The claim is made once: by whoever asked for the run, together with queueing it, or by the worker, for runs of its own
and for those whose asker has died.
"""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection

from crawler.runs.lease import Lease, LeaseHeldError, take_lease
from index.store import Store
from index.store.runs import runs
from index.store.runs.runs import RunStateError


def queue_claimed(store: Store, home: Path, queue: Callable[[Connection], int], *, by: str) -> tuple[int, Lease]:
    """Queue a run and claim it in one transaction, so that no worker ever sees it waiting.

    Returns its number and its lease, which the caller releases when the run has its verdict.
    """
    lease: Lease | None = None
    try:
        with store.write() as connection:
            number = queue(connection)
            lease = take_lease(home, number)
            runs.claim(connection, number, by=by)
    except BaseException:
        if lease:
            lease.release()
        raise
    return number, lease


def claim_queued(store: Store, home: Path, run_id: int, *, by: str) -> Lease | None:
    """Claim a run that waits; None where somebody else carries it, or it waits no longer."""
    try:
        lease = take_lease(home, run_id)
    except LeaseHeldError:
        return None
    try:
        with store.write() as connection:
            runs.claim(connection, run_id, by=by)
    except RunStateError:
        lease.release()
        return None
    except BaseException:
        lease.release()
        raise
    return lease
