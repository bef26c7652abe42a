"""Asks every platform whether a page is its own."""

from scrapy.http import Response

from crawler.platforms import PLATFORMS, spider_class
from crawler.platforms.recognized import Recognized


def recognize(page: Response) -> tuple[Recognized, ...]:
    """Return the platforms that a page may be of, the strongest first; of equal ones the first by name."""
    found = [spider_class(platform).recognize(page) for platform in sorted(PLATFORMS)]
    return tuple(sorted(filter(None, found), key=lambda one: -one.strength))
