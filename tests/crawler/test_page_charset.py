import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import HtmlResponse, TextResponse

from crawler.runs.page_charset import PageCharset, mended_page
from demo.exchange import Response
from tests.crawler.platforms.test_paging import crawled

WORDS = "Renée Cañon, Inès Díaz, O\u2019Hollis"
LATIN = "Renée Cañon, Inès Díaz"


def page(meta, words=WORDS):
    stated = f'<meta charset="{meta}">' if meta else ""
    return f"<html><head>{stated}</head><body><h3>{words}</h3></body></html>"


def read(body, header=""):
    content_type = f"text/html; charset={header}" if header else "text/html"
    response = HtmlResponse("https://directory.example/", body=body, headers={"Content-Type": content_type})
    return PageCharset().process_response(None, response).css("h3::text").get()


@pytest.mark.parametrize(
    ("header", "meta", "bytes_"),
    [
        ("utf-8", "windows-1252", "cp1252"),
        ("ISO-8859-1", "utf-8", "utf-8"),
        ("utf-8", "", "cp1252"),
        ("utf-8", "utf-8", "cp1252"),
        ("", "utf-8", "cp1252"),
        ("windows-1252", "", "utf-8"),
        ("iso-8859-1", "iso-8859-1", "utf-8"),
        ("us-ascii", "", "utf-8"),
        ("", "iso-8859-1", "utf-8"),
        ("", "", "utf-8"),
        ("", "", "cp1252"),
        ("utf-8", "utf-8", "utf-8"),
        ("utf-8", "iso-8859-1", "utf-8"),
        ("iso-8859-1", "", "cp1252"),
        ("windows-1252", "utf-8", "cp1252"),
        ("no-such-charset", "utf-8", "utf-8"),
        ("utf-8", "no-such-charset", "cp1252"),
    ],
)
def test_a_page_is_read_by_the_charset_that_its_bytes_fit(header, meta, bytes_):
    assert read(page(meta).encode(bytes_), header) == WORDS


def test_a_page_of_another_alphabet_is_read_by_what_is_said_of_it():
    words = "Ихтиандр"
    assert read(page("", words).encode("cp1251"), "windows-1251") == words
    assert read(page("windows-1251", words).encode("cp1251"), "utf-8") == words


@pytest.mark.parametrize("header", ["utf-8", "iso-8859-1", ""])
def test_a_byte_order_mark_decides(header):
    assert read(codecs.BOM_UTF8 + page("windows-1252").encode(), header) == WORDS


def test_a_page_put_together_of_two_charsets_is_read_piece_by_piece():
    head, tail = page("utf-8", "Renée Cañon | Inès Díaz").split("|")
    for header in ("utf-8", "iso-8859-1", ""):
        assert read(head.encode() + b"|" + tail.encode("cp1252"), header) == "Renée Cañon | Inès Díaz"


@pytest.mark.parametrize("charset", ["cp1252", "latin-1"])
def test_a_page_that_was_encoded_twice_is_read_once(charset):
    twice = page("utf-8", LATIN).encode().decode(charset).encode()
    assert read(twice, "utf-8") == LATIN


@pytest.mark.parametrize("words", ["São João, Ã la carte", "© 2026 Fern", "Â", "naïve Ã©", "Łódź"])
def test_a_page_that_only_looks_a_little_so_stays_as_it_is(words):
    assert read(page("utf-8", words).encode(), "utf-8") == words


def test_only_pages_are_touched():
    body = "name\nRenée\n".encode("cp1252")
    for response in (
        TextResponse("https://directory.example/a.csv", body=body, encoding="utf-8"),
        HtmlResponse(
            "https://directory.example/a.csv", body=body, headers={"Content-Type": "text/html; charset=utf-8"}
        ),
    ):
        assert PageCharset().process_response(None, response) is response


METAS = st.sampled_from(["", "utf-8", "windows-1252", "shift_jis"])


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=20), METAS)
def test_a_page_in_utf_8_is_never_read_otherwise_whatever_its_meta_says(words, meta):
    body = page(meta, f"{words} \u0142").encode()  # a letter that no page encoded twice can have
    assert mended_page(body, "text/html; charset=utf-8") is None


@given(st.text(st.characters(codec="cp1252", exclude_categories=["Cc"]), min_size=1, max_size=20), METAS)
def test_a_page_of_windows_is_read_as_such_whatever_its_header_says(words, meta):
    body = page(meta, f"{words} Ren\u00e9e").encode("cp1252")
    read_as = mended_page(body, "text/html; charset=utf-8")
    assert read_as is not None
    assert "Ren\u00e9e" in read_as or meta == "shift_jis"


NO_CHARSETS = ["undefined", "idna", "punycode", "unicode_escape", "rot13", "base64"]
"""Codecs of Python that w3lib 2.5.0 takes for charsets."""


@pytest.mark.parametrize("name", NO_CHARSETS)
@pytest.mark.parametrize("words", ["Avery Vale", WORDS])
def test_a_codec_of_python_is_no_charset_of_a_page(name, words):
    assert read(page("", words).encode(), name) == words
    assert read(page(name, words).encode()) == words
    assert read(page("utf-8", words).encode(), name) == words
    assert read(page("windows-1252", words).encode("cp1252"), name) == words
    assert read(codecs.BOM_UTF8 + page(name, words).encode(), name) == words
    assert read(page("shift_jis", "鍼 Avery").encode("shift_jis"), name) == "鍼 Avery"


@pytest.mark.parametrize("name", NO_CHARSETS)
@pytest.mark.parametrize("kind", [TextResponse, HtmlResponse])
def test_nor_is_it_one_of_an_answer_without_a_tag(name, kind):
    answer = kind(
        "https://directory.example/a", body=b'{"name": "Avery"}', headers={"Content-Type": f"text/html; charset={name}"}
    )
    assert PageCharset().process_response(None, answer).text == '{"name": "Avery"}'


class TwoPages:
    """A list whose pages are what neither header nor meta says of all of them."""

    def respond(self, request):
        if request.path == "/robots.txt":
            return Response("", status=404)
        card = '<div class="c"><h3>{}, PT</h3></div>'
        first = f'<meta charset="windows-1252">{card.format("Renée Cañon")}<a class="next" href="/2">next</a>'
        if request.path == "/2":
            body = f'<meta charset="utf-8">{card.format("Inès Díaz")}'
            return Response(body, "text/html; charset=ISO-8859-1")
        return Response(first.encode("cp1252"), "text/html; charset=utf-8")


class Unset(TwoPages):
    """The same, from a server whose script writes a variable that was never set."""

    def respond(self, request):
        answer = super().respond(request)
        if request.path == "/robots.txt":
            return answer
        return Response(answer.body, "text/html; charset=undefined")


def test_a_crawl_reads_pages_whose_charset_is_undefined():
    read, _ = crawled(Unset(), "html_list", card=".c", name="h3", next_page="a.next")
    names = [name for one in read["listings"] for name in ("Renée Cañon", "Inès Díaz") if name in one]
    assert (sorted(names), read["problems"]) == (["Inès Díaz", "Renée Cañon"], [])


def test_a_crawl_reads_each_page_in_its_own_charset():
    read, _ = crawled(TwoPages(), "html_list", card=".c", name="h3", next_page="a.next")
    names = [name for one in read["listings"] for name in ("Renée Cañon", "Inès Díaz") if name in one]
    assert (sorted(names), read["problems"]) == (["Inès Díaz", "Renée Cañon"], [])
