"""Exit statuses of the commands that a caller has to tell apart; docs/commands.md lists all of them.

1 is an error and 2 a wrong use of the command, as click has them. A service manager or another process of ours, such
as the worker that runs `pinpoint publish`, reads these two.
"""

from enum import IntEnum


class ExitStatus(IntEnum):
    """What a command ends with, beside 0, 1 and 2."""

    HELD = 3
    """The work is done and waits for a person: a run or a generation that a gate holds back."""
    NOT_PASSED = 4
    """The work is done and was rejected, or could not be done by this run."""


EXIT_HELD = ExitStatus.HELD
EXIT_NOT_PASSED = ExitStatus.NOT_PASSED
