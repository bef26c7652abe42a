"""The first directory: an association's "Find a PT" list in HTML, in the shape of ChoosePT's result list.

`GET /find-a-pt?lat=&lon=&loc=&dist=&p=`: one card a therapist, nearest first, `dist` in miles, pages from 1.
Only the CSS classes that its one public reader relies on are the same; the content of a card is our own.
"""

from collections.abc import Iterable
from html import escape
from urllib.parse import quote, urlencode

from demo.exchange import Request, Response, not_found, number, page, robots
from demo.world.entry import Entry
from demo.world.places import miles

PAGE_SIZE = 8
_DEFAULT_MILES = 25.0
_TITLE_ONLY = (
    '<div class="find-a-pt__results-item">\n<h3 class="find-a-pt__profile-title">No name was given</h3>\n</div>\n'
)
"""A card without link, address and phone; the list has one, as such lists do."""


class Finder:
    """Answers as the invented "Find a PT" list."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(entries)
        self._by_path = {entry.key: entry for entry in self._entries}

    def respond(self, request: Request) -> Response:
        """Return the list, a profile, robots.txt or a 404 page."""
        if request.path == "/robots.txt":
            return robots()
        if request.path in {"/", "/find-a-pt"}:
            return self._list(request)
        if request.path in self._by_path:
            return _profile(self._by_path[request.path])
        return not_found()

    def near(self, latitude: float, longitude: float, within: float) -> list[tuple[float, Entry]]:
        """Return (miles, entry) of everyone `within` miles of a point in degrees, nearest first."""
        found = [
            (miles(latitude, longitude, entry.place.latitude, entry.place.longitude), entry) for entry in self._entries
        ]
        return sorted((pair for pair in found if pair[0] <= within), key=lambda pair: (pair[0], pair[1].key))

    def _list(self, request: Request) -> Response:
        latitude, longitude = number(request.query.get("lat", "")), number(request.query.get("lon", ""))
        within = number(request.query.get("dist", "")) or _DEFAULT_MILES
        found = [] if latitude is None or longitude is None else self.near(latitude, longitude, within)
        at = max(1, int(number(request.query.get("p", "1")) or 1))
        start = (at - 1) * PAGE_SIZE
        shown = found[max(0, start - 1) : start + PAGE_SIZE] if start < len(found) else []
        cards = "".join(_card(entry, away) for away, entry in shown)
        if shown and start + PAGE_SIZE >= len(found):
            cards += _TITLE_ONLY
        place = escape(request.query.get("loc", ""))
        return page(
            "Find a PT",
            f"<h1>Find a PT</h1>\n<p>{len(found)} results near {place}</p>\n{cards}{_pager(request, at, len(found))}",
        )


def _pager(request: Request, at: int, total: int) -> str:
    pages = -(-total // PAGE_SIZE)
    if pages <= 1:
        return ""
    links = []
    for turn in range(1, pages + 1):
        query = urlencode({**request.query, "p": str(turn)}, quote_via=quote)
        current = ' aria-current="page"' if turn == at else ""
        links.append(f'<li><a href="/find-a-pt?{escape(query)}"{current}>{turn}</a></li>\n')
    return f'<ul class="pagination">\n{"".join(links)}</ul>\n'


def _card(entry: Entry, away: float) -> str:
    return (
        '<div class="find-a-pt__results-item">\n'
        f'<h3 class="find-a-pt__profile-title"><a href="{escape(entry.key)}">{escape(entry.name)}</a></h3>\n'
        f'<p class="find-a-pt__distance">{away:.1f} miles</p>\n'
        f"{_contact(entry)}</div>\n"
    )


def _contact(entry: Entry) -> str:
    street = " ".join(filter(None, (entry.street, entry.unit)))
    parts = []
    if entry.place.organization:
        parts.append(f'<p class="find-a-pt__practice">{escape(entry.place.organization)}</p>')
    parts.append(f"<p>{escape(f'{street}, {entry.place.town.city}, {entry.state} {entry.zip}')}</p>")
    if entry.phone:
        digits = "".join(character for character in entry.phone if character.isdigit())
        parts.append(f'<p><a href="tel:+1{digits}">{escape(entry.phone)}</a></p>')
    if entry.website:
        parts.append(f'<p><a href="{escape(entry.website)}">Website</a></p>')
    if entry.text:
        parts.append(f"<p>{escape(entry.text)}</p>")
    return "".join(part + "\n" for part in parts)


def _profile(entry: Entry) -> Response:
    return page(entry.name, f"<main>\n<h1>{escape(entry.name)}</h1>\n{_contact(entry)}</main>\n")
