"""Resolve and publish, each in a process of its own; a failed stage is tried again after ever longer pauses."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import IO

from index import clock
from index.exit_status import EXIT_HELD
from index.process_log import get_logger
from index.worker_tick import StageOutcome

VERBS = ("resolve", "publish")
SECONDS_FOR_A_STAGE = 3600.0
SECONDS_BETWEEN_TRIES = 60.0
LONGEST_BETWEEN_TRIES = 3600.0
SECONDS_TO_END = 10
LONGEST_NOTE = 500  # characters

log = get_logger(__name__)


class Stages:
    """Runs one round of resolve and publish at a time. `outcomes` has how each ended last, by name."""

    def __init__(self, command: Sequence[str] = (sys.executable, "-m", "pinpoint")) -> None:
        self.command = tuple(command)
        self.outcomes: dict[str, StageOutcome] = {}
        self._waiting: list[str] = []
        self._process: subprocess.Popen[bytes] | None = None
        self._output: tuple[IO[bytes], IO[bytes]] | None = None
        self._ends = 0.0
        self._again_at = 0.0

    @property
    def under_way(self) -> bool:
        """True while a round is under way."""
        return self._process is not None

    @property
    def failures(self) -> list[str]:
        """A line for each stage that failed when it last ran."""
        return [f"{verb} failed: {one.note}" for verb, one in self.outcomes.items() if one.failed]

    def may_begin(self) -> bool:
        """Return whether no round is under way and the pause after the last one is over."""
        return not self.under_way and time.monotonic() >= self._again_at

    def try_at_once(self) -> None:
        """End the pause after the last round, as what it waited for has happened."""
        self._again_at = 0.0

    def begin(self) -> None:
        """Begin a round; raises OSError if no process can be started."""
        self._waiting = list(VERBS)
        self._start()

    def poll(self) -> bool | None:
        """Advance the round: True if it has just ended well, False if a stage failed, None otherwise."""
        if self._process is None:
            return None
        code = self._process.poll()
        is_late = code is None and time.monotonic() >= self._ends
        if code is None and not is_late:
            return None
        if is_late:
            self.end()
        verb, report, trouble = self._waiting.pop(0), *self._read()
        self._process = None
        self._note(verb, code, report, trouble)
        if code == 0 and self._waiting:
            self._start()
            return None
        self._again_at = time.monotonic() + self._pause(verb)
        return code == 0

    def end(self) -> None:
        """End the stage that is under way; the last published generation stays in use."""
        process = self._process
        if process is None or process.poll() is not None:
            return
        process.terminate()
        try:
            process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def close(self) -> None:
        """End the stage that is under way and close its output."""
        self.end()
        if self._process is not None:
            self._read()
            self._process = None

    def _start(self) -> None:
        self._output = tempfile.TemporaryFile(), tempfile.TemporaryFile()  # noqa: SIM115  (closed by _read)
        out, err = self._output
        self._ends = time.monotonic() + SECONDS_FOR_A_STAGE
        self._process = subprocess.Popen(  # noqa: S603  (our own command)
            [*self.command, self._waiting[0], "--json"], stdin=subprocess.DEVNULL, stdout=out, stderr=err
        )

    def _read(self) -> tuple[str, str]:
        """Return a stage's standard output and standard error, and close both."""
        texts = []
        for stream in self._output or ():
            with stream:
                stream.seek(0)
                texts.append(stream.read().decode(errors="replace").strip())
        self._output = None
        report, trouble = texts
        return report, trouble

    def _note(self, verb: str, code: int | None, report: str, trouble: str) -> None:
        before = self.outcomes.get(verb)
        failed = 0 if code == 0 else (before.failed if before else 0) + 1
        last = trouble.splitlines()[-1].removeprefix("Error: ")[:LONGEST_NOTE] if trouble else ""
        if code == EXIT_HELD:
            last = "it is held back; `pinpoint doctor` says why"
        note = last if code is not None else f"it took more than {timedelta(seconds=SECONDS_FOR_A_STAGE)} and was ended"
        self.outcomes[verb] = StageOutcome(
            ended_at=clock.now(), exit_code=code, failed=failed, note="" if code == 0 else note
        )
        if code == 0:
            log.info(verb, exit=code, report=report, trouble=trouble[-LONGEST_NOTE:])
        elif code == EXIT_HELD:
            log.warning("publication is held", report=report)
        else:
            log.error("a stage failed", stage=verb, exit=code, trouble=note, in_a_row=failed)

    def _pause(self, verb: str) -> float:
        if self.outcomes[verb].exit_code == EXIT_HELD:
            return LONGEST_BETWEEN_TRIES  # a person has to decide; another try only shows whether the numbers changed
        failed = self.outcomes[verb].failed
        return min(SECONDS_BETWEEN_TRIES * 2.0 ** max(failed - 1, 0), LONGEST_BETWEEN_TRIES)
