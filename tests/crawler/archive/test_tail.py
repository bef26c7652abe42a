import pytest

from crawler.archive.tail import index_tail
from crawler.archive.writer import PageArchive
from index.store.runs import pages
from index.store.runs.pages import Origin
from tests.crawler.archive.invented import page


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "archive"


@pytest.fixture
def indexed(store):
    def rows(run):
        with store.read() as connection:
            return list(pages.of_run(connection, run.id))

    return rows


def write(folder, store, run, numbers, *, index):
    """Archive pages as a crawl does, with the first `index` of them indexed, and the rest lost with its process."""
    archive = PageArchive(folder, run.source, run.id)
    for number in numbers:
        archive.keep(page(number))
    archive.close()
    rows = archive.take_pending()
    with store.write() as connection:
        pages.index(connection, rows[:index])
    return rows


def test_pages_that_were_archived_and_not_indexed_are_found(store, queue, folder, indexed):
    run = queue()
    rows = write(folder, store, run, range(5), index=3)
    assert index_tail(store, folder, run) == 2
    assert indexed(run) == rows


def test_a_second_look_finds_nothing_more(store, queue, folder, indexed):
    run = queue()
    rows = write(folder, store, run, range(5), index=0)
    assert [index_tail(store, folder, run) for _ in range(2)] == [5, 0]
    assert indexed(run) == rows


@pytest.mark.parametrize("cut", [1, 100, 300])
def test_a_record_that_was_cut_is_dropped(store, queue, folder, indexed, cut):
    run = queue()
    rows = write(folder, store, run, range(5), index=1)
    file = folder / rows[0].file
    file.write_bytes(file.read_bytes()[:-cut])
    assert index_tail(store, folder, run) == 3
    assert indexed(run) == rows[:4]


def test_a_run_without_a_file_has_no_tail(store, queue, folder):
    assert index_tail(store, folder, queue()) == 0


def test_pages_taken_over_or_unchanged_are_distinguished_from_those_in_the_file(store, queue, ended, folder, indexed):
    before = ended("passed", finish_reason="finished")
    known = write(folder, store, before, range(3), index=3)
    run = queue()
    archive = PageArchive(folder, run.source, run.id)
    archive.point_to(known[0], origin=Origin.RESUMED)
    archive.keep(page(1, b"", status=304, unchanged=(before.id, 2)), known[1])
    archive.keep(page(7))
    archive.keep(page(2, b"", status=304, unchanged=(before.id, 3)), known[2])
    archive.close()
    rows = archive.take_pending()
    with store.write() as connection:
        pages.index(connection, rows[:2])
    assert index_tail(store, folder, run) == 2
    assert indexed(run) == rows
    assert [row.origin for row in indexed(run)] == ["resumed", "unchanged", "fetched", "unchanged"]
