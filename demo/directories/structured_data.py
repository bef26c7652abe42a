"""A school's practitioners as schema.org data: a page for each, a sitemap named in robots.txt, a short list.

Types, links and places are written as loosely as sites do: a type as text or list, an address with the phone in it,
coordinates as text, a list of practitioners on the first page.
"""

import json
from collections.abc import Iterable, Mapping
from html import escape

from demo.directories.platforms import FRONT
from demo.directories.wordpress import sitemap
from demo.exchange import Request, Response, not_found, page, robots
from demo.world.entry import Entry

SITEMAP = "/practitioners-sitemap.xml"
SHOWN = 3
"""The number of practitioners on the first page."""


class StructuredData:
    """Answers as the invented school's site."""

    stands_in_for: tuple[str, ...] = ()

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_path = {f"/practitioner/{entry.subject}-{entry.key}/": entry for entry in entries}

    def respond(self, request: Request) -> Response:
        """Return the first page, a practitioner's page, the sitemap, robots.txt or a 404 page."""
        if request.path == "/robots.txt":
            return robots(sitemap=request.base_url + SITEMAP)
        if request.path == SITEMAP:
            return sitemap(request.base_url + path for path in self._by_path)
        if request.path in {"/", FRONT}:
            return self._front()
        if request.path in self._by_path:
            entry = self._by_path[request.path]
            text = f"<p>{escape(entry.text)}</p>\n" if entry.text else ""
            return page(entry.name, f"<h1>{escape(entry.name)}</h1>\n{text}", head=_script(_node(entry, request.path)))
        return not_found()

    def _front(self) -> Response:
        shown = list(self._by_path.items())[:SHOWN]
        items = [{"@type": "ListItem", "item": _node(entry, path)} for path, entry in shown]
        links = "".join(f'<li><a href="{path}">{escape(entry.name)}</a></li>\n' for path, entry in shown)
        return page(
            "Our practitioners",
            f"<h1>Our practitioners</h1>\n<ul>\n{links}</ul>\n",
            head=_script({"@type": "ItemList", "itemListElement": items}),
        )


def _script(node: Mapping[str, object]) -> str:
    written = json.dumps({"@context": "https://schema.org", **node}).replace("</", "<\\/")
    return f'<script type="application/ld+json">{written}</script>\n'


def _node(entry: Entry, path: str) -> Mapping[str, object]:
    place = {
        "@type": "PostalAddress",
        "streetAddress": " ".join(filter(None, (entry.street, entry.unit))),
        "addressLocality": entry.place.town.city,
        "addressRegion": entry.state,
        "postalCode": entry.zip,
        "telephone": entry.phone,
    }
    return {
        "@type": ["Person"],
        "name": entry.name,
        "url": path,
        "jobTitle": "Practitioner",
        "address": place,
        "geo": f"{entry.latitude}, {entry.longitude}",
        "worksFor": entry.place.organization or None,
        "description": entry.text,
    }
