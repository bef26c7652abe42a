"""What our manners do not ask for: one base for the errors of requests that never left, or whose answer ends a host."""

from typing import ClassVar

from scrapy.exceptions import IgnoreRequest


class RefusedError(IgnoreRequest):
    """A request that we keep back, or whose answer we do not read; the message says why in words for an operator.

    `kind` is the path under which a spider counts it among the problems of its run.
    """

    kind: ClassVar[str] = "refused/other"
