"""What is wrong with a page that is kept as data."""

from pathlib import Path


class ArticleError(ValueError):
    """A page or the list of sources is not as docs/guidance.md says; the message says where and what to write."""

    def __init__(self, path: Path, where: str, what: str) -> None:
        super().__init__(f"{path}, {where}: {what}")
