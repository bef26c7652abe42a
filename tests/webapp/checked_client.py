"""A test client that looks at every page it fetches as a browser and a reader would."""

import re
from html.parser import HTMLParser
from itertools import pairwise

from flask.testing import FlaskClient

from webapp.headers import CONTENT_SECURITY_POLICY

VOID = {"meta", "link", "br", "input", "hr", "img"}


class Page(HTMLParser):
    """Titles, headings, ids, links and text of a page; fails on tags that do not close."""

    def __init__(self, markup):
        super().__init__()
        self.open, self.headings, self.ids, self.links, self.tags = [], [], [], [], []
        self.title, self.text, self.quoted = "", "", 0
        self.labels, self.inputs, self.own_text = [], [], ""
        self.feed(markup)
        assert self.open == [], f"not closed: {self.open}"

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.tags.append((tag, found))
        if "id" in found:
            self.ids.append(found["id"])
        if "href" in found:
            self.links.append(found["href"])
        if tag == "label":
            self.labels.append(found.get("for"))
        if tag in {"input", "select"}:
            self.inputs.append(found.get("id"))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append([int(tag[1]), ""])
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open[-1:] == [tag], f"</{tag}> closes {self.open[-1:]}"
        self.open.pop()

    def handle_data(self, data):
        if "title" in self.open:
            self.title += data
            return
        self.text += data
        if "blockquote" not in self.open:
            self.own_text += data
        if self.headings and f"h{self.headings[-1][0]}" in self.open:
            self.headings[-1][1] += data

    @property
    def words(self):
        return " ".join(self.text.split())


class CheckedClient(FlaskClient):
    """Every answer is checked for headers and cookies, every page for its form."""

    def open(self, *args, **kwargs):
        response = super().open(*args, **kwargs)
        check_headers(response)
        if response.mimetype == "text/html" and response.status_code not in {301, 302, 308}:
            response.page = check_page(response.get_data(as_text=True))
        return response


def check_headers(response):
    assert "Set-Cookie" not in response.headers
    assert response.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "no-referrer"


def check_page(markup):
    page = Page(markup)
    first = [text.strip() for level, text in page.headings if level == 1]
    assert len(first) == 1, first
    assert page.title.startswith(first[0]), (page.title, first)
    levels = [level for level, _ in page.headings]
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels)), levels
    assert len(page.ids) == len(set(page.ids)), page.ids
    assert set(page.inputs) <= set(page.labels)
    assert dict(page.tags)["html"]["lang"] == "en"
    assert not any(tag in {"script", "img", "iframe", "style"} for tag, _ in page.tags)
    assert not any(name.startswith("on") or name == "style" for _, found in page.tags for name in found)
    assert all(re.match(r"(https?://|/|#|tel:\+)", link) for link in page.links), page.links
    assert "Call 911" in page.words
    return page
