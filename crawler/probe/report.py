"""What a probe found, in words for a terminal and as JSON for a program."""

from collections.abc import Iterator
from typing import Any

from crawler.probe.probe import Probed
from index.normalize.listing import normalize
from index.places.gazetteer import open_gazetteer
from index.records import Listing, stated

LONGEST = 160  # characters of one value on a terminal
PARTS = ("name", "credentials", "profession", "website", "npi", "locations", "statements", "text")


def as_json(probed: Probed) -> dict[str, Any]:
    """Return everything that was found; the key of the options is the platform's own."""
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
        "sample": [dict(_recorded(listing)) for listing in _normalized(probed)],
    }


def lines(probed: Probed) -> Iterator[str]:
    """Yield the lines that a person reads."""
    yield from _platform_lines(probed)
    for number, listing in enumerate(_normalized(probed), 1):
        yield f"\nlisting {number}, as it would be recorded:"
        yield from (f"  {field:18} {value[:LONGEST]}" for field, value in _recorded(listing))
    total = len(probed.listings)
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
        yield from (f"  {sign}" for sign in probed.recognized.because)
    elif probed.selectors:
        yield f"{definition.url} is of no platform that we know. A draft of selectors for html_list:"
        yield f"  {probed.selectors.in_words}"
    else:
        yield f"{definition.url} is of no platform that we know, and nothing on it repeats like a list."
    yield from (f"  {name}: {value}" for name, value in definition.options.items())
    for other in probed.others:
        yield f"It also shows signs of {other.platform}: {', '.join(other.because)}"


def _normalized(probed: Probed) -> list[Listing]:
    gazetteer = open_gazetteer()
    return [normalize(raw, gazetteer) for raw in probed.listings]


def _recorded(listing: Listing) -> Iterator[tuple[str, str]]:
    yield from stated(listing)
    yield from (("problem", problem) for problem in listing.problems)


def _filled(probed: Probed) -> dict[str, int]:
    counts = {part: sum(bool(getattr(listing, part)) for listing in probed.listings) for part in PARTS}
    return {part: count for part, count in counts.items() if count}
