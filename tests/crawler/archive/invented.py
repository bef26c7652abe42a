"""Pages of an invented school, as a crawl would archive them."""

from crawler.archive.warc import ArchivedPage

NOON = "2026-11-23T12:00:00+00:00"


def page(number, body=b"<p>invented</p>", **more):
    given = {"status": 200, "headers": (("Content-Type", "text/html"),), "fetched_at": NOON} | more
    return ArchivedPage(url=f"https://school.test/{number}", fingerprint=f"{number:040x}", body=body, **given)
