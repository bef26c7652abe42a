"""Parts that the invented directories write as WordPress does: script variables, sitemaps, searches by distance."""

import json
from collections.abc import Iterable, Mapping
from html import escape

from demo.exchange import NOTICE, Response, number
from demo.world.entry import Entry
from demo.world.places import miles

AJAX = "/wp-admin/admin-ajax.php"
JSON = "application/json; charset=UTF-8"


def variable(name: str, value: object) -> str:
    """Return a script that defines a variable: slashes escaped, in a CDATA section."""
    escaped = json.dumps(value).replace("/", "\\/")
    return f"<script>\n/* <![CDATA[ */\nvar {name} = {escaped};\n/* ]]> */\n</script>\n"


def sitemap(addresses: Iterable[str], *, index: bool = False) -> Response:
    """Return a sitemap, or an index of sitemaps."""
    kind, part = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    named = "".join(f"<{part}><loc>{escape(address)}</loc></{part}>\n" for address in addresses)
    return Response(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- {NOTICE} -->\n'
        f'<{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{named}</{kind}>\n',
        "text/xml; charset=UTF-8",
    )


def nearest(
    entries: Iterable[Entry], query: Mapping[str, str], names: tuple[str, str], within: float
) -> list[tuple[float, Entry]]:
    """Return (miles, entry) of everybody `within` miles of the query's point, nearest first.

    `names` are the parameters of latitude and longitude in degrees. A query without a point finds nobody.
    """
    latitude, longitude = (number(query.get(name, "")) for name in names)
    if latitude is None or longitude is None:
        return []
    found = ((miles(latitude, longitude, entry.place.latitude, entry.place.longitude), entry) for entry in entries)
    return sorted((pair for pair in found if pair[0] <= within), key=lambda pair: (pair[0], pair[1].key))
