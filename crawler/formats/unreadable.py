"""The error for a page or a row that cannot be read."""


class UnreadableError(ValueError):
    """A page, row, card or node cannot be read as a listing; `kind` is the path under which the problem is counted."""

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(detail)
        self.kind = kind
