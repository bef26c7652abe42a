"""The columns of a place on a map: KML's own, those of the map's owner, and the labels in its description.

Many descriptions are lines such as "Phone: (303) 555-0101"; Google writes them for a table that was imported.
"""

import re
from collections.abc import Sequence

from parsel import Selector

from crawler.formats.fields import is_mail, is_private, without_mail
from crawler.formats.kml import Place
from crawler.formats.visible_text import shown_lines, text_of_html
from crawler.platforms.mapped_fields import address_in

OWN = ("name", "description", "folder", "address", "phone")
"""The columns of any place."""
_LABELED = re.compile(r"(?!https?:)([A-Za-z][\w /&'.-]{1,40}?):(?:\s+(\S.*))?")
_MEDIA = "gx_media_links"
"""A field of pictures that Google adds."""
_PHONE = re.compile(r"(?:\+1[\s.-]?)?\(?\b\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}\b")
_WEB = re.compile(r"https?://[^\s<>\"']+")


def lines_of(place: Place) -> list[str]:
    """Return the shown lines of a place's description, without mail addresses and private lines."""
    lines = shown_lines(Selector(text=f"<div>{place.description}</div>", type="html"))
    return [without_mail(line) for line in lines if not ((found := _LABELED.fullmatch(line)) and is_private(found[1]))]


def columns_of(place: Place, lines: Sequence[str]) -> dict[str, str]:
    """Return the columns of a place by name, without private ones. `lines` are those of its description.

    Lines of the description that repeat a field are left out.
    """
    found = {line: _LABELED.fullmatch(line) for line in lines}
    found = {line: match for line, match in found.items() if not (match and match[1] in place.data)}
    made = {name: text_of_html(value) for name, value in place.data.items() if name != _MEDIA}
    labeled = {match[1]: match[2] or "" for match in found.values() if match}
    own = dict(zip(OWN, (text_of_html(place.name), " ".join(found), ", ".join(place.folders)), strict=False))
    own |= {"address": place.address, "phone": place.phone}
    every = {name: text for name, text in own.items() if text} | labeled | made
    return {name: text for name, text in every.items() if text and not is_private(name) and not is_mail(text)}


def found_in(lines: Sequence[str]) -> dict[str, str]:
    """Return the address, phone and website in the lines of a description that have no label."""
    text = "\n".join(lines)
    phone, web = _PHONE.search(text), _WEB.search(text)
    found = {
        "address_text": address_in(lines),
        "phone": phone[0] if phone else "",
        "website": web[0].rstrip(".,;)") if web else "",
    }
    return {field: value for field, value in found.items() if value}
