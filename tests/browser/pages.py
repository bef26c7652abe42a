"""Addresses of every kind of page, found by following the site's own links, as a visitor would, and /design."""

import re
from functools import cache
from html.parser import HTMLParser
from urllib.parse import urlsplit

STARTS = (
    "/",
    "/find?place=Salida%2C+CO",
    "/find?place=Salida%2C+CO&view=table",
    "/find?place=67735",
    "/find?place=Cheyenne%2C+WY",
    "/find?place=Springfield",
    "/find?place=Sallida",
    "/find?place=81201&within=0",
    "/nowhere",
    "/design",
)
AT_MOST = 2
"""Of pages made by the same route, so many are looked at: 51 states and 353 profiles are made by two templates."""
WHOLE = ("/guide", "/problems")
"""Below these each page has words of its own, and each is looked at."""


class _Links(HTMLParser):
    def __init__(self, markup):
        super().__init__()
        self.found = []
        self.feed(markup)

    def handle_starttag(self, tag, attributes):
        if tag == "a" and (address := dict(attributes).get("href") or "").startswith("/"):
            self.found.append(address.split("#")[0])


FILES = (".csv", ".xlsx", ".vcf", ".pdf")


def _is_elsewhere(link):
    """Return whether a link leads to the other language or to a file: no page, or one that is looked at already."""
    return link.startswith(("/es", "/static")) or urlsplit(link).path.endswith(FILES)


def kind_of(address):
    """Return what addresses of one route share: "/people/*", "/coverage/*/*" for counties."""
    parts = urlsplit(address)
    if parts.path.startswith(WHOLE):
        return parts.path
    path = re.sub(r"^(/[a-z-]+)/[^/]+", r"\1/*", parts.path)
    path = re.sub(r"^(/coverage/\*)/[^/]+", r"\1/*", path)
    return f"{path}?" if parts.query else path


@cache
def every_kind_of_page(site):
    """Return addresses such that each kind of page that the site links to is among them, in English."""
    found, waiting, seen = {}, list(STARTS), set()
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(address)
        if address in seen or (address not in STARTS and len(found.get(kind, ())) >= AT_MOST):
            continue
        seen.add(address)
        status, markup = site.get(address)
        assert status < 500, f"{address} answers {status}"
        if markup.startswith("<!doctype html>"):
            found.setdefault(kind, []).append(address)
            waiting += [link for link in _Links(markup).found if not _is_elsewhere(link)]
    return tuple(address for addresses in found.values() for address in addresses)
