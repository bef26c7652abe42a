"""The line without a network: raw listings staged as a crawl leaves them, then read, judged, resolved, published."""

from crawler.runs.normalize_run import normalize_run
from crawler.runs.promote import promote_run
from crawler.runs.run_diff import run_diff
from index.publish.publisher import publish
from index.published.document import provider_document
from index.published.export import ExportFormat, export_lines
from index.published.reader import PublishedReader
from index.resolve import resolve
from index.store.runs import run_judgments, runs, staging
from index.store.schema import listing, membership, provider
from tests.crawler.gates.directory import FINISHED, definition
from tests.store_rows import queue_run, register_source


def register(store, source_id, *, registry=False):
    source = definition().model_copy(update={"id": source_id, "registry": registry})
    with store.write() as connection:
        register_source(connection, source_id, definition=source.model_dump_json())


def stage(store, source_id, listings):
    """Stage a whole run, and return its number."""
    with store.write() as connection:
        run = queue_run(connection, source_id)
        runs.start(connection, run, pid=1)
        for one in listings:
            staging.stage(connection, run, [one])
        run_judgments.keep_code_version(connection, run, "v1")
        runs.collect(connection, run, finish_reason="finished", stats=FINISHED, partial=False)
    return run


def carry(store, home, run):
    """Bring a staged run into the listings, whatever the gates would say of it; return what it changed."""
    normalize_run(store, home, run, lambda *_: None)
    with store.read() as connection:
        found = runs.get(connection, run)
    promote_run(store, found)
    with store.read() as connection:
        return runs.get(connection, run).delta


def would_change(store, run):
    """Changes of a normalized run: counts by kind, and fields."""
    with store.read() as connection:
        found = run_diff(connection, run, examples=None)
    return {kind: count for kind, count in found.counts.items() if count}, dict(found.fields)


def resolved(store):
    """Changes of a resolution."""
    report = resolve(store).as_dict()
    return {name: report[name] for name in ("new", "merged", "split", "changed")}


def published(store, home):
    """The content hash and the content exports of a new generation."""
    hashed = publish(store, home).manifest.content_sha256
    documents = [provider_document(one) for one in PublishedReader(home.generations).generation().documents()]
    exports = ["".join(export_lines(documents, form, content=True)) for form in ExportFormat]
    return hashed, exports


def kept(store):
    """Every row that a crawl or a resolution writes, without the day of the newest reading."""
    with store.read() as connection:
        return [
            sorted(
                tuple(str(value) for name, value in row._mapping.items() if name != "last_seen")
                for row in connection.execute(table.select())
            )
            for table in (listing, provider, membership)
        ]
