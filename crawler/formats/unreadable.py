"""A page or a row that cannot be read, with the code of its cause."""


class UnreadableError(ValueError):
    """One row, card or node is no listing that can be read; `kind` is the path under which it is counted."""

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(detail)
        self.kind = kind
