"""Storepoint, a widget: `api.storepoint.co/v1/{key}/locations` answers with everything that a page's map shows.

That host has a robots.txt of its own, which is obeyed; where it forbids this, the source cannot be read.
"""

import re
from collections.abc import Mapping
from typing import ClassVar
from urllib.parse import urlencode

from pydantic import Field
from scrapy.http import Response, TextResponse

from crawler.formats.fields import Fields
from crawler.formats.json_ld import json_of, list_in
from crawler.formats.unreadable import UnreadableError
from crawler.platforms.base import Options, Recognized
from crawler.platforms.search_near.search_area import SearchArea
from crawler.platforms.search_near.search_near import Ask, SearchNearSpider, SearchWideOptions
from index.records import RawListing, RawLocation, Subject

HOST = "https://api.storepoint.co"
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
VOLATILE = frozenset({*DAYS, "distance", "facebook", "instagram", "twitter", "image_url"})
"""Hours, pictures and social pages are not shown; a distance depends on the question."""
PRIVATE = frozenset({"email"})
"""Mail addresses are not gathered."""
TEXTS = ("description", "tags", "extra")
_KEYS = (
    re.compile(r"storepoint\.co\\?/api\\?/v1\\?/js\\?/([0-9A-Za-z]+)\.js"),
    re.compile(r"""id=["']storepoint-container["'][^>]*\bdata-map-id=["']([0-9A-Za-z]+)"""),
)


class StorepointOptions(SearchWideOptions):
    """Whose locations are read."""

    key: str = Field(pattern=r"^[0-9A-Za-z]+$", description="Key of the map, in the address of the page's script")


class StorepointSpider(SearchNearSpider):
    """Reads the locations of one map."""

    options_model: ClassVar[type[Options]] = StorepointOptions
    restricting: ClassVar[frozenset[str]] = SearchNearSpider.restricting | {"key"}

    @classmethod
    def recognize(cls, page: Response) -> Recognized | None:
        """Recognize the widget by the address of its script, which holds the key."""
        text = page.text if isinstance(page, TextResponse) else ""
        found = next(filter(None, (pattern.search(text) for pattern in _KEYS)), None)
        if found is None:
            return None
        return Recognized(platform="storepoint", because=(found[0],), options={"key": found[1]}, strength=100)

    def ask_all(self) -> Ask:
        """Ask as the widget does when it opens."""
        return Ask(self._address({}))

    def ask_around(self, disk: SearchArea) -> Ask:
        """Ask as the widget does when somebody searches."""
        near = {
            "lat": f"{disk.latitude:.6f}",
            "long": f"{disk.longitude:.6f}",
            "radius": str(disk.asked(self.options.unit)),
        }
        return Ask(self._address(near))

    def _address(self, near: Mapping[str, str]) -> str:
        query = f"?{urlencode(near)}" if near else ""
        return f"{HOST}/v1/{self.options.key}/locations{query}"

    def rows_of(self, body: bytes) -> list[object]:
        """Return the locations of an answer; raises UnreadableError."""
        answer = json_of(body)
        if not isinstance(answer, dict):
            raise UnreadableError("page/shape", f"the answer is no object but {type(answer).__name__}")
        results = answer.get("results")
        if answer.get("success") is not True:
            raise UnreadableError("page/refused", f"the service says that it failed: {answer.get('message')!r}")
        return list_in(results.get("locations") if isinstance(results, dict) else results, "locations")

    def read_row(self, row: object) -> RawListing:
        """Return the raw listing of one location; raises UnreadableError when it has no id or no name."""
        if not isinstance(row, dict):
            raise UnreadableError("row/shape", f"a location is {type(row).__name__}, not an object")
        fields = Fields(row, volatile=VOLATILE, private=PRIVATE)
        source_id, name = fields.text("id"), fields.html("name")
        if not (source_id and name):
            raise UnreadableError("row/name", f"a location has no {'name' if source_id else 'id'}")
        location = RawLocation(
            address_text=fields.html("streetaddress"),
            phone=fields.phone("phone"),
            latitude=fields.text("loc_lat"),
            longitude=fields.text("loc_long"),
        )
        website = fields.link("website")
        texts = {key: text for key in TEXTS if (text := fields.html(key))}
        unread = fields.unread()
        return RawListing(
            source=self.definition.id,
            source_id=source_id,
            kind=self.options.entries,
            url=self.definition.url,
            name=name,
            locations=(location,),
            website=website,
            statements=self.statements({"name": name, **texts}, Subject(self.options.entries), unread),
            text=" ".join(texts.values()),
            unread=unread,
        )
