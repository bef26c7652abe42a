import gzip

import pytest

from crawler.formats.sitemap import LARGEST, Sitemap, SitemapError, read_sitemap

PAGES = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc> https://clinic.example/team/ </loc><lastmod>2026-10-01</lastmod></url>
<url><loc>https://clinic.example/a?b=1&amp;c=2</loc></url><url></url></urlset>"""
READ = Sitemap(("https://clinic.example/team/", "https://clinic.example/a?b=1&c=2"), ())


@pytest.mark.parametrize(
    "body",
    [
        PAGES.encode(),
        b"\xef\xbb\xbf" + PAGES.encode(),
        b"\n " + PAGES.encode(),
        gzip.compress(PAGES.encode()),
        PAGES.replace(' xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"', "").encode(),
        b"https://clinic.example/team/\n\nhttps://clinic.example/a?b=1&c=2\n",
    ],
    ids=["plain", "byte order mark", "blanks", "gzip", "no namespace", "text"],
)
def test_a_sitemap_is_read_in_each_of_its_forms(body):
    assert read_sitemap(body) == READ


def test_an_index_names_sitemaps():
    index = b"<sitemapindex><sitemap><loc>https://clinic.example/s1.xml.gz</loc></sitemap></sitemapindex>"
    assert read_sitemap(index) == Sitemap((), ("https://clinic.example/s1.xml.gz",))


def test_a_sitemap_that_breaks_off_gives_what_comes_before():
    assert read_sitemap(PAGES.partition("</loc></url><url></url>")[0].encode()).pages[0] == READ.pages[0]


@pytest.mark.parametrize(
    "body",
    [b"", b"<html><body>Not found</body></html>", b"Not found", b"\x1f\x8bdamaged", b"\xff\xfe\x00", b"<", b"<!-- -->"],
)
def test_what_is_no_sitemap_is_reported(body):
    with pytest.raises(SitemapError):
        read_sitemap(body)


def test_entities_of_a_document_are_not_expanded():
    bomb = b'<!DOCTYPE u [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>'
    assert "aaaa" not in "".join(read_sitemap(bomb).pages)


def test_a_packed_bomb_is_cut_at_the_protocol_s_limit():
    packed = gzip.compress(b"<urlset>" + b" " * (LARGEST + 10_000_000) + b"<url><loc>https://x.example/</loc></url>", 1)
    assert read_sitemap(packed).pages == ()
