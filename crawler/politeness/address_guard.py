"""Address guard: the lowest downloader middleware, which lets requests reach public addresses only.

Being lowest, it sees redirects and retries too. It judges the URL alone; `resolver.py` judges the addresses that a
name resolves to, at the connection itself, so that no second look-up can answer differently. Scrapy's
`allowed_domains` is no substitute: it passes requests with `dont_filter`, as start addresses, retries and their
redirects have.
"""

from unicodedata import normalize
from urllib.parse import ParseResult, SplitResult

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.utils.httpobj import urlparse_cached

from crawler.politeness import stat_names
from crawler.politeness.public_address import PORTS, SETTING, AllowList, is_disguised_number, literal, not_public
from crawler.politeness.refusals import RefusedError
from crawler.politeness.resolver import refused_names

Parts = ParseResult | SplitResult


class AddressRefusedError(RefusedError):
    """A request leads to an address that is not public, or to a port that is not allowed."""

    kind = "refused/address"


class ContactMissingError(RefusedError):
    """No contact is set, so the owner of a public site could not reach us."""

    kind = "refused/contact"


class AddressGuard:
    """Refuses requests that do not lead to a public web server, and public requests while no contact is set."""

    def __init__(self, crawler: Crawler) -> None:
        self.stats = crawler.stats
        self.allowed = AllowList.of(crawler.settings.getlist(SETTING))
        self.contact: str = crawler.settings.get("PINPOINT_CONTACT", "")
        self._judged: dict[tuple[str, str], str] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "AddressGuard":
        """Return the guard of one crawl."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Let a request pass; raises AddressRefusedError and ContactMissingError."""
        parts = urlparse_cached(request)
        key = (parts.scheme, parts.netloc)
        if key not in self._judged:
            self._judged[key] = self._judge(parts)
        reason = "proxy" if request.meta.get("proxy") else self._judged[key]
        if reason == "contact":
            self._count(stat_names.CONTACT_MISSING)
            raise ContactMissingError(refusal_text(reason, parts))
        if reason:
            raise self._refused(request, reason)

    def _judge(self, parts: Parts) -> str:
        reason = refusal(parts, self.allowed)
        if reason or self.contact or self.allowed.opens_address(*place(parts)):
            return reason
        return "contact"

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Turn a failed look-up of a refused name into AddressRefusedError, so that it is not retried."""
        if isinstance(exception, CannotResolveHostError):
            reason = refused_names().get(place(urlparse_cached(request)))
            if reason:
                raise self._refused(request, reason) from exception

    def _refused(self, request: Request, reason: str) -> AddressRefusedError:
        self._count(stat_names.ADDRESS_REFUSED)
        self._count(f"{stat_names.ADDRESS_REFUSED}/{reason}")
        return AddressRefusedError(refusal_text(reason, urlparse_cached(request)))

    def _count(self, stat: str) -> None:
        if self.stats:
            self.stats.inc_value(stat)


WORDS = {
    "scheme": "only http and https are fetched",
    "port": f"only ports 80 and 443 are requested; {SETTING}={{place}} allows this one",
    "spelling": "its host is a number in disguise",
    "proxy": "a proxy would connect for us without checking the address",
    "contact": "set PINPOINT_CRAWL_CONTACT to a mail address or page where a site's owner can reach you",
    "metadata": "its address hands out the secrets of this machine",
    "multicast": "its address is not a single server",
} | {
    kind: f"its address is not public ({kind.replace('_', ' ')}); {SETTING}={{place}} allows a server of your own"
    for kind in ("loopback", "private", "link_local", "shared", "unspecified", "reserved", "documentation")
}
"""Reasons for a refusal, in words for an operator; `{place}` is replaced by host and port."""


def refusal_text(reason: str, parts: Parts) -> str:
    """Return a sentence for the operator: the refused host, the reason, and what to do about it."""
    return f"{parts.netloc} is not requested: {WORDS[reason].format(place=parts.netloc)}"


def refusal(parts: Parts, allowed: AllowList) -> str:
    """Return why a URL is refused, as a key of `WORDS`; "" if the URL alone gives no reason."""
    try:
        host, port = place(parts)
    except ValueError:  # the port is not a number
        return "port"
    if parts.scheme not in PORTS:
        return "scheme"
    if not host or is_disguised_number(host):
        return "spelling"
    if allowed.opens_address(host, port):
        return ""
    return _inside(host) or ("" if allowed.opens_port(host, port) else "port")


def place(parts: Parts) -> tuple[str, int]:
    """Return the host and port that a URL leads to; raises ValueError for a port that is not a number."""
    host = normalize("NFKC", parts.hostname or "").lower().rstrip(".")
    return host, parts.port if parts.port is not None else PORTS.get(parts.scheme, 0)


def _inside(host: str) -> str:
    if host == "localhost" or host.endswith(".localhost"):  # RFC 6761 section 6.3
        return "loopback"
    address = literal(host)
    return "" if address is None else not_public(address)
