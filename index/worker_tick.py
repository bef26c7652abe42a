"""The worker's heartbeat: a small file in the home that it touches at every step and that `doctor` and `alive` read.

It is a file and not a row of the store, so a worker that waits for a locked store still ticks. A tick changes only
the file's time, which works on a full disk too. The time is that of `index.clock`.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from index import clock
from index.durable_files import replace_file

FILE = "worker.json"
SILENT_AFTER = timedelta(minutes=5)
"""A worker ticks every second or two, and within a minute on an overloaded machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageOutcome:
    """The last end of `pinpoint resolve` or `pinpoint publish`, started by the worker.

    `exit_code` is None where it ran out of time; `note` is its last sentence, `failed` the number of failures in a row.
    """

    ended_at: datetime
    exit_code: int | None
    failed: int
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerState:
    """The last worker of a home: when it last ticked, and how each stage, by name, last ended.

    `is_once` marks a worker that ends when nothing is due; `ended_at` is None unless it ended normally.
    """

    pid: int
    started_at: datetime
    ticked_at: datetime
    is_once: bool = False
    ended_at: datetime | None = None
    stages: Mapping[str, StageOutcome] = field(default_factory=dict)

    @property
    def is_silent(self) -> bool:
        """Return whether the last tick is too old for a worker that is running."""
        return clock.now() - self.ticked_at > SILENT_AFTER


def write_state(home: Path, state: WorkerState) -> None:
    """Write the worker's file: at its start, after a stage and at its end; raises OSError."""
    home.mkdir(parents=True, exist_ok=True)
    values = asdict(state)
    del values["ticked_at"]  # the file's own time
    replace_file(home / FILE, json.dumps(values, default=str).encode())
    tick(home)


def tick(home: Path) -> None:
    """Set the file's time to now; raises OSError where the file is gone or the disk is read-only."""
    now = clock.now().timestamp()
    os.utime(home / FILE, (now, now))


def read_state(home: Path) -> WorkerState | None:
    """Return the state of a home's last worker; None where there was none, or where its file cannot be read."""
    path = home / FILE
    try:
        values: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        ticked_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        stages = {name: StageOutcome(**_moments(one)) for name, one in values.pop("stages").items()}
        return WorkerState(**_moments(values), ticked_at=ticked_at, stages=stages)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _moments(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: datetime.fromisoformat(value) if name.endswith("_at") and value else value
        for name, value in values.items()
    }
