"""Invented directories in the exact shape of each locator platform, for tests, for trying the probe, and for learning.

Each is a `Directory` made from the entries of the invented world. Its front page carries the marks by which the
platform is recognized; what is at another host on the web (a widget's API) answers on the same server.
"""

import importlib
from collections.abc import Iterable
from typing import Protocol

from crawler.demo.entry import Entry
from crawler.demo.exchange import Directory

DEMONSTRATIONS = {
    "csv_file": "crawler.demo.platforms.csv_file:CsvFile",
    "geodirectory": "crawler.demo.platforms.geodirectory:GeoDirectory",
    "google_my_maps": "crawler.demo.platforms.google_my_maps:GoogleMyMaps",
    "store_locator_plus": "crawler.demo.platforms.store_locator_plus:StoreLocatorPlus",
    "store_locator_plus_cloud": "crawler.demo.platforms.store_locator_plus:StoreLocatorPlusCloud",
    "storepoint": "crawler.demo.platforms.storepoint:Storepoint",
    "structured_data": "crawler.demo.platforms.structured_data:StructuredData",
    "wild_apricot": "crawler.demo.platforms.wild_apricot:WildApricot",
    "wp_store_locator": "crawler.demo.school:School",
}
"""The directory that shows each platform, by the platform's name."""
FRONT = "/find-a-practitioner/"
"""The path of the page that a person would give to the probe."""


class UnknownDemonstrationError(LookupError):
    """No invented directory has the shape of that platform."""


class DirectoryClass(Protocol):
    """A directory that is made from entries; `stands_in_for` are public roots that its server answers for besides."""

    stands_in_for: tuple[str, ...]

    def __call__(self, entries: Iterable[Entry], /) -> Directory:
        """Return the directory of these entries."""
        ...


def directory_class(platform: str) -> DirectoryClass:
    """Return the directory that shows a platform; raises UnknownDemonstrationError naming those that exist."""
    if platform not in DEMONSTRATIONS:
        raise UnknownDemonstrationError(
            f"no demonstration directory has the shape {platform!r}; known are {', '.join(sorted(DEMONSTRATIONS))}"
        )
    module, attribute = DEMONSTRATIONS[platform].split(":")
    made: DirectoryClass = getattr(importlib.import_module(module), attribute)
    return made
