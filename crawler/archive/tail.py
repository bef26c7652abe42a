"""Index of a killed run's last pages: rows are written in batches, so those of the last records may be missing."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection

from crawler.archive.reader import read_pages
from crawler.archive.warc import DamagedRecordError
from crawler.archive.writer import file_of_run, row_of
from index.process_log import get_logger
from index.store import Store
from index.store.runs import pages
from index.store.runs.pages import Origin, Page
from index.store.runs.runs import RunRow

log = get_logger(__name__)


def index_tail(store: Store, folder: Path, run: RunRow) -> int:
    """Index the records of a run's file that have no row yet, up to a damaged one, and return their number."""
    name = file_of_run(run.source, run.id)
    if not (folder / name).exists():
        return 0
    rows: list[Page] = []
    with store.read() as connection:  # a large file takes a while, and must not block other writers
        try:
            rows.extend(_without_row(connection, folder / name, name, run.id))  # keeps the pages before a damage
        except DamagedRecordError as damage:
            log.info("the archive of a run was read up to its damage", run=run.id, file=name, damage=str(damage))
    with store.write() as connection:
        pages.index_missing(connection, rows)
    return len(rows)


def _without_row(connection: Connection, file: Path, name: str, run_id: int) -> Iterator[Page]:
    sequence, written = pages.written(connection, run_id)
    for number, (offset, length, page) in enumerate(read_pages(file)):
        if number < written:
            continue
        sequence += 1
        known = pages.one(connection, *page.unchanged) if page.unchanged else None
        if known:
            yield known.reused(run_id, sequence, Origin.UNCHANGED, page.fetched_at)
        else:
            yield row_of(page, run_id, sequence, name, offset, length)
