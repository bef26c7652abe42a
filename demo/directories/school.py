"""The second directory: the practitioners of a dry-needling school in WP Store Locator, a WordPress plugin.

`GET /wp-admin/admin-ajax.php?action=store_search&autoload=1`, or with `lat`, `lng`, `max_results` and
`search_radius` (`radius` in the plugin's first version), in miles. The answer is a JSON list; it does not say that
`max_results` cut it. A practitioner's own page, listed in `wpsl_stores-sitemap.xml`, has the row in a script.
"""

import json
from collections.abc import Iterable, Mapping
from html import escape

from demo.directories.platforms import FRONT
from demo.directories.wordpress import AJAX, JSON, sitemap, variable
from demo.exchange import Request, Response, not_found, number, page, robots
from demo.world.entry import Entry
from demo.world.places import miles

PUBLIC = "https://practitioners.needling-school.example"
ARCHIVE = "/practitioner/"
STORES = "/wpsl_stores-sitemap.xml"
_MAX_RESULTS, _RADIUS = 25, 50
_HOURS = (
    '<table role="presentation" class="wpsl-opening-hours"><tr><td>Monday</td><td><time>9:00 AM - 5:00 PM</time></td>'
    "</tr><tr><td>Tuesday</td><td>Closed</td></tr></table>"
)
_BROKEN_HOURS = '<table role="presentation" class="wpsl-opening-hours"><tr><td>Monday</td><td><time>9:00 AM'
_MALFORMED: tuple[object, ...] = (None, "not a store", {"id": "", "store": ""})
"""Rows that are not listings, at the end of the list, as a damaged database may have them."""
_WITHOUT_MAP = 20
"""About one page in this many has an empty map: the plugin writes it for a store without a known place."""
_ON_THE_PAGE = ("address", "store", "address2", "city", "state", "zip", "country", "lat", "lng", "id")
Row = Mapping[str, object]


class School:
    """Answers as the invented school's practitioner directory."""

    stands_in_for: tuple[str, ...] = ()

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(entries)
        self._by_slug = {_slug(entry): entry for entry in self._entries}

    def respond(self, request: Request) -> Response:
        """Return the JSON list, a practitioner's page, the front page, a sitemap, robots.txt or a 404 page."""
        if request.path == AJAX:
            return self._ajax(request)
        if request.path in self._by_slug:
            return _store_page(self._by_slug[request.path])
        return self._other(request.path)

    def _other(self, path: str) -> Response:
        if path == "/robots.txt":
            return robots()
        if path in {"/", FRONT}:
            return page("Our practitioners", _front())
        if path == ARCHIVE:
            return page("Practitioners", "<h1>Practitioners</h1>\n", body_class="archive post-type-archive-wpsl_stores")
        if path == "/sitemap_index.xml":
            return sitemap([f"{PUBLIC}/page-sitemap.xml", PUBLIC + STORES], index=True)
        return sitemap(PUBLIC + one for one in (ARCHIVE, *self._by_slug)) if path == STORES else not_found()

    def _ajax(self, request: Request) -> Response:
        if request.query.get("action") != "store_search":
            return Response("0", status=400)  # WordPress answers an unknown action in this way
        rows: list[object]
        if request.query.get("autoload") == "1":
            rows = [*(_row(entry, 0.0) for entry in self._entries), *_MALFORMED]
        else:
            rows = list(self._search(request.query))
        return Response(json.dumps(rows, ensure_ascii=True), JSON)

    def _search(self, query: Mapping[str, str]) -> list[Row]:
        latitude, longitude = number(query.get("lat", "")), number(query.get("lng", ""))
        if latitude is None or longitude is None:
            return []
        radius = number(query.get("search_radius", query.get("radius", ""))) or _RADIUS
        most = int(number(query.get("max_results", "")) or _MAX_RESULTS)
        found = [
            (miles(latitude, longitude, entry.place.latitude, entry.place.longitude), entry) for entry in self._entries
        ]
        near = sorted((pair for pair in found if pair[0] <= radius), key=lambda pair: (pair[0], int(pair[1].key)))
        return [_row(entry, away) for away, entry in near[: max(0, most)]]


def _front() -> str:
    settings = {"autoLoad": "1", "maxResults": "25", "searchRadius": "50", "distanceUnit": "mi"}
    radius, results = (10, 25, 50, 100, 200, 500), (25, 50, 75, 100)
    return (
        '<h1>Our practitioners</h1>\n<div id="wpsl-wrap">'
        f"{_dropdown('radius', 'Search radius', radius)}{_dropdown('results', 'Results', results)}</div>\n"
        f"{variable('wpslSettings', {**settings, 'ajaxurl': PUBLIC + AJAX})}"
    )


def _dropdown(name: str, label: str, offered: Iterable[int]) -> str:
    options = "".join(f'<option value="{one}">{one}</option>' for one in offered)
    return f'<label for="wpsl-{name}-dropdown">{label}</label><select id="wpsl-{name}-dropdown">{options}</select>'


def _slug(entry: Entry) -> str:
    return f"{ARCHIVE}{entry.subject}/"


def _row(entry: Entry, away: float) -> Row:
    return {
        "id": entry.key,
        "store": escape(entry.name),  # WordPress returns titles with entities
        "address": entry.street,
        "address2": entry.unit,
        "city": entry.place.town.city,
        "state": entry.state,
        "zip": entry.zip,
        "country": "United States",
        "lat": entry.latitude,
        "lng": entry.longitude,
        "phone": entry.phone,
        "fax": "",
        "email": "",
        "hours": _BROKEN_HOURS if "shifted_fields" in entry.traps else _HOURS,
        "url": entry.website,
        "thumb": "",
        "permalink": PUBLIC + _slug(entry),
        "terms": "Practitioner",
        "description": f"<p>{_html(entry)}</p>\n" if entry.text else "",
        "distance": round(away, 1),
    }


def _html(entry: Entry) -> str:
    """Return the description as its author typed it; a hostile one keeps its tags."""
    return entry.text if "hostile" in entry.traps else escape(entry.text)


def _store_page(entry: Entry) -> Response:
    row = _row(entry, 0.0)
    locations = [{key: row[key] for key in _ON_THE_PAGE}] if int(entry.key) % _WITHOUT_MAP else []
    lines = [entry.street, *filter(None, [entry.unit]), entry.place.town.city, entry.state, entry.zip, "United States"]
    spans = "".join(f"<span>{escape(line)}</span> " for line in lines)
    text = f"<p>{escape(entry.text)}</p>\n" if entry.text else ""
    phone = escape(entry.phone)
    return page(
        entry.name,
        f'<nav><a href="/">Courses in dry needling</a></nav>\n<article>\n<h1>{escape(entry.name)}</h1>\n'
        f'<div class="wpsl-location-address">{spans}</div>\n'
        f'<div class="wpsl-contact-details">Phone: <a href="tel:{phone}">{phone}</a></div>\n'
        f"{text}{_HOURS}</article>\n"
        f"{variable('wpslMap_0', {'zoomLevel': '12', 'mapType': 'roadmap', 'locations': locations})}",
        body_class=f"wpsl_stores-template-default single single-wpsl_stores postid-{entry.key}",
    )
