"""Replay: reads the archived pages of a run again, with today's code and source file, without a network."""

from sqlalchemy import Connection

from index.store.runs import pages, runs
from index.store.runs.runs import RunRequest, RunRow

TRIGGER = "replay"


class NothingToReplayError(RuntimeError):
    """The run has no archived pages: it read none, or they were deleted."""


class OlderReadingError(RuntimeError):
    """The source has been read again since, so a replay would apply older pages."""


def queue_replay(connection: Connection, run_id: int, *, apply: bool, who: str) -> int:
    """Queue the replay of a run, with that run's arguments, and return the number of the new run.

    Without `apply` it is a dry run. Raises UnknownRunError, NothingToReplayError, OlderReadingError, RunActiveError.
    """
    replayed = runs.get(connection, run_id)
    if replayed.replay_of is not None:
        raise NothingToReplayError(f"run {run_id} is itself a replay; replay run {replayed.replay_of}")
    if not pages.counted(connection, run_id):
        raise NothingToReplayError(
            f"run {run_id} has no archived pages: it requested none, or they were deleted (docs/archive.md)"
        )
    if apply:
        _refuse_older(connection, replayed)
    request = RunRequest(
        source=replayed.source,
        trigger=TRIGGER,
        arguments=replayed.arguments,
        sample=replayed.sample,
        dry_run=not apply,
        requested_by=who,
        replay_of=run_id,
    )
    return runs.queue(connection, request)


def _refuse_older(connection: Connection, replayed: RunRow) -> None:
    newest = next(iter(runs.applied(connection, replayed.source, limit=1)), None)
    if newest is not None and (newest.replay_of or newest.id) > replayed.id:
        raise OlderReadingError(
            f"run {newest.id} has read {replayed.source} after run {replayed.id}, whose pages are older; "
            f"replay run {newest.replay_of or newest.id}"
        )
