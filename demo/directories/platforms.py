"""Invented directories in the exact shape of each locator platform, for tests, to try the probe, and to learn.

Each is a `Directory` made from the entries of the invented world. Its front page has the marks by which the platform is
recognized; parts that have another host on the web (a widget's API) answer on the same server.
"""

import importlib
from collections.abc import Iterable
from typing import Protocol

from demo.exchange import Directory
from demo.world.entry import Entry

DEMONSTRATIONS = {
    "csv_file": "demo.directories.csv_file:CsvFile",
    "geodirectory": "demo.directories.geodirectory:GeoDirectory",
    "google_my_maps": "demo.directories.google_my_maps:GoogleMyMaps",
    "store_locator_plus": "demo.directories.store_locator_plus:StoreLocatorPlus",
    "store_locator_plus_cloud": "demo.directories.store_locator_plus:StoreLocatorPlusCloud",
    "storepoint": "demo.directories.storepoint:Storepoint",
    "structured_data": "demo.directories.structured_data:StructuredData",
    "wild_apricot": "demo.directories.wild_apricot:WildApricot",
    "wp_store_locator": "demo.directories.school:School",
}
"""The class of each platform's directory (module:name), by the platform's name."""
FRONT = "/find-a-practitioner/"
"""The path of the page to give to the probe."""


class UnknownDemonstrationError(LookupError):
    """No invented directory has the shape of that platform."""


class DirectoryClass(Protocol):
    """A directory made from entries; `stands_in_for` has further public roots that its server answers for."""

    stands_in_for: tuple[str, ...]

    def __call__(self, entries: Iterable[Entry], /) -> Directory:
        """Return the directory of these entries."""
        ...


def directory_class(platform: str) -> DirectoryClass:
    """Return the directory class of a platform; raises UnknownDemonstrationError, which names the known ones."""
    if platform not in DEMONSTRATIONS:
        raise UnknownDemonstrationError(
            f"no demonstration directory has the shape {platform!r}; known are {', '.join(sorted(DEMONSTRATIONS))}"
        )
    module, attribute = DEMONSTRATIONS[platform].split(":")
    made: DirectoryClass = getattr(importlib.import_module(module), attribute)
    return made
