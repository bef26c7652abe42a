import pytest
from parsel import Selector
from scrapy.http import HtmlResponse

from crawler.formats.html_page import page_of
from crawler.formats.page_links import base_of, resolved, sent_on, sent_to
from crawler.platforms.csv_file.csv_file import CsvFileSpider
from crawler.platforms.google_my_maps.google_my_maps import GoogleMyMapsSpider

PAGE = "https://directory.example/find/list.html"


def page(html):
    return Selector(text=html, type="html")


@pytest.mark.parametrize(
    ("html", "base"),
    [
        ('<base href="/en/">', "https://directory.example/en/"),
        ("<BASE HREF='../'>", "https://directory.example/"),
        ('<base href="https://cdn.example/x/">', "https://cdn.example/x/"),
        ('<base target="_top"><base href="a/"><base href="b/">', "https://directory.example/find/a/"),
        ('<base href="">', PAGE),
        ('<base href="data:text/html,x">', PAGE),
        ('<base href="http://[">', PAGE),
        (f"<title>{'x' * 9000}</title><base href='/late/'>", "https://directory.example/late/"),
        ("<p>none</p>", PAGE),
    ],
)
def test_a_base_is_what_links_are_relative_to(html, base):
    assert base_of(page(f"<html><head>{html}</head><body><p>x</p></body></html>"), PAGE) == base


def test_a_part_of_a_page_has_the_base_of_the_page():
    card = page('<html><head><base href="/en/"></head><body><li><a href="x">x</a></li></body></html>').css("li")[0]
    assert base_of(card, PAGE) == "https://directory.example/en/"


def test_a_damaged_link_is_nowhere():
    assert (resolved("http://[", PAGE), resolved(" a b ", PAGE)) == ("", "https://directory.example/find/a b")


@pytest.mark.parametrize(
    ("content", "link"),
    [
        ("0;url=/x", "/x"), ("5; URL='/x y'", "/x y"), ('0,"/x"', "/x"), ("0 /x", "/x"), ("0.9;/x", "/x"),
        ("60;url=/x", "/x"), ("61;url=/x", ""), ("0", ""), ("0;", ""), ("x;url=/x", ""), ("99999999999;url=/x", ""),
    ],
)  # fmt: skip
def test_a_refresh_is_read_as_the_standard_writes_it(content, link):
    assert sent_on(page("<html></html>"), content) == link


def test_a_refresh_to_itself_is_a_reload():
    html = '<base href="/find/"><meta http-equiv="refresh" content="0; url=list.html#top">'
    assert (sent_to(page(html), PAGE), sent_on(page(html))) == ("", "list.html#top")


def test_a_page_with_a_damaged_base_is_read_all_the_same():
    response = HtmlResponse(PAGE, body=b'<base href="http://["><p>Hello</p>', encoding="utf-8")
    assert page_of(response).css("p::text").get() == "Hello"


def test_the_file_that_a_probe_finds_is_relative_to_the_base():
    body = b'<html><head><base href="/data/"></head><body><a href="list.csv">x</a><a href="map.kml">y</a></body></html>'
    response = HtmlResponse(PAGE, body=body, encoding="utf-8")
    found = CsvFileSpider.recognize(response), GoogleMyMapsSpider.recognize(response)
    assert [one.options for one in found] == [
        {"fetch": "https://directory.example/data/list.csv"},
        {"kml": "https://directory.example/data/map.kml"},
    ]
