"""Lookups in the registers when a generation is published: their entries, and which were read completely."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from sqlalchemy import Connection

from index.publish.checks.decisions import Decision, DecisionKey, latest
from index.published.manifest import ExclusionList
from index.records import RegisterKind, SeenEntry
from index.store.listings import register_entries
from index.store.listings.register_entries import KeysRead, keys_read
from index.store.runs import runs


class RegisterLookup:
    """Looks up entries by license and by NPI; finds only entries in the newest good run."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def by_license(self, key: str) -> list[SeenEntry]:
        """Return the entries with a license key (index.records.identifiers)."""
        return self._found(register_entries.by_license(self._connection, key)) if key in self._keys.licenses else []

    def by_npi(self, npi: str) -> list[SeenEntry]:
        """Return the entries with an NPI."""
        return self._found(register_entries.by_npi(self._connection, npi)) if npi in self._keys.npis else []

    def covering(self, state: str, profession: str) -> tuple[str, date] | None:
        """Return the license register of a state and profession that was last read completely, and the day; or None."""
        days = [
            (day, source)
            for source, covered in self._keys.covers.items()
            if (state, profession) in covered and (day := self._read_whole(source))
        ]
        return max(days)[::-1] if days else None

    @cached_property
    def decisions(self) -> Mapping[DecisionKey, Decision]:
        """The newest decision on each match."""
        return latest(self._connection)

    @cached_property
    def _keys(self) -> KeysRead:
        return keys_read(self._connection)

    def _read_whole(self, source: str) -> date | None:
        if source not in self._days:
            newest = next(iter(runs.passed(self._connection, source, limit=1)), None)
            self._days[source] = newest.ended_at.date() if newest and newest.ended_at else None
        return self._days[source]

    @cached_property
    def _days(self) -> dict[str, date | None]:
        return {}

    @staticmethod
    def _found(seen: list[SeenEntry]) -> list[SeenEntry]:
        return [one for one in seen if one.missing_since is None]


def exclusion_list(connection: Connection) -> ExclusionList | None:
    """Return the list with the month of its newest file; None where no full file was read or none says its month."""
    entries = [
        seen.entry
        for seen in register_entries.of_kind(connection, RegisterKind.EXCLUSIONS)
        if not seen.missing_since and seen.entry.as_of
    ]
    whole = {source for source in {entry.source for entry in entries} if runs.passed(connection, source, limit=1)}
    found = [(entry.as_of, entry.url) for entry in entries if entry.as_of and entry.source in whole]
    if not found:
        return None
    as_of, url = max(found)
    return ExclusionList(url=url, as_of=as_of.isoformat())
