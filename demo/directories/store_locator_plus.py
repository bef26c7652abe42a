"""The school's practitioners as Store Locator Plus, a WordPress plugin, and as the service of the same name.

The plugin answers a POST to `admin-ajax.php` with the fields `action`, `lat`, `lng` and `radius` in miles, the service
a GET at its own host. Both return at most 25 locations, whatever is requested, and do not say that there are more.
"""

import json
from collections.abc import Iterable, Mapping
from html import escape

from demo.directories.platforms import FRONT
from demo.directories.wordpress import AJAX, JSON, nearest, variable
from demo.exchange import Request, Response, not_found, number, page, robots
from demo.world.entry import Entry

PUBLIC = "https://practitioners.needling-school.example"
SERVICE = "https://dashboard.storelocatorplus.com"
DATASET = "needling_school_at_example"
KEY = f"myslp.{'0123456789abcdef' * 4}"
LIMIT = 25
ACTIONS = ("csl_ajax_onload", "csl_ajax_search")
_RADIUS = 100.0
_FOLDER = "/wp-content/plugins/store-locator-le/"
_EVERY = 9
"""One row in this many has no coordinates, and its fields in another shape."""
Row = Mapping[str, object]


class StoreLocatorPlus:
    """Answers as the school's site with the plugin."""

    stands_in_for: tuple[str, ...] = ()

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(entries)

    def respond(self, request: Request) -> Response:
        """Return the JSON of a search, the front page, robots.txt or a 404 page."""
        if request.path == "/robots.txt":
            return robots()
        if request.path in {"/", FRONT}:
            return page("Our practitioners", _plugin_front())
        if request.path != AJAX:
            return not_found()
        if request.form.get("action") not in ACTIONS:
            return Response("0", status=400)  # WordPress answers an unknown action in this way
        return Response(json.dumps(_answer(self._entries, request.form)), JSON)


class StoreLocatorPlusCloud:
    """Answers as the school's site with the service's map, and as the service."""

    stands_in_for: tuple[str, ...] = (SERVICE,)

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(entries)

    def respond(self, request: Request) -> Response:
        """Return the service's JSON, the front page, robots.txt or a 404 page."""
        if request.path == "/robots.txt":
            return robots()
        if request.path in {"/", FRONT}:
            return page("Our practitioners", _service_front())
        if request.path != f"/{DATASET}/wp-json/myslp/v2/locations-map/search":
            return not_found()
        if request.query.get("api_key") != KEY:
            return Response(json.dumps({"data": {"success": False, "message": "no such key", "response": []}}), JSON)
        return Response(json.dumps({"data": _answer(self._entries, request.query)}), JSON)


def _plugin_front() -> str:
    options = {"distance_unit": "miles", "radii": "10,25,50,(100),200,500", "initial_radius": "100"}
    settings = {"options": options, "ajaxurl": PUBLIC + AJAX, "plugin_url": PUBLIC + _FOLDER}
    return (
        "<h1>Our practitioners</h1>\n"
        f'<div class="store_locator_plus"><div id="map"></div></div>\n{variable("slplus", settings)}'
        f'<script src="{PUBLIC}{_FOLDER}js/slp_core.js"></script>\n'
    )


def _service_front() -> str:
    script = f"{SERVICE}/{DATASET}/wp-json/myslp/v2/locations-map/script?api_key={KEY}"
    return f'<h1>Our practitioners</h1>\n<div id="myslp"></div>\n<script src="{script}"></script>\n'


def _answer(entries: Iterable[Entry], query: Mapping[str, str]) -> Mapping[str, object]:
    """Return an answer of at most `LIMIT` rows; without a point, the first rows."""
    radius = number(query.get("radius", "")) or _RADIUS
    found = nearest(entries, query, ("lat", "lng"), radius) if "lat" in query else [(0.0, entry) for entry in entries]
    rows = [_row(entry, away) for away, entry in found[:LIMIT]]
    return {
        "success": True,
        "count": str(len(rows)),
        "slp_version": "4.9.6",
        "type": "load" if query.get("action") == ACTIONS[0] else "search",
        "response": rows,
    }


def _row(entry: Entry, away: float) -> Row:
    odd = int(entry.key) % _EVERY == 0
    description = f"<p>{entry.text if 'hostile' in entry.traps else escape(entry.text)}</p>" if entry.text else ""
    return {
        "name": escape(escape(entry.name)) if odd else escape(entry.name),
        "address": entry.street,
        "address2": entry.unit,
        "city": entry.place.town.city,
        "state": entry.state,
        "zip": entry.zip,
        "country": None if odd else "USA",
        "lat": None if odd else entry.latitude,
        "lng": None if odd else entry.longitude,
        "description": escape(description),  # the plugin escapes it once more
        "url": entry.website,
        "sl_pages_url": f"{PUBLIC}/store-page/{entry.subject}/",
        "email": f"{entry.subject}@needling-school.example",
        "email_link": f"<a href='mailto:{entry.subject}@needling-school.example'>Email</a>",
        "hours": "Mon-Fri 9-5",
        "phone": entry.phone,
        "fax": "",
        "image": "",
        "distance": f"{away:.1f}",
        "tags": "practitioner,pain" if odd else "",
        "option_value": 'a:1:{s:4:"rank";i:0;}',
        "attributes": [],
        "id": int(entry.key) if odd else entry.key,
    }
