"""The school's practitioners in Storepoint, a widget that reads from `api.storepoint.co`.

`GET /v1/{key}/locations`, or with `lat`, `long` and `radius` in miles.
"""

import json
from collections.abc import Iterable, Mapping
from html import escape

from demo.directories.platforms import FRONT
from demo.directories.wordpress import nearest
from demo.exchange import Request, Response, not_found, number, page, robots
from demo.world.entry import Entry

API = "https://api.storepoint.co"
KEY = "15f00d5cafe5"
_SCRIPT = f"https://cdn.storepoint.co/api/v1/js/{KEY}.js"
_RADIUS = 50.0
_EVERY = 8
"""One row in this many has no coordinates, and null where others have an empty text."""
Row = Mapping[str, object]


class Storepoint:
    """Answers as the school's site with the widget, and as the widget's API."""

    stands_in_for: tuple[str, ...] = (API,)

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(entries)

    def respond(self, request: Request) -> Response:
        """Return the API's JSON, the front page, robots.txt or a 404 page."""
        if request.path == "/robots.txt":
            return robots()
        if request.path in {"/", FRONT}:
            return page("Our practitioners", _front())
        if request.path == f"/v1/{KEY}/locations":
            return _json({"success": True, "results": {"locations": self._found(request.query)}})
        if request.path.startswith("/v1/"):
            return _json({"success": False, "message": "no such map"})
        return not_found()

    def _found(self, query: Mapping[str, str]) -> list[Row]:
        if "lat" not in query:
            return [_row(entry) for entry in self._entries]
        near = nearest(self._entries, query, ("lat", "long"), number(query.get("radius", "")) or _RADIUS)
        return [_row(entry) | {"distance": round(away, 2)} for away, entry in near]


def _front() -> str:
    return (
        f'<h1>Our practitioners</h1>\n<div id="storepoint-container" data-map-id="{KEY}"></div>\n'
        '<script>(function(){var a=document.createElement("script");a.type="text/javascript";a.async=!0;'
        f'a.src="{_SCRIPT}";document.body.appendChild(a);}}());</script>\n'
    )


def _json(value: object) -> Response:
    return Response(json.dumps(value, ensure_ascii=False), "application/json")


def _row(entry: Entry) -> dict[str, object]:
    odd = int(entry.key) % _EVERY == 0
    street = " ".join(filter(None, (entry.street, entry.unit)))
    return {
        "id": int(entry.key),
        "name": entry.name,
        "streetaddress": f"{street}, {entry.place.town.city}, {entry.state} {entry.zip}",
        "loc_lat": None if odd else float(entry.latitude),
        "loc_long": None if odd else float(entry.longitude),
        "phone": entry.phone,
        "website": entry.website,
        "email": f"{entry.subject}@needling-school.example",
        "facebook": "",
        "tags": "practitioner, pain" if odd else "",
        "description": entry.text if "hostile" in entry.traps else escape(entry.text),
        "extra": None if odd else "",
        "monday": "9:00 AM - 5:00 PM",
        "tuesday": "",
        "wednesday": None,
        "thursday": "9:00 AM - 5:00 PM",
        "friday": "",
        "saturday": "",
        "sunday": "",
        "image_url": "",
    }
