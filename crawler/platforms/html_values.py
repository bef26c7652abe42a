"""What stands at a selector in a part of a page: text, a link, a phone, an attribute."""

import re
from collections.abc import Iterable

from parsel import Selector

from crawler.platforms.link_values import number_of
from crawler.platforms.needling_words import speaks_of_needling
from crawler.platforms.private_columns import is_mail
from crawler.platforms.visible_text import shown_lines, shown_text, text_of_html
from index.normalize.phone import parse_phones
from index.normalize.phone_label import labeled_phones

_LINE = "ancestor::*[self::p or self::li or self::div or self::td or self::dd or self::address]"
_TEXTS = re.compile(r"\s*sms", re.IGNORECASE)


def text_at(part: Selector, css: str) -> str:
    """Return the text that is shown at a selector, or the attribute it names; "" where there is none, or a mail."""
    found = part.css(css) if css else []
    if not found:
        return ""
    text = text_of_html(found[0].get()) if "::" in css else shown_text(found[0])
    return "" if is_mail(text) else text


def address_at(part: Selector, css: str) -> str:
    """Return the text that is shown at a selector with its lines apart, for an address; as `text_at` otherwise."""
    found = part.css(css) if css and "::" not in css else []
    if not found:
        return text_at(part, css)
    text = "\n".join(shown_lines(found[0]))
    return "" if is_mail(text) else text


def links_at(part: Selector, css: str) -> list[str]:
    """Return the addresses at a selector as written, of links or of the attribute that it names."""
    found = part.css(css) if css else []
    links = [str(one.get()) if "::" in css else one.attrib.get("href", "") for one in found]
    return [link.strip() for link in links if link.strip()]


def phone_at(part: Selector, css: str) -> str:
    """Return the number of a link at a selector that calls one (`tel:` and the like), or the text there.

    Of several links the first is taken that is not there for texts; one that the words around it call a fax is
    returned behind it, as "Fax: 303-555-0112".
    """
    found = part.css(css) if css and "::" not in css else []
    calls = [(link, number) for link in found if (number := number_of(link.attrib.get("href", "")))]
    faxes = [number for link, number in calls if _is_fax(link, number)]
    others = [(link, number) for link, number in calls if number not in faxes]
    others.sort(key=lambda call: bool(_TEXTS.match(call[0].attrib["href"])))
    numbers = [number for _, number in others[:1]] + [f"Fax: {number}" for number in faxes[:1]]
    if not numbers:
        numbers = list(filter(None, map(number_of, links_at(part, css))))[:1]
    return "; ".join(numbers) or text_at(part, css)


def _is_fax(link: Selector, number: str) -> bool:
    """Return whether the line that a link is in calls its number a fax."""
    line = link.xpath(_LINE)
    named = labeled_phones(shown_text(line[-1])) if line else ()
    called = parse_phones(number)
    return any(one.phone in called and one.is_fax for one in named)


def on_needling(lines: Iterable[str]) -> str:
    """Return the lines that speak of dry needling, as one text."""
    return " ".join(line for line in lines if speaks_of_needling(line))
