"""The report of a probe, as text for a terminal and as JSON for a program."""

from collections.abc import Iterator
from typing import Any

from crawler.probe.probe import Probed
from index.normalize.listing import normalize
from index.places.gazetteer import open_gazetteer
from index.records import Listing, RegisterEntry, stated

LONGEST = 160  # characters of one value on a terminal
PARTS = ("name", "credentials", "profession", "website", "npi", "locations", "statements", "text")
ENTRY_PARTS = ("name", "npi", "profession", "state", "number", "status", "status_text", "issued", "expires")


def as_json(probed: Probed) -> dict[str, Any]:
    """Return everything that the probe found; `options` are the platform's own."""
    recognized = probed.recognized
    return {
        "url": probed.definition.url,
        "platform": probed.definition.platform,
        "recognized": recognized is not None,
        "because": list(recognized.because) if recognized else [probed.selectors.in_words] if probed.selectors else [],
        "options": dict(probed.definition.options),
        "others": [{"platform": other.platform, "because": list(other.because)} for other in probed.others],
        "fields_found": _filled(probed),
        "fields_unread": probed.unread,
        "problems": dict(probed.problems),
        "sample": [dict(shown) for shown in _shown(probed)],
    }


def lines(probed: Probed) -> Iterator[str]:
    """Yield the lines of the report for a terminal."""
    yield from _platform_lines(probed)
    what = "entry of a register" if probed.sample.entries else "listing"
    for number, shown in enumerate(_shown(probed), 1):
        yield f"\n{what} {number}, as it would be recorded:"
        yield from (f"  {field:18} {value[:LONGEST]}" for field, value in shown)
    total = len(probed.listings) + len(probed.sample.entries)
    yield "\nfields found:  " + (
        ", ".join(f"{name} ({count} of {total})" for name, count in _filled(probed).items()) or "none"
    )
    yield "fields unread: " + (", ".join(probed.unread) or "none")
    for kind, count in probed.problems.items():
        yield f"problem:       {kind} ({count})"


def _platform_lines(probed: Probed) -> Iterator[str]:
    definition = probed.definition
    if probed.recognized:
        yield f"{definition.url} is of the platform {definition.platform}, because the page has:"
        yield from (f"  {evidence}" for evidence in probed.recognized.because)
    elif probed.selectors:
        yield f"{definition.url} is of no platform that we know. A draft of selectors for html_list:"
        yield f"  {probed.selectors.in_words}"
    else:
        yield f"{definition.url} is of no platform that we know, and nothing on it repeats like a list."
    yield from (f"  {name}: {value}" for name, value in definition.options.items())
    for other in probed.others:
        yield f"It also shows signs of {other.platform}: {', '.join(other.because)}"


def _shown(probed: Probed) -> list[list[tuple[str, str]]]:
    gazetteer = open_gazetteer()
    listings = [list(_recorded(normalize(raw, gazetteer))) for raw in probed.listings]
    return [*listings, *(list(_entered(entry)) for entry in probed.sample.entries)]


def _entered(entry: RegisterEntry) -> Iterator[tuple[str, str]]:
    said = ((name, getattr(entry, name)) for name in ENTRY_PARTS)
    yield from ((name, str(value)) for name, value in said if value)


def _recorded(listing: Listing) -> Iterator[tuple[str, str]]:
    yield from stated(listing)
    if listing.changed_on:
        yield "changed_on", listing.changed_on.isoformat()
    yield from (("problem", problem) for problem in listing.problems)


def _filled(probed: Probed) -> dict[str, int]:
    counts = {part: sum(bool(getattr(listing, part)) for listing in probed.listings) for part in PARTS}
    if entries := probed.sample.entries:
        counts = {part: sum(bool(getattr(entry, part)) for entry in entries) for part in ENTRY_PARTS}
    return {part: count for part, count in counts.items() if count}
