"""What sources share that are read from a file on this machine: nothing is fetched, and a sample ends early."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

from crawler.platforms.base import DirectorySpider
from index.records import RawListing, RegisterEntry

Read = TypeVar("Read", RawListing, RegisterEntry)


def files_in(given: Iterable[str], *, of_folder: Callable[[Path], bool]) -> tuple[Path, ...]:
    """Return the files that an operator named, each once; a folder stands for those files in it that are wanted.

    Raises ValueError, in words that name what is not there.
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

    def sampled(self, listings: Iterable[Read]) -> Iterator[Read]:
        """Yield as many listings as a sample has, and all of them where none was asked for."""
        crawler = getattr(self, "crawler", None)  # a file can be read without a crawl
        most = (crawler.settings.getint("PINPOINT_SAMPLE") or None) if crawler else None
        return islice(listings, most)
