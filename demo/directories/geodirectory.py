"""The school's practitioners in GeoDirectory, a WordPress plugin: pages of JSON under `wp-json/geodir/v2`.

`GET /wp-json/geodir/v2/practitioners?per_page=&page=`, with the numbers of entries and pages in headers.
"""

import json
from collections.abc import Iterable, Mapping
from html import escape

from demo.directories.platforms import FRONT
from demo.directories.wordpress import JSON
from demo.exchange import Request, Response, not_found, number, page, robots
from demo.world.entry import Entry

PUBLIC = "https://practitioners.needling-school.example"
API = "/wp-json/geodir/v2/practitioners"
_PER_PAGE, _MOST_PER_PAGE = 10, 100
_EVERY = 7
"""One entry in this many has no coordinates, and its fields in another of the plugin's shapes."""


class GeoDirectory:
    """Answers as the school's site with the plugin."""

    stands_in_for: tuple[str, ...] = ()

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(entries)

    def respond(self, request: Request) -> Response:
        """Return a page of JSON, the front page, robots.txt or a 404 page."""
        if request.path == "/robots.txt":
            return robots()
        if request.path in {"/", FRONT}:
            return page("Our practitioners", _front(), head=_HEAD, body_class="archive geodir-page")
        return self._list(request.query) if request.path == API else not_found()

    def _list(self, query: Mapping[str, str]) -> Response:
        per_page = int(number(query.get("per_page", "")) or _PER_PAGE)
        at = int(number(query.get("page", "")) or 1)
        if not 0 < per_page <= _MOST_PER_PAGE:
            return _refused("rest_invalid_param", "Invalid parameter(s): per_page")
        pages = -(-len(self._entries) // per_page)
        if not 0 < at <= max(1, pages):
            return _refused("rest_post_invalid_page_number", "The page number is larger than the number of pages.")
        shown = self._entries[(at - 1) * per_page : at * per_page]
        totals = {"X-WP-Total": str(len(self._entries)), "X-WP-TotalPages": str(pages)}
        return Response(json.dumps([_row(entry) for entry in shown]), JSON, headers=totals)


_HEAD = f'<link rel="https://api.w.org/" href="{PUBLIC}/wp-json/">\n'


def _front() -> str:
    return (
        '<h1>Our practitioners</h1>\n<div class="geodir-loop-container"></div>\n'
        f'<link rel="stylesheet" href="{PUBLIC}/wp-content/plugins/geodirectory/assets/css/map.css">\n'
        f'<script>var loop = {{"url": "{(PUBLIC + API).replace("/", chr(92) + "/")}"}};</script>\n'
    )


def _refused(code: str, message: str) -> Response:
    return Response(json.dumps({"code": code, "message": message, "data": {"status": 400}}), JSON, 400)


def _row(entry: Entry) -> Mapping[str, object]:
    odd = int(entry.key) % _EVERY == 0
    text = entry.text if "hostile" in entry.traps else escape(entry.text)
    term = {"id": 8, "name": "Practitioner", "slug": "practitioner"}
    return {
        "id": int(entry.key),
        "title": {"raw": entry.name, "rendered": escape(entry.name)},
        "slug": entry.subject,
        "link": f"{PUBLIC}/practitioners/{entry.subject}/",
        "status": "publish",
        "type": "gd_practitioner",
        "date": "2026-10-01T09:00:00",
        "modified": "2026-11-02T10:30:00",
        "content": {"raw": entry.text, "rendered": f"<p>{text}</p>\n" if entry.text else ""},
        "default_category": "8" if odd else 8,
        "post_category": [8] if odd else [term],
        "post_tags": "" if odd else [],
        "street": entry.street,
        "street2": entry.unit,
        "city": entry.place.town.city,
        "region": entry.state,
        "country": "United States",
        "zip": entry.zip,
        "latitude": None if odd else entry.latitude,
        "longitude": None if odd else entry.longitude,
        "phone": entry.phone,
        "email": f"{entry.subject}@needling-school.example",
        "website": entry.website,
        "featured_image": [] if odd else {"src": f"{PUBLIC}/wp-content/uploads/{entry.subject}.jpg", "width": 300},
        "business_hours": {"rendered": "Mo 9-5"},
    }
