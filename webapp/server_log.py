"""gunicorn's own log without the visitor.

It would write the address of whoever sends a request that it cannot read, and the whole request, search and all,
where an application fails.
"""

import sys
from typing import Any

from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from index.process_log import JsonLines, places

UNREADABLE = "Invalid request from ip="


class VisitorFreeLog(Logger):  # type: ignore[misc]  # gunicorn has no types
    """Says that something happened and where in the program, never for whom."""

    def setup(self, cfg: Any) -> None:
        """Write gunicorn's own lines as the rest of the process does, on standard error."""
        super().setup(cfg)
        for handler in [one for one in self.error_log.handlers if getattr(one, "_gunicorn", False)]:
            self.error_log.removeHandler(handler)
        if not any(isinstance(one, JsonLines) for one in self.error_log.handlers):
            self.error_log.addHandler(JsonLines(sys.stderr))

    def warning(self, msg: str, *args: Any, **options: Any) -> None:
        """Write a warning; of a request that cannot be read only that there was one."""
        if str(msg).startswith(UNREADABLE):
            super().warning("A request could not be read")
        else:
            super().warning(msg, *args, **options)

    def exception(self, msg: object, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Write what kind of error it was and where, without its words and without the request."""
        kind, _, trace = sys.exc_info()
        self.error_log.error("%s at %s", kind.__name__ if kind else "Error", " > ".join(places(trace)))

    def debug(self, msg: object, *args: Any, **options: Any) -> None:
        """Write nothing: gunicorn's debugging lines hold requests and addresses."""
