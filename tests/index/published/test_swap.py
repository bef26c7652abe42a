"""Generations are swapped under readers: no error, and nobody ever sees two of them at once."""

import gc
import threading
from dataclasses import replace
from pathlib import Path

from sqlalchemy import update

from index import settings
from index.publish.publisher import publish
from index.published.reader import PublishedReader
from index.search.request import SearchRequest
from index.store import schema
from tests.index.publish import invented
from tests.index.publish.invented import PEOPLE, SALIDA

READERS = 3
PAUSE = 0.005  # seconds between requests, so that the publisher gets its turn too


def mark(store, swap):
    """Let every name and quote end in the number of the swap."""
    with store.write() as connection:
        for number in range(PEOPLE):
            listing = invented.person(number)
            statement = replace(listing.statements[0], quote=f"Does dry needling swap{swap}")
            marked = replace(listing, name=f"Jordan swap{swap}", statements=(statement,))
            connection.execute(
                update(schema.listing)
                .where(schema.listing.c.source_id == f"p{number}")
                .values(**invented.row_of(marked))
            )


def read(reader, stop, seen, errors):
    while not stop.wait(PAUSE):
        try:
            generation = reader.generation()
            request = SearchRequest(latitude=SALIDA[0], longitude=SALIDA[1], radius_miles=50, limit=100)
            result = generation.search(request)
            providers = [generation.provider(hit.provider_id) for hit in result.hits]
            marks = {provider.name.split()[-1] for provider in providers}
            marks |= {provider.practices[0].evidence.quotes[0].text.split()[-1] for provider in providers}
            seen.append((generation.number, result.total, frozenset(marks)))
        except Exception as error:  # noqa: BLE001  (whatever goes wrong in a thread must reach the test)
            errors.append(error)


def test_swaps_under_readers_are_never_seen_half(store, folder, soak):
    swaps = 200 if soak else 20
    mark(store, 1)
    publish(store, settings.current())
    reader = PublishedReader(folder, every=0)
    stop, seen, errors = threading.Event(), [], []
    threads = [threading.Thread(target=read, args=(reader, stop, seen, errors)) for _ in range(READERS)]
    for thread in threads:
        thread.start()
    try:
        for swap in range(2, swaps + 2):
            mark(store, swap)
            publish(store, settings.current())
    finally:
        stop.set()
        for thread in threads:
            thread.join()

    assert errors == []
    assert {(total, marks) for _, total, marks in seen} <= {
        (PEOPLE, frozenset({f"swap{swap}"})) for swap in range(1, swaps + 2)
    }
    assert all(marks == {f"swap{number}"} for number, _, marks in seen)
    assert len({number for number, _, _ in seen}) >= swaps // 2
    print(f"{len(seen)} requests, {swaps} swaps")  # noqa: T201  (the figure of a long proof)


def test_swaps_leave_no_file_open(store, folder):
    reader = PublishedReader(folder, every=0)

    def open_files():
        publish(store, settings.current())
        reader.generation()
        gc.collect()  # Whoosh's objects know each other, so they are closed when Python looks for circles
        return sum(1 for _ in Path("/proc/self/fd").iterdir())

    first = [open_files() for _ in range(3)][-1]
    assert [open_files() for _ in range(5)][-1] <= first
