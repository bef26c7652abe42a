"""Cards of the sources that a generation was built from."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from index.normalize.url import safe_url
from index.published.manifest import Manifest, SourceEntry
from index.records import BulkGroup
from webapp.about.bulk_words import held_in_files
from webapp.words.sources import is_correction, site_name, source_name


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCard:
    """One source; "" where its description states nothing."""

    name: str
    publisher: str
    coverage: str
    terms: str
    link: str
    site: str
    held_in_files: str
    """The parts of it that files of more than 20 listings hold, and those that they leave out."""
    listed: int
    last_read: date | None
    is_correction: bool
    """True for `told_us`, whose day is that of the newest correction."""


def source_cards(manifest: Manifest) -> tuple[SourceCard, ...]:
    """Return the sources of a generation by name."""
    lets = manifest.lets
    cards = (_card(source, entry, lets.get(source, frozenset())) for source, entry in manifest.sources.items())
    return tuple(sorted(cards, key=lambda card: card.name.casefold()))


def _card(source: str, entry: SourceEntry, lets: AbstractSet[BulkGroup]) -> SourceCard:
    link = safe_url(entry.url)
    return SourceCard(
        name=entry.name or source_name(source),
        publisher=entry.publisher,
        coverage=entry.coverage,
        terms=entry.terms,
        link=link,
        site=site_name(link),
        held_in_files=held_in_files(lets),
        listed=entry.providers,
        last_read=date.fromisoformat(entry.last_read) if entry.last_read else None,
        is_correction=is_correction(source),
    )
