"""A school's practitioners as HTML pages of cards, not made by any platform; `html_list` reads such pages.

Pages are numbered, and the one after the last shows the last again, as many sites do. A card is a table row with broken
markup; phone, address and website are on each practitioner's own page, some in attributes.
"""

from collections.abc import Iterable
from html import escape

from demo.directories.platforms import FRONT
from demo.exchange import Request, Response, not_found, number, page, robots
from demo.world.entry import Entry

PAGE_SIZE = 20
OPTIONS = {
    "card": "tr.practitioner",
    "name": "b",
    "link": "::attr(data-page)",
    "page_parameter": "page",
    "detail": ".about",
    "detail_fields": {
        "organization": ".clinic",
        "street": ".street",
        "city": ".city",
        "state": ".state",
        "zip": ".zip",
        "phone": "a[href^='tel:']",
        "website": "::attr(data-website)",
    },
}
"""The selectors of `html_list` for these pages."""


class CardList:
    """Answers as the invented school's site."""

    stands_in_for: tuple[str, ...] = ()

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_path = {f"/practitioners/{entry.key}": entry for entry in entries}

    def respond(self, request: Request) -> Response:
        """Return a page of the list, a practitioner's page, robots.txt or a 404 page."""
        if request.path == "/robots.txt":
            return robots()
        if request.path in {"/", FRONT}:
            return self._list(int(number(request.query.get("page", "1")) or 1))
        if request.path in self._by_path:
            return _own_page(self._by_path[request.path])
        return not_found()

    def _list(self, asked: int) -> Response:
        last = -(-len(self._by_path) // PAGE_SIZE)
        start = (min(max(asked, 1), last) - 1) * PAGE_SIZE
        rows = "".join(_row(path, entry) for path, entry in list(self._by_path.items())[start : start + PAGE_SIZE])
        return page("Our practitioners", f"<h1>Our practitioners</h1>\n<table>\n<tr><th>Name<th>Town\n{rows}</table>\n")


def _row(path: str, entry: Entry) -> str:
    return (
        f'<tr class="practitioner" data-page="{escape(path)}"><td><b>{escape(entry.name)}</b><td>'
        f"{escape(entry.place.town.city)}</tr></td>\n"
    )


def _own_page(entry: Entry) -> Response:
    street = " ".join(filter(None, (entry.street, entry.unit)))
    digits = "".join(character for character in entry.phone if character.isdigit())
    return page(
        entry.name,
        f'<h1>{escape(entry.name)}</h1>\n<p class="clinic">{escape(entry.place.organization)}</p>\n'
        f'<p><span class="street">{escape(street)}</span>, <span class="city">{escape(entry.place.town.city)}</span>, '
        f'<span class="state">{escape(entry.state)}</span> <span class="zip">{escape(entry.zip)}</span></p>\n'
        f'<p><a href="tel:{digits}">Call</a></p>\n<div class="about" data-website="{escape(entry.website)}">'
        f"<p>{escape(entry.text)}</p></div>\n",
    )
