"""Checks of the worker and the inbox: whether the worker lives, and whether the inbox can be and is read."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, select

from index import clock
from index.corrections.box import SUFFIX
from index.doctor.finding import Check, NotWellError, TroubleKind
from index.settings import Settings
from index.store import sources
from index.store.database import store_of_home
from index.store.schema import inbox_file
from index.worker_tick import WorkerState, read_state


def worker(here: Settings) -> str:
    """Check that the worker lives, if a source has a schedule or the last worker did not end cleanly."""
    state = read_state(here.home)
    with store_of_home() as opened, opened.read() as connection:
        scheduled = sum(row.enabled and row.interval_seconds > 0 for row in sources.all_sources(connection))
    if state and state.ended_at is None and not state.is_once:
        if is_silent(state, here):
            note = f"{silence(state)}; start `pinpoint work` again and look into its log"
            raise NotWellError(TroubleKind.WORKER_SILENT, note, since=state.ticked_at)
        return f"at work, last seen {state.ticked_at:%Y-%m-%d %H:%M:%S} UTC"
    if scheduled and not (state and state.is_once):
        ended = f"ended at {state.ended_at:%Y-%m-%d %H:%M} UTC" if state and state.ended_at else "was never started"
        raise NotWellError(
            TroubleKind.WORKER_SILENT,
            f"{scheduled} sources have a schedule, and the worker {ended}; start `pinpoint work`",
            since=state.ended_at if state else None,
        )
    return (
        "none is at work, and no source has a schedule" if not scheduled else "`pinpoint work --once` reads the sources"
    )


def is_silent(state: WorkerState, here: Settings) -> bool:
    """Return whether a running worker's last tick is older than the setting allows."""
    return clock.now() - state.ticked_at > timedelta(minutes=here.doctor_worker_minutes)


def silence(state: WorkerState) -> str:
    """Return a sentence with the time of a worker's last tick."""
    return f"the worker (process {state.pid}) was last seen at {state.ticked_at:%Y-%m-%d %H:%M:%S} UTC"


def inbox(here: Settings) -> str:
    """Check that this user can read the inbox, and that its messages are taken into the store."""
    if not here.inbox.is_dir():
        return "nobody has sent anything yet"
    if not os.access(here.inbox, os.R_OK | os.X_OK):
        raise NotWellError(
            TroubleKind.INBOX_UNREAD,
            f'{here.inbox} cannot be read by this user; see "Who may read what" in docs/deploy.md',
        )
    files = sorted(here.inbox.glob(f"*{SUFFIX}"))
    if closed := [path.name for path in files if not os.access(path, os.R_OK)]:
        raise NotWellError(
            TroubleKind.INBOX_UNREAD,
            f"{', '.join(closed)} in {here.inbox} cannot be read by this user, so their removals and corrections wait; "
            'see "Who may read what" in docs/deploy.md',
        )
    with store_of_home() as opened, opened.read() as connection:
        unread = _unread(connection, files)
    oldest = min((datetime.fromtimestamp(path.stat().st_mtime, UTC) for path in unread), default=None)
    if oldest and clock.now() - oldest > timedelta(minutes=here.doctor_inbox_minutes):
        raise NotWellError(
            TroubleKind.INBOX_UNREAD,
            f"messages wait since {oldest:%Y-%m-%d %H:%M} UTC and may ask for removals; start `pinpoint work`, "
            "or run `pinpoint cases take`",
            since=oldest,
        )
    return f"{len(files)} files, {len(unread)} with messages not taken in yet"


def _unread(connection: Connection, files: list[Path]) -> list[Path]:
    read_to = {row.name: row.read_to for row in connection.execute(select(inbox_file))}
    return [path for path in files if path.stat().st_size > read_to.get(path.name, 0)]


CHECKS: dict[str, Check] = {"worker": worker, "inbox": inbox}
