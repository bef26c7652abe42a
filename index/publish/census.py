"""Counts of a generation's providers, for its manifest."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from index.published.manifest import SourceEntry
from index.records import ListingKind, Precision, Provider, SourcesSay, strongest_finding
from index.store.sources import SourceDescription


@dataclass(slots=True)
class Census:
    """Counts over providers, added one at a time."""

    counts: Counter[str] = field(default_factory=Counter)
    _providers_of: Counter[str] = field(default_factory=Counter)
    _last_read: dict[str, str] = field(default_factory=dict)
    fields: Counter[str] = field(default_factory=Counter)
    """Providers for which any source states a field, by field."""

    def add(self, provider: Provider) -> None:
        """Count one provider."""
        self.counts["providers"] += 1
        self.counts["people" if provider.kind is ListingKind.PERSON else "clinics"] += 1
        self.counts["locations"] += len(provider.practices)
        self.counts.update(_point(practice.location.precision) for practice in provider.practices)
        self.counts[strongest_finding(provider.practices).answer.value] += 1
        self.fields.update({claim.field for claim in provider.claims})
        self._providers_of.update(provider.sources)
        for claim in provider.claims:
            self._last_read[claim.source] = max(self._last_read.get(claim.source, ""), claim.last_seen.isoformat())

    def table(self) -> dict[str, int]:
        """Return every count by name, including zeros."""
        points = map(_point, Precision)
        names = ("providers", "people", "clinics", "locations", *points, *(answer.value for answer in SourcesSay))
        return {name: self.counts[name] for name in names}

    def sources(self, described: Mapping[str, SourceDescription]) -> dict[str, SourceEntry]:
        """Return by source its number of providers, the last day it was read, and its description from `described`."""
        return {
            source: SourceEntry(
                providers=self._providers_of[source], last_read=self._last_read[source], **described.get(source, {})
            )
            for source in sorted(self._last_read)
        }


def _point(precision: Precision) -> str:
    return f"point_{precision.value}"
