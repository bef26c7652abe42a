"""What stands at a selector in a part of a page: text, a link, a phone, an attribute."""

from collections.abc import Iterable
from urllib.parse import unquote

from parsel import Selector

from crawler.platforms.needling_words import speaks_of_needling
from crawler.platforms.private_columns import is_mail
from crawler.platforms.visible_text import shown_text, text_of_html


def text_at(part: Selector, css: str) -> str:
    """Return the text that is shown at a selector, or the attribute it names; "" where there is none, or a mail."""
    found = part.css(css) if css else []
    if not found:
        return ""
    text = text_of_html(found[0].get()) if "::" in css else shown_text(found[0])
    return "" if is_mail(text) else text


def links_at(part: Selector, css: str) -> list[str]:
    """Return the addresses at a selector as written, of links or of the attribute that it names."""
    found = part.css(css) if css else []
    links = [str(one.get()) if "::" in css else one.attrib.get("href", "") for one in found]
    return [link.strip() for link in links if link.strip()]


def phone_at(part: Selector, css: str) -> str:
    """Return the number of the first `tel:` link at a selector, or the text there."""
    number = next((link for link in links_at(part, css) if link.startswith("tel:")), "")
    return unquote(number.removeprefix("tel:")) or text_at(part, css)


def on_needling(lines: Iterable[str]) -> str:
    """Return the lines that speak of dry needling, as one text."""
    return " ".join(line for line in lines if speaks_of_needling(line))
