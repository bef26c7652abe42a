"""A test client that looks at every page it fetches as a browser and a reader would."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import urlsplit

import html5lib
from flask.testing import FlaskClient

from tests.webapp.banned_words import banned_words
from webapp.headers import NOT_MODIFIED

VOID = {"meta", "link", "br", "input", "hr", "img"}
DRAWN = {"svg", "path", "circle", "line", "rect", "g", "polyline", "polygon", "use", "ellipse"}
"""Elements of a drawing, which may close themselves."""
QUOTED = {"blockquote", "q", "cite", "bdi"}
"""Words in these are somebody else's: their sentence, the name of a certificate or a law, a name of theirs."""
OTHER_LANGUAGE = "Español", "English"


class Page(HTMLParser):
    """Titles, headings, ids, links and text of a page; fails on tags that do not close."""

    def __init__(self, markup):
        super().__init__()
        self.open, self.headings, self.ids, self.links, self.tags = [], [], [], [], []
        self.title, self.text, self.own_text, self.theirs = "", "", "", []
        self.labels, self.inputs, self.link_texts = [], [], []
        self.feed(markup)
        assert self.open == [], f"not closed: {self.open}"

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.tags.append((tag, found))
        if "id" in found:
            self.ids.append(found["id"])
        if "href" in found and tag == "a":
            self.links.append(found["href"])
            self.link_texts.append([found["href"], ""])
        if tag == "label":
            self.labels.append(found.get("for"))
        if tag in {"input", "select", "textarea"} and found.get("type") not in {"hidden", "submit"}:
            self.inputs.append(found.get("id"))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append([int(tag[1]), ""])
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        assert tag in DRAWN, f"<{tag}/>"
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open[-1:] == [tag], f"</{tag}> closes {self.open[-1:]}"
        self.open.pop()

    def handle_data(self, data):
        if self.open[-1:] == ["title"] and "svg" not in self.open:
            self.title += data
            return
        if "script" in self.open:
            return
        self.text += data
        if QUOTED.isdisjoint(self.open):
            self.own_text += data
        else:
            self.theirs.append(data)
        if self.headings and f"h{self.headings[-1][0]}" in self.open:
            self.headings[-1][1] += data
        if "a" in self.open:
            self.link_texts[-1][1] += data

    @property
    def words(self):
        return " ".join(self.text.split())

    @property
    def own_words(self):
        """The page's own words, those of its title among them."""
        title = self.title
        for theirs in self.theirs:
            title = title.replace(theirs.strip(), "")
        return " ".join(f"{title} {self.own_text}".split())

    @property
    def language(self):
        return dict(self.tags)["html"]["lang"]


class CheckedClient(FlaskClient):
    """Every answer is checked for headers and cookies, every page for its form and its words."""

    def open(self, *args, **kwargs):
        response = super().open(*args, **kwargs)
        check_headers(response)
        if response.mimetype == "text/html" and response.status_code not in {301, 302, 303, 308}:
            response.page = check_page(response.get_data(as_text=True), response)
        return response


def nonce_of(response):
    """Return the nonce of an answer's policy."""
    return re.search(r"script-src 'nonce-([\w-]+)'", response.headers["Content-Security-Policy"]).group(1)


def check_headers(response):
    assert "Set-Cookie" not in response.headers
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert not [name for name, _ in response.headers if name.lower().startswith("access-control-")]
    if response.status_code == NOT_MODIFIED:
        return
    assert response.mimetype
    assert response.mimetype_params.get("charset") == "utf-8" or not response.mimetype.startswith("text/")
    # The nonce is random letters, which may spell anything.
    policy = response.headers["Content-Security-Policy"].replace(nonce_of(response), "")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def check_page(markup, response):
    html5lib.HTMLParser(strict=True).parse(markup)
    page = Page(markup)
    check_outline(page)
    check_form(page)
    check_parts(page, nonce_of(response))
    check_links(page)
    path = response.request.path
    assert page.language == ("es" if re.match(r"/es(/|$)", path) else "en")
    assert banned_words(page.own_words, path, page.language) == []
    assert "911" in page.words
    return page


def check_outline(page):
    first = [" ".join(text.split()) for level, text in page.headings if level == 1]
    assert len(first) == 1, first
    assert " ".join(page.title.split()).startswith(first[0]), (page.title, first)
    levels = [level for level, _ in page.headings]
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels)), levels
    assert len(page.ids) == len(set(page.ids)), page.ids
    described = " ".join(found.get("aria-describedby") or "" for _, found in page.tags).split()
    labelled = " ".join(found.get("aria-labelledby") or "" for _, found in page.tags).split()
    assert set(described + labelled) <= set(page.ids)


def check_form(page):
    assert set(page.inputs) <= set(page.labels)
    assert set(filter(None, page.labels)) <= set(page.ids)


def check_parts(page, nonce):
    """Nothing comes from elsewhere, nothing runs but what carries the nonce, nothing is styled in place."""
    assert not any(tag in {"iframe", "style", "object", "embed", "base"} for tag, _ in page.tags)
    assert not any(name.startswith("on") or name == "style" for _, found in page.tags for name in found)
    for tag, found in page.tags:
        if tag == "script":
            assert found.get("nonce") == nonce
        if tag == "img":
            assert "alt" in found
        for name in ("src", "srcset", "action", "data", "poster"):
            assert found.get(name, "/").startswith("/"), (tag, found)
        if tag == "link":
            assert re.match(r"/(?!/)", found["href"]), found


def check_links(page):
    assert all(re.match(r"(https?://|/(?!/)|#|tel:\+|tel:911$|mailto:)", link) for link in page.links), page.links
    for link, text in page.link_texts:
        assert text.strip(), f"a link to {link} says nothing"
        if link.startswith("#"):
            assert link[1:] in page.ids, link
        if link.startswith("http"):
            assert urlsplit(link).hostname, link


def headings(page):
    """Return the words of all headings of a page."""
    return [" ".join(text.split()) for _, text in page.headings]
