"""By what a page of Store Locator Plus is recognized: the plugin on the site's own host, or the service's script."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from scrapy.http import Response, TextResponse

from crawler.platforms.page_script import object_after
from crawler.platforms.recognized import Recognized

PLUGIN_SIGNS = ("var slplus", "csl_ajax", "plugins/store-locator-le/", "plugins/store-locator-plus/")
"""What the plugin writes into the page that shows its map."""
SERVICE_SIGN = "dashboard.storelocatorplus.com"
"""Where a page with the service's map loads its script from."""
_SETTINGS = re.compile(r"\bslplus\s*=\s*")
_DATASET = re.compile(r"dashboard\.storelocatorplus\.com\\?/([\w.-]+)\\?/wp-json")
_KEY = re.compile(r"\bmyslp\.[0-9a-f]{16,}\b")
_UNITS = {"miles": "mi", "km": "km"}


def recognize_plugin(page: Response) -> Recognized | None:
    """Recognize the plugin by its script's variable, its actions, or its folder."""
    seen = tuple(sign for sign in PLUGIN_SIGNS if sign.encode() in page.body)
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
    """Recognize the service by the host of its script; the data set and the key stand in the addresses it loads."""
    if SERVICE_SIGN.encode() not in page.body or not isinstance(page, TextResponse):
        return None
    dataset, key = _DATASET.search(page.text), _KEY.search(page.text)
    found = {"dataset": dataset and dataset[1], "api_key": key and key[0]}
    options = {name: value for name, value in found.items() if value}
    because = (SERVICE_SIGN, *(f"{name} {value}" for name, value in options.items()))
    return Recognized(platform="store_locator_plus_cloud", because=because, options=options, strength=95)
