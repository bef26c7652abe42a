from crawler.archive import ArchivedPage, PageArchive, read_pages


def page(number, body=b"<p>invented</p>"):
    return ArchivedPage(
        url=f"https://school.test/{number}", status=200, headers=(("Content-Type", "text/html"),), body=body
    )


def test_what_was_kept_is_read_back_byte_for_byte(tmp_path):
    pages = [page(1), page(2, b"\x00\xff binary"), page(3, b"")]
    with PageArchive(tmp_path, "school", 7) as archive:
        for one in pages:
            archive.keep(one)
    assert list(read_pages(tmp_path / "school/000007.warc.gz")) == pages


def test_each_page_has_an_index_row_that_says_where_it_lies(tmp_path):
    with PageArchive(tmp_path, "school", 7) as archive:
        archive.keep(page(1))
        archive.keep(page(2))
        first, second = archive.take_pending()
    assert (first["sequence"], second["sequence"]) == (1, 2)
    assert second["offset"] == first["offset"] + first["length"]
    assert second["fetched_at"] == "2026-11-23T12:00:00+00:00"
    assert archive.take_pending() == []


def test_headers_of_the_wire_and_cookies_are_not_kept(tmp_path):
    headers = (("Content-Encoding", "gzip"), ("Set-Cookie", "a=b"), ("ETag", '"1"'))
    with PageArchive(tmp_path, "school", 7) as archive:
        archive.keep(ArchivedPage(url="https://school.test/", status=200, headers=headers, body=b"x"))
    (kept,) = read_pages(tmp_path / "school/000007.warc.gz")
    assert kept.headers == (("ETag", '"1"'),)
