import errno

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.archive.reader import PageReader, read_pages
from crawler.archive.warc import DamagedRecordError
from crawler.archive.writer import PageArchive
from index.store.runs.pages import Origin
from tests.crawler.archive.invented import NOON, page


@pytest.fixture
def archive(tmp_path):
    made = PageArchive(tmp_path, "school", 7)
    yield made
    made.close()


@pytest.fixture
def reader(tmp_path):
    made = PageReader(tmp_path)
    yield made
    made.close()


@pytest.fixture
def file(tmp_path):
    return tmp_path / "school/000007.warc.gz"


def test_what_was_kept_is_read_back_byte_for_byte(archive, file):
    pages = [page(1), page(2, b"\x00\xff binary"), page(3, b"", status=302), page(4, b"x" * 300_000)]
    for one in pages:
        archive.keep(one)
    assert [found for _, _, found in read_pages(file)] == pages


def test_a_record_is_whole_in_the_file_before_keep_returns(archive, file):
    archive.keep(page(1))
    assert [found for _, _, found in read_pages(file)] == [page(1)]


def test_each_page_has_an_index_row_that_says_where_it_lies(archive, reader):
    archive.keep(page(1))
    archive.keep(page(2, headers=(("ETag", '"x"'), ("Last-Modified", "Mon, 23 Nov 2026 10:00:00 GMT"))))
    first, second = archive.take_pending()
    assert (first.sequence, second.sequence) == (1, 2)
    assert second.offset == first.offset + first.length
    assert (second.etag, second.last_modified) == ('"x"', "Mon, 23 Nov 2026 10:00:00 GMT")
    assert (first.etag, first.fetched_at, first.origin) == (None, NOON, Origin.FETCHED)
    assert reader.page(second.file, second.offset, second.length).url == "https://school.test/2"
    assert archive.take_pending() == []


def test_a_compressed_body_stays_as_it_came_and_cookies_do_not(archive, file):
    headers = (("Content-Encoding", "gzip"), ("Set-Cookie", "a=b"), ("Transfer-Encoding", "chunked"), ("ETag", '"1"'))
    archive.keep(page(1, b"not really gzip", headers=headers))
    ((_, _, kept),) = read_pages(file)
    assert kept.headers == (("Content-Encoding", "gzip"), ("ETag", '"1"'))
    assert kept.body == b"not really gzip"


def test_a_header_that_comes_twice_is_kept_twice(archive, file):
    headers = (("Link", "<a>"), ("Link", "<b>"))
    archive.keep(page(1, headers=headers))
    ((_, _, kept),) = read_pages(file)
    assert kept.headers == headers


@pytest.mark.parametrize("value", ["/caf\u00c3\u00a9", "/caf\u00e9", "", "  two  spaces ", "a: b", 'W/"1"'])
def test_a_header_is_kept_octet_for_octet(archive, file, value):
    headers = (("Location", value), ("X", "y"))
    archive.keep(page(1, b"\r\n\r\nHTTP/1.1 404 in the body", headers=headers, status=302))
    ((_, _, kept),) = read_pages(file)
    assert (kept.headers, kept.body) == (headers, b"\r\n\r\nHTTP/1.1 404 in the body")


def test_any_tool_that_reads_warc_files_reads_ours(archive, file):
    archive.keep(page(1, method="POST", asked=b"action=search"))
    archive.keep(page(2, b"", status=304, unchanged=(5, 3)))
    with file.open("rb") as stream:
        records = [(one.rec_type, one.rec_headers["WARC-Target-URI"]) for one in ArchiveIterator(stream)]
    assert records == [
        ("warcinfo", None),
        ("request", "https://school.test/1"),
        ("response", "https://school.test/1"),
        ("revisit", "https://school.test/2"),
    ]


def test_an_unchanged_page_points_to_the_record_of_the_run_that_read_it(archive, reader, tmp_path):
    earlier = PageArchive(tmp_path, "school", 5)
    earlier.keep(page(2))
    (known,) = earlier.take_pending()
    earlier.close()
    archive.keep(page(2, b"", status=304, unchanged=(5, 1), fetched_at="2026-11-30T12:00:00+00:00"), known)
    (row,) = archive.take_pending()
    assert (row.run, row.status, row.fetched_at) == (7, 200, "2026-11-30T12:00:00+00:00")
    assert (row.file, row.offset, row.reused_from, row.origin) == (known.file, known.offset, 5, Origin.UNCHANGED)
    assert reader.page(row.file, row.offset, row.length) == page(2)


def test_a_full_disk_is_reported_and_the_file_ends_with_its_last_whole_record(archive, file):
    archive.keep(page(1))
    whole, real = file.stat().st_size, archive._file

    class Full:
        def write(self, data):
            if real.tell() > whole:
                raise OSError(errno.ENOSPC, "No space left on device")
            return real.write(data[:10])

        def truncate(self, size):
            real.truncate(size)

        def seek(self, place):
            real.seek(place)

        def close(self):
            real.close()

    archive._file = Full()
    with pytest.raises(OSError, match="No space left"):
        archive.keep(page(2))
    assert file.stat().st_size == whole
    assert [row.url for row in archive.take_pending()] == ["https://school.test/1"]


@pytest.mark.parametrize("cut", [1, 40, 200])
def test_a_file_that_is_cut_is_read_up_to_there(archive, file, cut):
    for number in range(3):
        archive.keep(page(number))
    file.write_bytes(file.read_bytes()[:-cut])
    found = []
    with pytest.raises(DamagedRecordError, match="is truncated"):
        found += (one for _, _, one in read_pages(file))  # extends as it reads
    assert found == [page(0), page(1)]


def test_damage_in_the_middle_loses_that_record_and_no_other(archive, file, reader):
    for number in range(3):
        archive.keep(page(number))
    rows = archive.take_pending()
    data = bytearray(file.read_bytes())
    data[rows[1].offset + 30 : rows[1].offset + 60] = b"\x00" * 30
    file.write_bytes(data)
    with pytest.raises(DamagedRecordError, match="is damaged"):
        reader.page(rows[1].file, rows[1].offset, rows[1].length)
    for row, number in ((rows[0], 0), (rows[2], 2)):
        assert reader.page(row.file, row.offset, row.length) == page(number)


def test_a_file_that_is_gone_and_a_record_that_is_no_page_are_damage(archive, reader):
    archive.keep(page(1))
    (row,) = archive.take_pending()
    with pytest.raises(DamagedRecordError, match="cannot be read"):
        reader.page("school/000008.warc.gz", 0, 10)
    with pytest.raises(DamagedRecordError, match="no page at byte 0"):
        reader.page(row.file, 0, row.offset)
