"""Requests that gave no page, each with its own error: what a spider counts among the problems of its run."""

from typing import ClassVar

from scrapy.exceptions import IgnoreRequest


class NoPageError(IgnoreRequest):
    """A request that gave no page to read; the message says why in words for an operator.

    `kind` is the path under which a spider counts it.
    """

    kind: ClassVar[str] = "page/none"


class RefusedError(NoPageError):
    """A request that our manners keep back, or whose answer closes its host to us. Not to be tried again."""

    kind: ClassVar[str] = "refused/other"
