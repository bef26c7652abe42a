"""A page of another site with nothing left in it that runs, loads, leads elsewhere or looks like ours.

Only elements of text and tables stay, without addresses, styles and ids. The one module that imports nh3, whose parser
reads pages as browsers do (HTML Living Standard), so that no odd markup turns into an element again.
"""

import re

import nh3

MOST_ELEMENTS = 20_000
"""nh3 takes a second for so many that are nested in one another, and minutes for ten times as many (0.3)."""

_TAGS = frozenset(
    {
        "abbr", "address", "article", "aside", "b", "blockquote", "br", "caption", "cite", "code", "col", "colgroup",
        "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "footer", "h1", "h2", "h3",
        "h4", "h5", "h6", "header", "hr", "i", "img", "ins", "kbd", "li", "main", "mark", "nav", "ol", "p", "pre", "q",
        "s", "section", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th",
        "thead", "tr", "u", "ul",
    }
)  # fmt: skip
_WITHOUT_CONTENT = frozenset(
    {
        "iframe", "math", "noembed", "noframes", "noscript", "object", "script", "select", "style", "svg", "template",
        "textarea", "title", "xmp",
    }
)  # fmt: skip
_ATTRIBUTES = {"*": {"dir", "lang"}, "img": {"alt"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
_CLEANER = nh3.Cleaner(
    tags=_TAGS, clean_content_tags=_WITHOUT_CONTENT, attributes=_ATTRIBUTES, link_rel=None, url_schemes=set()
)
_ELEMENT = re.compile(r"<[a-zA-Z]")


class TooManyElementsError(ValueError):
    """The page has more elements than can be looked through in a second."""


def harmless_html(markup: str) -> str:
    """Return the markup of a page's text and tables, for the body of a page; raises TooManyElementsError."""
    if len(_ELEMENT.findall(markup)) > MOST_ELEMENTS:
        raise TooManyElementsError(f"it has more than {MOST_ELEMENTS:,} elements, so only its text is shown")
    return _CLEANER.clean(markup)
