"""Cards of the sources that a generation was built from."""

from dataclasses import dataclass
from datetime import date

from index.normalize.url import safe_url
from index.published.manifest import Manifest, SourceEntry
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
    listed: int
    last_read: date | None
    is_correction: bool
    """True for `told_us`, whose day is that of the newest correction."""


def source_cards(manifest: Manifest) -> tuple[SourceCard, ...]:
    """Return the sources of a generation by name."""
    cards = (_card(source, entry) for source, entry in manifest.sources.items())
    return tuple(sorted(cards, key=lambda card: card.name.casefold()))


def _card(source: str, entry: SourceEntry) -> SourceCard:
    link = safe_url(entry.url)
    return SourceCard(
        name=entry.name or source_name(source),
        publisher=entry.publisher,
        coverage=entry.coverage,
        terms=entry.terms,
        link=link,
        site=site_name(link),
        listed=entry.providers,
        last_read=date.fromisoformat(entry.last_read) if entry.last_read else None,
        is_correction=is_correction(source),
    )
