"""Google My Maps: the places of a map as KML or KMZ, by the map's id or by the address of a file."""

import re
from collections.abc import AsyncIterator, Iterator
from itertools import chain
from typing import Any, ClassVar
from urllib.parse import urlencode

from pydantic import Field
from scrapy import Request
from scrapy.http import Response, TextResponse

from crawler.formats.html_page import page_of
from crawler.formats.kml import KmlError, Place, read_map
from crawler.formats.link_values import linked_fields
from crawler.formats.needling_words import speaks_of_needling
from crawler.formats.page_links import base_of, resolved
from crawler.formats.unreadable import UnreadableError
from crawler.platforms.base import CommaList, DirectorySpider, Options, Recognized
from crawler.platforms.csv_file.csv_layout import guessed
from crawler.platforms.google_my_maps.kml_columns import OWN, columns_of, found_in, lines_of
from crawler.platforms.mapped_fields import ColumnsOf, ValuesOf, mapped, mapped_listing
from index.normalize.statements.soft_breaks import joined
from index.normalize.text import fold_text
from index.records import ListingKind, RawListing

KML = "https://www.google.com/maps/d/kml"
_MAP = re.compile(r"google\.[a-z.]+/maps/d/(?:u/\d+/)?(?:embed|viewer|edit|kml)\?[^\"'\s<>]*?\bmid=([\w.-]+)")
_KML = re.compile(r"href=[\"']([^\"'\s<>]+\.km[lz])[\"'?#]", re.IGNORECASE)
_ADDRESS = ("street", "address_text")


class GoogleMyMapsOptions(Options):
    """The map, and the meaning of the fields of its places."""

    mid: str = Field(default="", pattern=r"^[\w.-]*$", description="Number of the map, as its address has it in `mid`")
    kml: str = Field(default="", description="Address or path of a KML or KMZ file, in place of `mid`")
    folders: CommaList = Field(default=(), description="Layers of the map to read; none: all")
    columns: ColumnsOf = Field(
        default_factory=dict,
        description="What each field is read from: a field of the map's owner, or `name`, `description`, `folder`, "
        "`address`, `phone`; empty: fields named after one of a listing",
    )
    constants: ValuesOf = Field(default_factory=dict, description="Values of fields where no column has one")
    id: CommaList = Field(default=(), description="Fields that identify a place; none: its name and its point")
    entries: ListingKind = Field(default=ListingKind.CLINIC, description="What a place is: `person` or `clinic`")


class GoogleMyMapsSpider(DirectorySpider):
    """Reads the places of one map."""

    options_model: ClassVar[type[Options]] = GoogleMyMapsOptions
    restricting: ClassVar[frozenset[str]] = frozenset({"folders"})

    @classmethod
    def recognize(cls, page: Response) -> Recognized | None:
        """Recognize a map by the address in a page's frame, which has its id, or by a link to a file."""
        if not isinstance(page, TextResponse):
            return None
        if found := _MAP.search(page.text):
            return Recognized(platform="google_my_maps", because=(found[0],), options={"mid": found[1]}, strength=70)
        if link := _KML.search(page.text):
            because = f"a link to a map's file: {link[1]}"
            base = base_of(page_of(page), page.url)
            file = link[1] if base == page.url and link[1].startswith("/") else resolved(link[1], base)
            return Recognized(platform="google_my_maps", because=(because,), options={"kml": file}, strength=30)
        return None

    async def start(self) -> AsyncIterator[Any]:
        """Request the file, or first the page that shows the map."""
        if self.options.kml:
            yield self.request(self.options.kml, self.parse_map)
        elif self.options.mid:
            yield self._ask(self.options.mid)
        else:
            yield self.request(self.definition.url, self.parse_front)

    def _ask(self, mid: str) -> Request:
        return self.request(f"{KML}?{urlencode({'mid': mid, 'forcekml': 1})}", self.parse_map)

    def parse_front(self, response: Response) -> Iterator[Request]:
        """Request the map that a page shows."""
        found = self.recognize(response)
        if found and "mid" in found.options:
            yield self._ask(str(found.options["mid"]))
        elif found:
            yield self.request(str(found.options["kml"]), self.parse_map, base=response.url)
        else:
            self.problem("page/mid", self.where(response), "the page shows no Google map; write mid in the options")

    def parse_map(self, response: Response, *, linked: bool = False) -> Iterator[RawListing | Request]:
        """Yield the places of a map, without lines and areas; a file that only links to the map is followed once."""
        where = self.where(response)
        try:
            found = read_map(response.body)
        except KmlError as error:
            self.problem("page/kml", where, str(error))
            return
        if not found.places and not linked:
            mine = [link for link in found.links if link.startswith(KML) or self.addresses.inside(link)]
            yield from (self.request(link, self.parse_map, linked=True) for link in mine)
        wanted = set(self.options.folders)
        places = [place for place in found.places if not wanted or wanted & set(place.folders)]
        yield from self.each(places, self.read_place, where)

    def read_place(self, place: Place) -> RawListing:
        """Return the listing of a place; raises UnreadableError if it has no name, or nothing to identify it by."""
        lines = lines_of(place)
        values = columns_of(place, lines)
        columns = self.options.columns or {"text": ("description",), **guessed(values)}
        read = mapped(values, columns, self.options.constants)
        found = found_in(lines)
        if any(field in read for field in _ADDRESS):
            found.pop("address_text", "")
        read = {
            **found,
            "latitude": place.latitude,
            "longitude": place.longitude,
            **read,
            **linked_fields(place.data, columns),
        }
        key = [values.get(name, "") for name in self.options.id] or _made_key(place, read)
        if not read.get("name"):
            raise UnreadableError("row/name", f"place {place.name!r} has no name")
        if not all(key):
            missing = ", ".join(self.options.id) or "point, and no address, phone or website,"
            raise UnreadableError("row/no_point", f"place {place.name!r} has no {missing} to identify it by")
        used = {*OWN, *self.options.id, *chain(*columns.values())}
        return mapped_listing(
            self,
            read,
            source_id="/".join(key),
            kind=self.options.entries,
            values={**values, "description": " ".join(filter(speaks_of_needling, joined(lines)))},
            own=("folder", *columns.get("text", ())),
            unread={name: text for name, text in sorted(values.items()) if name not in used},
        )


def _made_key(place: Place, read: dict[str, str]) -> list[str]:
    point = f"{place.latitude},{place.longitude}" if place.latitude else ""
    others = (read.get(field, "") for field in ("street", "address_text", "phone", "website"))
    return [place.id] if place.id else [fold_text(place.name), point or next(filter(None, map(fold_text, others)), "")]
