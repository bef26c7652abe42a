"""A web of invented hosts without a network: answers by address, and a run of the spider over them, in order."""

import asyncio
from dataclasses import dataclass, field

from scrapy import Request
from scrapy.http import HtmlResponse, TextResponse
from twisted.internet.error import ConnectionRefusedError as Refused
from twisted.python.failure import Failure

from crawler.clinic_sites.host_selection import Chosen
from crawler.politeness.address_guard import ContactMissingError
from crawler.politeness.robots import RobotsForbiddenError
from index.store.site_visits import Start
from tests.crawler.platforms.invented import spider, started

ROBOTS = "robots"
UNREACHABLE = "unreachable"
CONTACT_MISSING = "contact missing"
ERRORS = {
    ROBOTS: lambda: RobotsForbiddenError("it is forbidden by robots.txt: Disallow: /"),
    UNREACHABLE: Refused,
    CONTACT_MISSING: lambda: ContactMissingError("set PINPOINT_CRAWL_CONTACT"),
}


def html(body, *, title="Fern Physical Therapy", lang="en", head=""):
    return f'<html lang="{lang}"><head><title>{title}</title>{head}</head><body>{body}</body></html>'


@dataclass
class Web:
    """`answers` by address: a body, (status, body or target), or what keeps us out. Anything else is a 404."""

    answers: dict
    asked: list = field(default_factory=list)
    headers: dict = field(default_factory=dict)

    def answer(self, request):
        self.asked.append(request.url)
        found = self.answers.get(request.url, (404, "not found"))
        if isinstance(found, str) and found in ERRORS:
            error = ERRORS[found]()
            failure = Failure(error)
            failure.request = request
            return failure
        status, body = found if isinstance(found, tuple) else (200, found)
        headers = {"Location": body} if 300 <= status < 400 else self.headers.get(request.url, {})
        kind = HtmlResponse if "<html" in body else TextResponse
        return kind(request.url, status=status, body=body, encoding="utf-8", headers=headers, request=request)

    @property
    def pages(self):
        return [url for url in self.asked if "sitemap" not in url]


def start(host, *addresses):
    return Start(host=host, addresses=addresses or (f"https://{host}/",))


def read(web, *starts, **options):
    """Run the spider over the web; return (listings by id, visits by host, the spider)."""
    crawl = spider("clinic_sites", url="", options=options, enabled_by_default=False, disabled_because="A test")
    crawl.chosen = Chosen(starts=starts)
    waiting = asyncio.run(started(crawl))
    listings = {}
    while waiting:
        waiting.sort(key=lambda request: -request.priority)
        request = waiting.pop(0)
        answered = web.answer(request)
        if isinstance(answered, Failure):
            results = request.errback(answered)
        else:
            results = request.callback(answered, **request.cb_kwargs)
        for one in results:
            if isinstance(one, Request):
                waiting.append(one)
            else:
                listings[one.source_id] = one
    return listings, {visit.host: visit for visit in crawl.take_visits()}, crawl
