"""What an invented directory that searches around a point finds, nearest first."""

from collections.abc import Iterable, Mapping

from crawler.demo.distance import miles
from crawler.demo.entry import Entry
from crawler.demo.exchange import number


def nearest(
    entries: Iterable[Entry], query: Mapping[str, str], names: tuple[str, str], within: float
) -> list[tuple[float, Entry]]:
    """Return (miles, entry) of everybody within so many miles of the point whose parts the query has under `names`.

    A query without a point finds nobody.
    """
    latitude, longitude = (number(query.get(name, "")) for name in names)
    if latitude is None or longitude is None:
        return []
    found = ((miles(latitude, longitude, entry.place.latitude, entry.place.longitude), entry) for entry in entries)
    return sorted((pair for pair in found if pair[0] <= within), key=lambda pair: (pair[0], pair[1].key))
