"""An archived page as text and markup: charset, Content-Encoding, what is no text, and bounds on a hostile body."""

import gzip
import zlib

import brotli
import pytest

from crawler.archive.writer import PageArchive
from crawler.runs.archived_page import MOST_BYTES, MOST_LETTERS, UnshowablePageError, shown_page
from tests.crawler.archive.invented import page


@pytest.fixture
def shown(tmp_path):
    """A function that archives a body and returns it as it is shown."""

    def show(body, kind="text/html", **more):
        archive = PageArchive(tmp_path, "school", 7)
        headers = (("Content-Type", kind), *((name.replace("_", "-"), value) for name, value in more.items()))
        archive.keep(page(1, body, headers=headers))
        archive.close()
        (row,) = archive.take_pending()
        return shown_page(tmp_path, row)

    return show


def test_html_is_shown_as_its_visible_lines_and_its_markup(shown):
    found = shown(b"<html><script>x</script><h1>Jo Avery</h1><p>Salida</p></html>")
    assert found.text == "Jo Avery\nSalida"
    assert "<h1>Jo Avery</h1>" in found.markup
    assert (found.url, found.status, found.is_cut) == ("https://school.test/1", 200, False)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<p>Renée</p>".encode(), "text/html; charset=utf-8"),
        ("<p>Renée</p>".encode("cp1252"), "text/html; charset=iso-8859-1"),
        ("<p>Renée</p>".encode(), "text/html; charset=iso-8859-1"),
        ("<meta charset=utf-8><p>Renée</p>".encode(), "text/html"),
        ("\ufeff<html><p>Renée</p>".encode("utf-16"), "text/html"),
    ],
)
def test_the_charset_is_found_as_a_crawl_finds_it(shown, body, kind):
    assert shown(body, kind).text.strip("\ufeff\n") == "Renée"


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda body: zlib.compress(body)[2:-4]),
        ("br", brotli.compress),
        ("identity", bytes),
    ],
)
def test_a_compressed_body_is_unpacked(shown, coding, pack):
    assert shown(pack(b"<p>Salida</p>"), Content_Encoding=coding).text == "Salida"


@pytest.mark.parametrize("pack", [("gzip", gzip.compress), ("br", brotli.compress), ("deflate", zlib.compress)])
def test_of_a_body_that_unpacks_to_very_much_the_beginning_is_read(shown, pack):
    coding, compress = pack
    found = shown(compress(b"x" * 60_000_000), "text/plain", Content_Encoding=coding)
    assert (len(found.text), found.is_cut) == (MOST_LETTERS, True)


def test_of_a_long_page_the_beginning_is_shown(shown):
    found = shown(b"<p>word</p>" * (MOST_BYTES // 10))
    assert found.is_cut
    assert len(found.text) <= MOST_LETTERS
    assert len(found.markup) <= MOST_BYTES


@pytest.mark.parametrize(
    ("body", "kind", "text"),
    [
        (b'{"name": "<b>Jo</b>"}', "application/json", '{"name": "<b>Jo</b>"}'),
        (b"id,name\n1,Jo\n", "text/csv", "id,name\n1,Jo\n"),
        (b"<svg onload=x>", "image/svg+xml", "<svg onload=x>"),
        (b"<kml>Jo</kml>", "application/xml", "<kml>Jo</kml>"),
        (b"", "text/html", ""),
    ],
)
def test_what_is_no_html_is_text_and_has_no_markup(shown, body, kind, text):
    found = shown(body, kind)
    assert (found.text, found.markup) == (text, "")


@pytest.mark.parametrize(
    ("body", "kind", "more", "sentence"),
    [
        (b"%PDF-1.7\n", "text/html", {}, "it is a PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "image/png", {}, "it is no text (image/png)"),
        (b"PK\x03\x04\0\0", "text/html", {}, "it is no text (text/html)"),
        (b"no gzip", "text/html", {"Content_Encoding": "gzip"}, "compressed and damaged"),
        (b"x", "text/html", {"Content_Encoding": "zstd"}, "not read here (zstd)"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_a_sentence(shown, body, kind, more, sentence):
    with pytest.raises(UnshowablePageError, match=sentence.replace("(", r"\(").replace(")", r"\)")):
        shown(body, kind, **more)


def test_a_page_whose_file_was_deleted_is_refused_with_a_sentence(tmp_path):
    archive = PageArchive(tmp_path, "school", 7)
    archive.keep(page(1))
    archive.close()
    (row,) = archive.take_pending()
    (tmp_path / "school/000007.warc.gz").unlink()
    with pytest.raises(UnshowablePageError, match="its file was deleted"):
        shown_page(tmp_path, row)


@pytest.mark.parametrize("charset", ["rot13", "base64", "zlib", "undefined", "idna", "unicode_escape"])
def test_a_page_that_names_a_codec_of_no_page_is_shown(shown, charset):
    found = shown("<html><p>Renée \\ud800</p>".encode(), f"text/html; charset={charset}")
    assert (found.text, found.markup) == ("Renée \\ud800", "<html><p>Renée \\ud800</p>")
