"""The base of spiders that read files on this machine: nothing is fetched, and a sample ends early."""

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from crawler.platforms.base import DirectorySpider
from index.records import RawListing, RegisterEntry

Read = TypeVar("Read", RawListing, RegisterEntry, RawListing | RegisterEntry)


def files_in(given: Iterable[str], *, of_folder: Callable[[Path], bool]) -> tuple[Path, ...]:
    """Return the given files, each once; of a folder those for which `of_folder` is true.

    Raises ValueError naming a path that does not exist.
    """
    found: dict[Path, None] = {}
    for path in map(Path, given):
        if path.is_dir():
            found |= dict.fromkeys(one for one in sorted(path.iterdir()) if one.is_file() and of_folder(one))
        elif path.is_file():
            found[path] = None
        else:
            raise ValueError(f"there is no file or folder {path}; correct its path")
    return tuple(found)


class LocalFileSpider(DirectorySpider):
    """The spider of a source whose listings come from `start`."""

    # Scrapy's own limit never ends a crawl whose items come from `start`; `sampled` is ours.
    custom_settings = {"CLOSESPIDER_ITEMCOUNT": 0}  # noqa: RUF012  (Scrapy's own declaration)

    async def start(self) -> AsyncIterator[Any]:
        """Yield the records of the source, in a sample the first ones."""
        for record in self.sampled(self.records()):
            yield record

    def records(self) -> Iterator[RawListing | RegisterEntry]:
        """Yield the listings or register entries of the files, in their order."""
        raise NotImplementedError(f"{type(self).__name__} does not say what its files hold")

    def sampled(self, listings: Iterable[Read]) -> Iterator[Read]:
        """Yield as many listings as the sample of this run has; all of them if it is no sample."""
        crawler = getattr(self, "crawler", None)  # a file can be read without a crawl
        most = (crawler.settings.getint("PINPOINT_SAMPLE") or None) if crawler else None
        return islice(listings, most)
