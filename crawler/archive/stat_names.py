"""Stat names and finish reason of the archive, which the middleware writes to a run's ledger for gates and commands."""

from typing import Final

KEPT: Final = "archive/kept"
"""Responses that were archived."""
REUSED: Final = "archive/reused"
"""Pages taken over from a run that was cut short, and not requested."""
UNCHANGED: Final = "archive/unchanged"
"""Pages that, by the site's 304, equal those of an earlier run."""
UNREADABLE: Final = "archive/unreadable"
"""Archived pages that could not be read back; a crawl requested them again."""
NOT_ARCHIVED: Final = "replay/not_archived"
"""Requests of a replay for pages that its run did not read."""

FAILED: Final = "archive_failed"
"""Finish reason: a response could not be written to the archive."""
ERROR: Final = "archive/error"
"""The reason for that, in the operating system's words."""
