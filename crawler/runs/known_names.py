"""Compares pages without listings with the names that earlier runs read: a page that has some changed its layout.

A page that names none of them lists nobody, or is another page. Names are as the source wrote them; a page is compared
as text without markup, so that a name in two elements is found, too.
"""

import html
import json
import re

from scrapy.http import Response, TextResponse
from sqlalchemy import Connection, select

from index.store.schema import listing

MOST_NAMES = 5_000
"""Names are compared for smaller sources alone: a page of a larger one may well have none of these."""
MOST_PAGES = 10
"""Pages of a run that are looked at; all of them lack listings, and so do those after them."""
MOST_CHARACTERS = 2_000_000

_MARKUP = re.compile(r"<[^<>]*>")


def known_names(connection: Connection, source: str) -> tuple[str, ...]:
    """Return the folded names of a source's listings that were found when it was last read; none of a larger source."""
    found = select(listing.c.raw).where(listing.c.source == source, listing.c.missing_since.is_(None))
    rows = connection.execute(found.order_by(listing.c.source_id).limit(MOST_NAMES + 1)).scalars().all()
    names = (folded(str(json.loads(raw).get("name", ""))) for raw in rows[:MOST_NAMES])
    return () if len(rows) > MOST_NAMES else tuple(filter(None, names))


def names_on(response: Response, names: tuple[str, ...]) -> int:
    """Return how many of the folded names a page has in its text."""
    if not isinstance(response, TextResponse):
        return 0
    text = folded(html.unescape(_MARKUP.sub(" ", response.text[:MOST_CHARACTERS])))
    return sum(name in text for name in names)


def folded(text: str) -> str:
    """Return a text in small letters, with one blank between words."""
    return " ".join(text.casefold().split())
