"""An invented source for each platform, and answers as its server would give them."""

from scrapy.http import HtmlResponse, TextResponse

from crawler.platforms import spider_class
from crawler.sources.definition import SourceDefinition


def definition(platform, url="https://directory.example/", options=None, **more):
    return SourceDefinition.model_validate(
        {
            "id": "invented",
            "name": "Invented",
            "publisher": "Nobody",
            "url": url,
            "platform": platform,
            "kind": "demonstration",
            "coverage": "Nobody",
            "terms": {"note": "Invented"},
            "robots_note": "None",
            "gates": {"minimum_listings": 1},
            "enabled_by_default": True,
            "options": options or {},
            **more,
        }
    )


def spider(platform, arguments=None, **more):
    return spider_class(platform)(definition=definition(platform, **more), arguments=arguments or {})


def page(body, url="https://directory.example/", **more):
    return HtmlResponse(url, body=f"<html><body>{body}</body></html>", encoding="utf-8", **more)


def answer(body, url="https://directory.example/wp-admin/admin-ajax.php"):
    return TextResponse(url, body=body, encoding="utf-8")


async def started(spider):
    """Return what a spider yields at its start."""
    return [item async for item in spider.start()]
