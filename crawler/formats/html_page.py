"""The HTML of a response, even if the site sends it inside JSON, as Drupal's lists do, or in UTF-16."""

import json

from parsel import Selector
from scrapy.http import Response, TextResponse


class NoHtmlError(ValueError):
    """A response is a picture, a file or JSON without a page in it."""


def html_of(response: Response) -> Selector:
    """Return the page of a response; raises NoHtmlError."""
    if not isinstance(response, TextResponse):
        raise NoHtmlError("the response is not text")
    text = response.text.lstrip("\ufeff \r\n\t")
    return Selector(text=_inserted(text) if text[:1] in ("[", "{") else text, type="html")


def page_of(response: TextResponse) -> Selector:
    """Return the page of a text response.

    Scrapy's own selector resolves the page's `<base href>` first, and fails on an invalid one ("http://[").
    """
    try:
        return response.selector
    except ValueError:
        return Selector(text=response.text, type="html")


def _inserted(text: str) -> str:
    """Return the HTML that the commands of a Drupal response insert; a page that only looks like JSON is unchanged."""
    try:
        commands = json.loads(text)
    except (ValueError, RecursionError) as error:
        if "<" in text:
            return text
        raise NoHtmlError(f"the response is neither HTML nor JSON: {error}") from error
    found = commands if isinstance(commands, list) else []
    inserts = [one.get("data") for one in found if isinstance(one, dict) and one.get("command") == "insert"]
    if not inserts:
        raise NoHtmlError("the response is JSON without a page in it; use the platform that reads such JSON")
    return "".join(part for part in inserts if isinstance(part, str))
