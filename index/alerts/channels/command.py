"""Command: a program of the operator's gets the notice on standard input. No shell takes part.

The program sees a small environment, has a process group of its own, and is killed with it at the deadline. What it
writes goes nowhere, since it may repeat what it was given.
"""

import os
import signal
import subprocess
from contextlib import suppress

from index.alerts.notice import DeliveryError, Notice
from index.settings import Settings

PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "XDG_RUNTIME_DIR")
"""Variables of our environment that the program gets; settings and secrets are none of them."""


class Command:
    """The channel "command"."""

    name = "command"

    def __init__(self, here: Settings) -> None:
        self._here = here

    @property
    def target(self) -> str:
        """Return the program; its arguments may hold a secret."""
        return self._here.alert_command[0]

    def send(self, notice: Notice) -> None:
        """Run the program until it ends; raises DeliveryError if it ends with another code than 0."""
        environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        environment["PINPOINT_ALERT_EVENT"] = notice.event
        try:
            process = subprocess.Popen(  # noqa: S603  (the operator names the program; no shell takes part)
                self._here.alert_command,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environment,
                cwd="/",
                start_new_session=True,
            )
        except OSError as error:
            raise DeliveryError(
                f"{self.name}: {self.target} cannot be run ({os.strerror(error.errno or 0)}); check path and rights"
            ) from None
        self._finish(process, command_text(notice).encode("utf-8", "replace"))

    def _finish(self, process: "subprocess.Popen[bytes]", text: bytes) -> None:
        seconds = self._here.alert_seconds
        try:
            process.communicate(text, timeout=seconds)
        except BaseException as error:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            with suppress(BrokenPipeError):
                process.communicate()
            if not isinstance(error, subprocess.TimeoutExpired):
                raise
            raise DeliveryError(
                f"{self.name}: {self.target} was ended after {seconds} seconds (PINPOINT_ALERT_SECONDS)",
                temporary=True,
            ) from None
        if process.returncode < 0:
            ended = f"was ended by signal {-process.returncode}"
            raise DeliveryError(f"{self.name}: {self.target} {ended}; run it by hand", temporary=True)
        if process.returncode:
            raise DeliveryError(
                f"{self.name}: {self.target} ended with {process.returncode}; run it by hand with a text on its input",
                temporary=True,
            )


def command_text(notice: Notice) -> str:
    """Return what the program reads: the title, an empty line, the text, and which copy sent it."""
    return f"{notice.title}\n\n{notice.text.rstrip()}\n\n-- \n{notice.site}\n"
