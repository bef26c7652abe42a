"""Links of a page made absolute, by its `<base href>`, and the target of a page that redirects the browser.

No other module resolves links. Whether a link's host may be requested is up to `crawler/politeness/` and the platform.
Source: HTML standard, "The base element", "Pragma directives: refresh".
"""

import re
from urllib.parse import urldefrag, urljoin, urlsplit

from parsel import Selector
from scrapy.http import Response

LONGEST_WAIT = 60  # seconds; a page with a longer wait is read itself, and pages that reload themselves wait long
_REFRESH = re.compile(r"^\s*(\d+)[\d.]*\s*(?:[;,]\s*|\s+)(?:url\s*=\s*)?(['\"]?)(.+)$", re.IGNORECASE | re.DOTALL)
_IS_REFRESH = "translate(normalize-space(@http-equiv), 'REFSH', 'refsh') = 'refresh'"


def resolved(link: str, base: str) -> str:
    """Return a link as an absolute address; "" for a damaged one, such as "http://["."""
    try:
        return urljoin(base, link.strip())
    except ValueError:  # brackets that hold no IPv6 address
        return ""


def base_of(page: Selector, address: str) -> str:
    """Return the base of a page's links: its first `<base href>`, else the page's address.

    `page` may be a part of the page. A base that is not a web address is ignored.
    """
    written = page.xpath("//base[@href][1]/@href").get() if hasattr(page.root, "tag") else None
    base = resolved(written, address) if written else ""
    return base if base.startswith(("http://", "https://")) and urlsplit(base).netloc else address


def sent_on(page: Selector, header: str = "") -> str:
    """Return the link, as written, to which a page redirects the browser by `<meta>` refresh; "" if it does not.

    `header` is the response's Refresh header, which has the same syntax.
    """
    written = page.xpath(f"//meta[{_IS_REFRESH}]/@content").getall() if hasattr(page.root, "tag") else []
    for content in filter(None, (header, *written)):
        found = _REFRESH.match(content)
        if found and int(found[1][:4]) <= LONGEST_WAIT:
            link = found[3].partition(found[2])[0] if found[2] else found[3]
            if link.strip():
                return link.strip()
    return ""


def refresh_header(response: Response) -> str:
    """Return the Refresh header of a response; "" if it has none."""
    return (response.headers.get("Refresh") or b"").decode("latin-1")


def sent_to(page: Selector, address: str, header: str = "") -> str:
    """Return the absolute address to which a page redirects the browser; "" if it does not, or only reloads."""
    link = sent_on(page, header)
    target = resolved(link, base_of(page, address)) if link else ""
    return target if urldefrag(target)[0] != urldefrag(address)[0] else ""
