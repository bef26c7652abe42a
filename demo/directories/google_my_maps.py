"""A school's practitioners on a map of Google My Maps, embedded in a frame of the school's page.

`GET https://www.google.com/maps/d/kml?mid=` answers with a KMZ, and with `forcekml=1` with a KML: one folder a layer,
fields of the map's table as ExtendedData, and the same fields once more as lines of the description.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from demo.directories.platforms import FRONT
from demo.exchange import NOTICE, Request, Response, not_found, page, robots
from demo.world.entry import Entry

MID = "1aInventedMapOfPractitioners"
PATH = "/maps/d/kml"
_FRAME = f"https://www.google.com/maps/d/embed?mid={MID}&ehbc=2E312F"


class GoogleMyMaps:
    """Answers as the invented school's page and as Google My Maps."""

    stands_in_for: tuple[str, ...] = ("https://www.google.com",)

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._kml = _kml(sorted(entries, key=lambda entry: entry.place.town.state))

    def respond(self, request: Request) -> Response:
        """Return the page with the map, the map's file, robots.txt or a 404 page."""
        if request.path == "/robots.txt":
            return robots()
        if request.path in {"/", FRONT}:
            frame = f'<iframe src="{escape(_FRAME)}" width="640" height="480"></iframe>\n'
            return page("Our practitioners", f"<h1>Our practitioners</h1>\n{frame}")
        if request.path == PATH and request.query.get("mid") == MID:
            if request.query.get("forcekml") == "1":
                return Response(self._kml, "application/vnd.google-earth.kml+xml; charset=utf-8")
            return Response(kmz(self._kml), "application/vnd.google-earth.kmz")
        return not_found()


def kmz(kml: str) -> bytes:
    """Return a KML as the zip file that Google sends, the same bytes each time."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("doc.kml"), kml)
    return packed.getvalue()


def _kml(entries: Iterable[Entry]) -> str:
    folders = "".join(
        f"<Folder>\n<name>{escape(state)}</name>\n{''.join(map(_placemark, group))}</Folder>\n"
        for state, group in groupby(entries, key=lambda entry: entry.place.town.state)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<!-- {NOTICE} -->\n'
        f"<Document>\n<name>Our practitioners</name>\n{folders}</Document>\n</kml>\n"
    )


def _fields(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "Address", " ".join(filter(None, (entry.street, entry.unit)))
    yield "City", entry.place.town.city
    yield "State", entry.state
    yield "Zip", entry.zip
    yield "Phone", entry.phone
    yield "Website", entry.website
    yield "About", entry.text


def _placemark(entry: Entry) -> str:
    fields = list(_fields(entry))
    description = "<br>".join(f"{name}: {escape(text)}" for name, text in fields)
    data = "".join(f'<Data name="{name}">\n<value>{escape(text)}</value>\n</Data>\n' for name, text in fields)
    return (
        f"<Placemark>\n<name>{escape(entry.name)}</name>\n<description><![CDATA[{description}]]></description>\n"
        f"<styleUrl>#icon-1899-0288D1</styleUrl>\n<ExtendedData>\n{data}</ExtendedData>\n"
        f"<Point>\n<coordinates>\n{entry.longitude},{entry.latitude},0\n</coordinates>\n</Point>\n</Placemark>\n"
    )
