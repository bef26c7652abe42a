"""Sitemaps (sitemaps.org, protocol 0.9), also damaged or compressed ones: addresses of pages and further sitemaps."""

import gzip
import zlib
from dataclasses import dataclass

from parsel import Selector

LARGEST = 50 * 1024 * 1024  # bytes unpacked, as the protocol allows
_GZIP = b"\x1f\x8b"


class SitemapError(ValueError):
    """A response is not a sitemap."""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The addresses in a sitemap, in order: those of pages and those of further sitemaps."""

    pages: tuple[str, ...]
    sitemaps: tuple[str, ...]


def read_sitemap(body: bytes) -> Sitemap:
    """Return the addresses in a sitemap, a sitemap index, or a text with one address a line; raises SitemapError."""
    text = _unpacked(body).decode("utf-8-sig", errors="replace").strip()
    if not text.startswith("<"):
        return _of_lines(text)
    tree = Selector(text=text, type="xml")
    pages = tree.xpath("//*[local-name()='url']/*[local-name()='loc']//text()").getall()
    sitemaps = tree.xpath("//*[local-name()='sitemap']/*[local-name()='loc']//text()").getall()
    if not tree.xpath("//*[local-name()='urlset' or local-name()='sitemapindex']"):
        raise SitemapError("the response has neither urlset nor sitemapindex")
    return Sitemap(tuple(map(str.strip, pages)), tuple(map(str.strip, sitemaps)))


def _of_lines(text: str) -> Sitemap:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines or not all(line.startswith(("http://", "https://")) for line in lines):
        raise SitemapError("the response is neither XML nor a list of addresses")
    return Sitemap(tuple(lines), ())


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(_GZIP):
        return body
    try:
        unpacked = zlib.decompressobj(wbits=31).decompress(body, LARGEST)
    except (zlib.error, gzip.BadGzipFile) as error:
        raise SitemapError(f"the response is not readable gzip: {error}") from error
    return unpacked
