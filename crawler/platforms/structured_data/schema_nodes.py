"""Nodes of schema.org data, where sites may write a text, a list or an object in any place."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from types import MappingProxyType

from parsel import Selector

from crawler.formats.json_ld import BadBlockError, Node, json_ld_blocks, microdata_nodes, values_of
from crawler.formats.page_links import base_of
from crawler.formats.visible_text import text_of, text_of_html
from index.normalize.addresses.coordinate import split_point
from index.records import RawLocation

LINKS = (
    "@graph", "mainEntity", "mainEntityOfPage", "about", "itemListElement", "item", "department", "subOrganization",
    "parentOrganization", "location", "employee", "employees", "member", "members", "founder", "worksFor",
    "provider", "hasPart", "practicesAt", "affiliation",
)  # fmt: skip
"""Properties that hold a page's own people and places."""
_TERM = re.compile(r"https?://(?:www\.)?schema\.org/\w+$")
CONTACTS = ("contactPoint", "contactPoints")
"""Properties with telephones as objects; the plural is schema.org's older spelling."""
_FAX = re.compile(r"\b(?:tele)?fax|facsimile", re.IGNORECASE)
_NO_VOICE = re.compile(rf"{_FAX.pattern}|\b(?:tty|tdd)\b|HearingImpaired", re.IGNORECASE)
NODES_OF_A_PAGE = 5000
DEEPEST = 12


NO_NODES: Mapping[str, Node] = MappingProxyType({})


def values_on(page: Selector, address: str) -> tuple[list[object], dict[int, str]]:
    """Return the JSON-LD and microdata of a page, and why blocks of JSON-LD are no JSON, by their numbers from 1.

    `address` is the public address of the page. The values before the fault of a bad block are returned too.
    """
    values: list[object] = []
    bad: dict[int, str] = {}
    for number, block in enumerate(json_ld_blocks(page), 1):
        try:
            values += values_of(block)
        except BadBlockError as error:
            values += error.values
            bad[number] = str(error)
    return [*values, *microdata_nodes(page, base_of(page, address))], bad


def nodes_in(value: object, depth: int = 0) -> Iterator[Node]:
    """Yield the nodes of a JSON value, the outer ones first, at most `DEEPEST` levels down."""
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for one in islice(value, NODES_OF_A_PAGE):
            yield from nodes_in(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        for link in LINKS:
            yield from nodes_in(value.get(link), depth + 1)


def types_of(node: Mapping[str, object]) -> frozenset[str]:
    """Return the types of a node without their prefix: "https://schema.org/Person" as "Person"."""
    return frozenset(name.replace("#", "/").rpartition("/")[2] for name in texts(node.get("@type")))


def texts(value: object) -> list[str]:
    """Return a property as texts, of objects their `name`, `@value` or `value`; empty texts are left out."""
    if isinstance(value, list):
        return [text for one in value for text in texts(one)]
    if isinstance(value, dict):
        return texts(value.get("name") or value.get("@value") or value.get("value"))
    text = text_of_html(value)
    return [text] if text else []


def text(node: Mapping[str, object], *keys: str) -> str:
    """Return the first text of some properties."""
    return next((found for key in keys for found in texts(node.get(key))), "")


def objects(value: object) -> list[Node]:
    """Return the objects of a property; texts are left out."""
    if isinstance(value, list):
        return [one for item in value for one in objects(item)]
    return [value] if isinstance(value, dict) else []


def link_of(node: Mapping[str, object]) -> str:
    """Return the address of a node's own page, as written."""
    links = (node.get("url"), node.get("mainEntityOfPage"), node.get("@id"))
    found = (text_of(link.get("@id")) if isinstance(link, dict) else text_of(link) for link in links)
    return next((link for link in found if link.startswith(("http://", "https://", "/"))), "")


def location_of(node: Mapping[str, object], by_id: Mapping[str, Node] = NO_NODES) -> RawLocation:
    """Return the address, coordinates and phones of a node, as written.

    `by_id` are the nodes of its page, for objects that are only references by `@id`.
    """
    place = next(iter(_whole(node.get("location"), by_id)), {})
    address = next(iter(_whole(node.get("address"), by_id)), None) or next(
        iter(_whole(place.get("address"), by_id)), {}
    )
    contacts = [one for owner in (node, place) for key in CONTACTS for one in _whole(owner.get(key), by_id)]
    latitude, longitude = next(filter(any, map(_point, (node.get("geo"), place.get("geo"), node, place))), ("", ""))
    country = address.get("addressCountry")
    return RawLocation(
        street=" ".join(texts(address.get("streetAddress"))),
        city=text(address, "addressLocality"),
        state=text(address, "addressRegion"),
        zip=text(address, "postalCode"),
        country=text(address, "addressCountry") if not isinstance(country, dict) else text(country, "name"),
        address_text="" if address else text(node, "address"),
        # some write the phone into the address
        phone=_first(*(text(one, "telephone") for one in (node, address, place)), *_phones(contacts)),
        fax=_first(*(text(one, "faxNumber") for one in (node, address, place)), *_faxes(contacts)),
        latitude=latitude,
        longitude=longitude,
    )


def _whole(value: object, by_id: Mapping[str, Node]) -> list[Node]:
    """Return the objects of a property, for a reference by `@id` the node itself."""
    return [by_id.get(str(one.get("@id", "")), one) if set(one) <= {"@id", "@type"} else one for one in objects(value)]


def _first(*texts: str) -> str:
    return next(filter(None, texts), "")


def _phones(contacts: Iterable[Node]) -> list[str]:
    return [text(one, "telephone") for one in contacts if not _NO_VOICE.search(_about(one))]


def _faxes(contacts: Sequence[Node]) -> list[str]:
    named = [text(one, "telephone") for one in contacts if _FAX.search(_about(one))]
    return [*(text(one, "faxNumber") for one in contacts), *named]


def _about(contact: Node) -> str:
    """Return the words that describe the purpose of a contact."""
    return " ".join(
        one for key in ("contactType", "name", "description", "contactOption") for one in texts(contact.get(key))
    )


def _point(geo: object) -> tuple[str, str]:
    """Return (latitude, longitude) of an object with both, or of "latitude,longitude"; else two empty texts."""
    for one in objects(geo):
        return text(one, "latitude"), text(one, "longitude")
    return split_point(text_of(geo))


def named(value: object, *keys: str) -> list[str]:
    """Return a property as texts, of objects the value of the first of some keys.

    The address of a schema.org term, "https://schema.org/Physiotherapy", is returned as the term.
    """
    if isinstance(value, list):
        return [one for item in value for one in named(item, *keys)]
    if isinstance(value, dict):
        return next((found for key in keys if (found := named(value.get(key), *keys))), [])
    return [one.rpartition("/")[2] if _TERM.match(one) else one for one in texts(value)]
