"""Claim of a run: one process claims it in the store and holds its lease until the verdict.

A run is claimed once: by the command that queues it, in the same transaction, or by the worker, for its own runs and
for those whose command died.
"""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection

from crawler.runs.lease import take_lease
from index.locks import FileLock, LockHeldError
from index.store import Store
from index.store.freeze import FrozenError, refuse_frozen
from index.store.runs import runs
from index.store.runs.runs import RunStateError

OF_THE_WORKER = frozenset({"schedule", "run_now"})
"""Triggers of runs that keep the quiet hours of their source, and that do not begin once it is disabled.

A person who crawls by hand decides for themselves.
"""


def queue_claimed(store: Store, home: Path, queue: Callable[[Connection], int], *, by: str) -> tuple[int, FileLock]:
    """Queue a run and claim it in one transaction, so that no worker takes it.

    `queue` returns the run's number. Returns that number and the lease, which the caller releases after the verdict.
    Raises FrozenError while the home is frozen: no crawl starts then.
    """
    lease: FileLock | None = None
    try:
        with store.write() as connection:
            refuse_frozen(connection)
            number = queue(connection)
            lease = take_lease(home, number)
            runs.claim(connection, number, by=by)
    except BaseException:
        if lease:
            lease.release()
        raise
    return number, lease


def claim_queued(
    store: Store, home: Path, run_id: int, *, by: str, may_begin: Callable[[Connection], bool] = lambda _: True
) -> FileLock | None:
    """Claim a queued run and return its lease.

    Return None if another process carries it, if it is no longer queued, while the home is frozen, or where `may_begin`
    says no: it is asked in the transaction of the claim, so that a pause that begins meanwhile counts.
    """
    try:
        lease = take_lease(home, run_id)
    except LockHeldError:
        return None
    try:
        with store.write() as connection:
            refuse_frozen(connection)
            is_claimed = may_begin(connection)
            if is_claimed:
                runs.claim(connection, run_id, by=by)
    except (RunStateError, FrozenError):
        is_claimed = False
    except BaseException:
        lease.release()
        raise
    if not is_claimed:
        lease.release()
        return None
    return lease
