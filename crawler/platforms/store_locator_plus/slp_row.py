"""The rows of Store Locator Plus, as plugin and service write them, and the recognition of their pages."""

import html
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from scrapy.http import Response, TextResponse

from crawler.formats.fields import Fields
from crawler.formats.json_ld import list_in, object_after
from crawler.formats.unreadable import UnreadableError
from crawler.platforms.base import Recognized
from crawler.platforms.locator_row import MAIL, USUAL, LocatorKeys

Row = object


def _unescaped(fields: Fields, name: str) -> str:
    """Return a field as a reader sees it; the plugin escapes HTML a second time."""
    value = fields.take(name)
    return Fields({name: html.unescape(value) if isinstance(value, str) else value}).html(name)


_ADDRESS = ("address", "address2", "city", "state", "zip", "country", "phone", "fax")
_TEXTS = ("description", "tags")
KEYS = LocatorKeys(
    noun="a location",
    name="name",
    location={
        **USUAL,
        "street": "address",
        "street2": "address2",
        "latitude": "lat",
        "longitude": "lng",
    },
    website="url",
    own_page="sl_pages_url",
    texts=_TEXTS,
    volatile={"distance", "hours", "image", "option_value", "icon", "web_link", "hours_sanitized"},
    private={*MAIL, "email_link"},
    readers=dict.fromkeys(("name", *_ADDRESS, *_TEXTS), _unescaped),
)


def locations_in(answer: object) -> list[Row]:
    """Return the locations of an answer; raises UnreadableError if it reports a failure or is no object.

    PHP writes a list with gaps as a JSON object with numbers as keys.
    """
    if not isinstance(answer, dict):
        raise UnreadableError("page/shape", f"the answer is no object but {type(answer).__name__}")
    found = answer.get("response")
    if answer.get("success") is not True:
        raise UnreadableError("page/refused", f"the site says that it failed: {found or answer.get('message')!r}")
    return list(found.values()) if isinstance(found, dict) else list_in(found, "locations")


PLUGIN_MARKERS = ("var slplus", "csl_ajax", "plugins/store-locator-le/", "plugins/store-locator-plus/")
"""Strings that the plugin writes into the page with its map."""
SERVICE_MARKER = "dashboard.storelocatorplus.com"
"""The host that a page with the service's map loads its script from."""
_SETTINGS = re.compile(r"\bslplus\s*=\s*")
_DATASET = re.compile(r"dashboard\.storelocatorplus\.com\\?/([\w.-]+)\\?/wp-json")
_KEY = re.compile(r"\bmyslp\.[0-9a-f]{16,}\b")
_UNITS = {"miles": "mi", "km": "km"}


def recognize_plugin(page: Response) -> Recognized | None:
    """Recognize the plugin by its script's variable, its actions or its folder."""
    seen = tuple(marker for marker in PLUGIN_MARKERS if marker.encode() in page.body)
    if not seen:
        return None
    options = dict(_plugin_options(page.text)) if isinstance(page, TextResponse) else {}
    return Recognized(platform="store_locator_plus", because=seen, options=options, strength=90)


def _plugin_options(text: str) -> Iterator[tuple[str, object]]:
    settings = object_after(_SETTINGS, text)
    if path := urlsplit(str(settings.get("ajaxurl", ""))).path.strip("/"):
        yield "ajax", path
    own = settings.get("options")
    unit = _UNITS.get(str(own.get("distance_unit"))) if isinstance(own, dict) else None
    if unit:
        yield "unit", unit


def recognize_service(page: Response) -> Recognized | None:
    """Recognize the service by the host of its script; data set and key are in the addresses that the page loads."""
    if SERVICE_MARKER.encode() not in page.body or not isinstance(page, TextResponse):
        return None
    dataset, key = _DATASET.search(page.text), _KEY.search(page.text)
    found = {"dataset": dataset and dataset[1], "api_key": key and key[0]}
    options = {name: value for name, value in found.items() if value}
    because = (SERVICE_MARKER, *(f"{name} {value}" for name, value in options.items()))
    return Recognized(platform="store_locator_plus_cloud", because=because, options=options, strength=95)
