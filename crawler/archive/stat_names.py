"""What the archive writes into a run's ledger: the middleware writes it, verdicts and commands read it."""

from typing import Final

KEPT: Final = "archive/kept"
"""How many answers were archived."""
REUSED: Final = "archive/reused"
"""How many pages were taken over from a run that was cut short, and not asked for."""
UNCHANGED: Final = "archive/unchanged"
"""How many pages the site said (304) are still what an earlier run has archived."""
UNREADABLE: Final = "archive/unreadable"
"""How many archived pages could not be read back, and were asked for again."""
NOT_ARCHIVED: Final = "replay/not_archived"
"""How many pages a replay asked for that its run did not read."""

FAILED: Final = "archive_failed"
"""Finish reason: an answer could not be written to the archive."""
ERROR: Final = "archive/error"
"""Why it could not, in the system's words."""
