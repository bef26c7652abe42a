"""Exit statuses that a caller has to distinguish; docs/commands.md lists all of them.

click itself uses 1 for an error and 2 for a wrong use of the command. Those here are for a service manager or
another of our processes, such as the worker that runs `pinpoint publish`.
"""

from enum import IntEnum


class ExitStatus(IntEnum):
    """Exit statuses other than 0, 1 and 2."""

    HELD = 3
    """The work is done and waits for a person: a gate holds the run or the generation."""
    NOT_PASSED = 4
    """The work is done and was rejected, or could not be done by this run."""
    NOT_DELIVERED = 5
    """An alert or the heartbeat could not be delivered."""


EXIT_HELD = ExitStatus.HELD
EXIT_NOT_PASSED = ExitStatus.NOT_PASSED
EXIT_NOT_DELIVERED = ExitStatus.NOT_DELIVERED
