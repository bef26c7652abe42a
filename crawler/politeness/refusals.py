"""Errors of requests that gave no page, which a spider counts among the problems of its run."""

from typing import ClassVar

from scrapy.exceptions import IgnoreRequest


class NoPageError(IgnoreRequest):
    """A request gave no page to read; the message gives the operator the reason.

    `kind` is the path under which a spider counts the error.
    """

    kind: ClassVar[str] = "page/none"


class RefusedError(NoPageError):
    """A politeness rule held a request back, or its response closed the host. It is not retried."""

    kind: ClassVar[str] = "refused/other"
