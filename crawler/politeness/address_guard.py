"""Keeps every request at public addresses: the lowest downloader middleware, which redirects and retries pass too.

It judges what a URL says; what a name resolves to is judged where it is connected to, in `resolver.py`, so that
nothing lies between the look and the connection. `allowed_domains` is no such guard: Scrapy lets requests with
`dont_filter` through it, which start addresses, retries and their redirects have.
"""

from unicodedata import normalize
from urllib.parse import ParseResult, SplitResult

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.utils.httpobj import urlparse_cached

from crawler.politeness import stat_names
from crawler.politeness.public_address import PORTS, SETTING, AllowList, literal, not_public, spelled_oddly
from crawler.politeness.refusals import RefusedError
from crawler.politeness.resolver import refused_names

Parts = ParseResult | SplitResult


class AddressRefusedError(RefusedError):
    """A request would go to an address that is not public, or to a port that nobody allowed."""

    kind = "refused/address"


class ContactMissingError(RefusedError):
    """Somebody else's site would be asked without a word on whom it can write to."""

    kind = "refused/contact"


class AddressGuard:
    """Refuses what does not lead to a public web server, and what would be asked without a contact."""

    def __init__(self, crawler: Crawler) -> None:
        self.stats = crawler.stats
        self.allowed = AllowList.of(crawler.settings.getlist(SETTING))
        self.contact: str = crawler.settings.get("PINPOINT_CONTACT", "")
        self._judged: dict[tuple[str, str], str] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "AddressGuard":
        """Make the guard of one crawl."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Let a request pass, or raise AddressRefusedError or ContactMissingError."""
        parts = urlparse_cached(request)
        key = (parts.scheme, parts.netloc)
        if key not in self._judged:
            self._judged[key] = self._judge(parts)
        reason = "proxy" if request.meta.get("proxy") else self._judged[key]
        if reason == "contact":
            self._count(stat_names.CONTACT_MISSING)
            raise ContactMissingError(in_words(reason, parts))
        if reason:
            raise self._refused(request, reason)

    def _judge(self, parts: Parts) -> str:
        reason = refusal(parts, self.allowed)
        if reason or self.contact or self.allowed.opens_address(*place(parts)):
            return reason
        return "contact"

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Tell a name that leads inside from one that leads nowhere; the former is not tried again."""
        if isinstance(exception, CannotResolveHostError):
            reason = refused_names().get(place(urlparse_cached(request)))
            if reason:
                raise self._refused(request, reason) from exception

    def _refused(self, request: Request, reason: str) -> AddressRefusedError:
        self._count(stat_names.ADDRESS_REFUSED)
        self._count(f"{stat_names.ADDRESS_REFUSED}/{reason}")
        return AddressRefusedError(in_words(reason, urlparse_cached(request)))

    def _count(self, stat: str) -> None:
        if self.stats:
            self.stats.inc_value(stat)


WORDS = {
    "scheme": "only http and https are fetched",
    "port": f"only ports 80 and 443 are asked; {SETTING}={{place}} allows this one",
    "spelling": "its host is a number in disguise",
    "proxy": "a proxy would connect in our place, and look at no address",
    "contact": "set PINPOINT_CRAWL_CONTACT to a mail address or page where a site's owner can reach you",
    "metadata": "its address hands out the secrets of this machine",
    "multicast": "its address is no single server",
} | {
    kind: f"its address is not public ({kind.replace('_', ' ')}); {SETTING}={{place}} allows a server of your own"
    for kind in ("loopback", "private", "link_local", "shared", "unspecified", "reserved", "documentation")
}
"""Why a request was refused, in words for an operator; `{place}` stands for its host and port."""


def in_words(reason: str, parts: Parts) -> str:
    """Return the sentence that tells an operator what was refused, why, and what may be done about it."""
    return f"{parts.netloc} is not asked: {WORDS[reason].format(place=parts.netloc)}"


def refusal(parts: Parts, allowed: AllowList) -> str:
    """Return why a URL is not asked for, as a key of `WORDS`; "" where it may be, as far as the URL tells."""
    try:
        host, port = place(parts)
    except ValueError:  # a port that is no number
        return "port"
    if parts.scheme not in PORTS:
        return "scheme"
    if not host or spelled_oddly(host):
        return "spelling"
    if allowed.opens_address(host, port):
        return ""
    return _inside(host) or ("" if allowed.opens_port(host, port) else "port")


def place(parts: Parts) -> tuple[str, int]:
    """Return the host and port that a URL leads to; raises ValueError for a port that is none."""
    host = normalize("NFKC", parts.hostname or "").lower().rstrip(".")
    return host, parts.port if parts.port is not None else PORTS.get(parts.scheme, 0)


def _inside(host: str) -> str:
    if host == "localhost" or host.endswith(".localhost"):  # RFC 6761 section 6.3
        return "loopback"
    address = literal(host)
    return "" if address is None else not_public(address)
