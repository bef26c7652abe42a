"""The exclusions that stand after all files were read in order: a reinstatement ends one, a full file replaces all."""

from collections import Counter
from collections.abc import Iterator

from crawler.platforms.leie_columns import Exclusion
from crawler.platforms.leie_files import LeieKind

Key = tuple[str, ...]


class Exclusions:
    """What the files read so far leave. `counts` tells of each kind of row, and of reinstatements without match."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._rows: dict[Key, Exclusion] = {}
        self._named: dict[Key, Key] = {}

    def __iter__(self) -> Iterator[Exclusion]:
        return iter(self._rows.values())

    def begin(self, kind: LeieKind) -> None:
        """Begin a file: a full one takes the place of everything before it."""
        if kind is LeieKind.FULL:
            self._rows.clear()
            self._named.clear()

    def take(self, kind: LeieKind, row: Exclusion) -> None:
        """Take one row of the file."""
        self.counts[kind] += 1
        if kind is LeieKind.REINSTATEMENTS:
            self._reinstate(row)
        else:
            self._keep(row)

    def _keep(self, row: Exclusion) -> None:
        key = row.by_npi if row.npi else row.by_name
        self.counts["repeated"] += key in self._rows
        self._rows[key] = row
        self._named[row.by_name] = key

    def _reinstate(self, row: Exclusion) -> None:
        key = row.by_npi if row.npi and row.by_npi in self._rows else self._named.get(row.by_name)
        if key is not None and key in self._rows:
            self._keep(self._rows.pop(key).reinstated_as(row))
            self.counts["reinstated"] += 1
            return
        self.counts["reinstated_from_before"] += 1
        if row.npi:  # an exclusion that an earlier run may have kept
            self._keep(row)
