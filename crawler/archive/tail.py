"""Indexes what a killed run had archived and not indexed. Rows are written in batches, records one by one."""

from pathlib import Path

import structlog

from crawler.archive.reader import read_pages
from crawler.archive.warc import DamagedRecordError
from crawler.archive.writer import file_of_run, row_of
from index.store import Store, pages
from index.store.pages import Origin, Page
from index.store.runs import RunRow

log = structlog.get_logger()


def index_tail(store: Store, folder: Path, run: RunRow) -> int:
    """Index the records of a run's own file that have no row yet, up to where it is cut, and return how many."""
    name = file_of_run(run.source, run.id)
    if not (folder / name).exists():
        return 0
    with store.write() as connection:
        last, written = pages.written(connection, run.id)
        rows: list[Page] = []
        try:
            for number, (offset, length, page) in enumerate(read_pages(folder / name)):
                if number < written:
                    continue
                sequence = last + len(rows) + 1
                known = pages.one(connection, *page.unchanged) if page.unchanged else None
                rows.append(
                    known.reused(run.id, sequence, Origin.UNCHANGED, page.fetched_at)
                    if known
                    else row_of(page, run.id, sequence, name, offset, length)
                )
        except DamagedRecordError as damage:
            log.info("the archive of a run was read up to its damage", run=run.id, file=name, damage=str(damage))
        pages.index(connection, rows)
    return len(rows)
