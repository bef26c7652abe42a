"""A location of Store Locator Plus, as the plugin and the service both write it."""

import html

from crawler.platforms.base import DirectorySpider, UnreadableError
from crawler.platforms.fields import Fields
from crawler.platforms.json_answer import list_in
from index.records import RawListing, RawLocation, Subject

VOLATILE = frozenset({"distance", "hours", "image", "option_value", "icon", "web_link", "hours_sanitized"})
"""Fields that depend on the question, say nothing that is shown, or say again what another one says."""
PRIVATE = frozenset({"email", "email_link"})
"""Mail addresses are not gathered."""
TEXTS = ("description", "tags")
Row = object


def locations_in(answer: object) -> list[Row]:
    """Return the locations of an answer; raises UnreadableError where the site says that it failed.

    A list with gaps becomes an object in PHP's JSON, numbers its keys.
    """
    if not isinstance(answer, dict):
        raise UnreadableError("page/shape", f"the answer is no object but {type(answer).__name__}")
    found = answer.get("response")
    if answer.get("success") is not True:
        raise UnreadableError("page/refused", f"the site says that it failed: {found or answer.get('message')!r}")
    return list(found.values()) if isinstance(found, dict) else list_in(found, "locations")


def listing_of(row: Row, spider: DirectorySpider) -> RawListing:
    """Return the raw listing of a location; raises UnreadableError when it has no id or no name."""
    if not isinstance(row, dict):
        raise UnreadableError("row/shape", f"a location is {type(row).__name__}, not an object")
    fields = Fields(row, volatile=VOLATILE, private=PRIVATE)
    source_id, name = fields.text("id"), _shown(fields, "name")
    if not (source_id and name):
        raise UnreadableError("row/name", f"a location has no {'name' if source_id else 'id'}")
    location = RawLocation(
        street=_shown(fields, "address"),
        street2=_shown(fields, "address2"),
        city=_shown(fields, "city"),
        state=_shown(fields, "state"),
        zip=_shown(fields, "zip"),
        country=_shown(fields, "country"),
        phone=_shown(fields, "phone"),
        fax=_shown(fields, "fax"),
        latitude=fields.text("lat"),
        longitude=fields.text("lng"),
    )
    website, own_page = fields.link("url"), fields.text("sl_pages_url")
    texts = {key: text for key in TEXTS if (text := _shown(fields, key))}
    unread = fields.unread()
    return RawListing(
        source=spider.definition.id,
        source_id=source_id,
        kind=spider.options.entries,
        url=(spider.public_url(own_page) if own_page else "") or spider.definition.url,
        name=name,
        locations=(location,),
        website=website,
        statements=spider.statements({"name": name, **texts}, Subject(spider.options.entries), unread),
        text=" ".join(texts.values()),
        unread=unread,
    )


def _shown(fields: Fields, name: str) -> str:
    """Return what a reader sees; the plugin escapes HTML once more before it hands it out."""
    value = fields.take(name)
    return Fields({name: html.unescape(value) if isinstance(value, str) else value}).html(name)
