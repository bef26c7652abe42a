"""An invented directory of physical therapists in Colorado, and a store in which runs of it are staged and judged."""

from dataclasses import replace

from crawler.gates.gates import crawled_run, judge
from crawler.runs.normalize_run import normalize_run
from crawler.sources.definition import SourceDefinition
from index.records import ListingKind, RawListing, RawLocation
from index.settings import Settings
from index.store.runs import run_judgments, runs, staging
from tests.store_rows import queue_run, register_source

SOURCE = "invented_school"
FINISHED = {
    "downloader/response_status_count/200": 101,
    "robotstxt/response_status_count/200": 1,
    "page/read": 100,
    "page/with_listings": 80,
}
GIVEN = ["Avery", "Blake", "Casey", "Devon", "Emery", "Finley", "Gray", "Harper", "Indigo", "Jules"]
FAMILY = ["Testa", "Muster", "Sample", "Proba", "Fiktiv", "Modell", "Beispiel", "Ensaio", "Voorbeeld", "Esempio"]


def listing(number):
    """One invented entry; every tenth has no website."""
    return RawListing(
        source=SOURCE,
        source_id=f"n{number:03}",
        kind=ListingKind.PERSON,
        url=f"https://school.test/{number}",
        name=f"{GIVEN[number % 10]} {FAMILY[number // 10 % 10]}, PT, DPT",
        website="" if number % 10 == 0 else f"https://clinic{number}.test/",
        locations=(
            RawLocation(
                street=f"{100 + number} Example St",
                city="Salida",
                state="CO",
                zip="81201",
                phone=f"(303) 555-{100 + number % 100:04}",
                latitude="38.53",
                longitude="-106.0",
            ),
        ),
    )


def directory(count=100):
    return [listing(number) for number in range(count)]


def at(raw, **changes):
    """The same listing with its location changed."""
    return replace(raw, locations=(replace(raw.locations[0], **changes),))


def definition(**gates):
    return SourceDefinition.model_validate(
        {
            "id": SOURCE,
            "name": "Invented school",
            "publisher": "Nobody",
            "url": "https://school.test/",
            "platform": "wp_store_locator",
            "kind": "demonstration",
            "coverage": "Nobody",
            "terms": {"note": "Invented"},
            "robots_note": "Invented",
            "gates": {"minimum_listings": 50} | gates,
            "enabled_by_default": True,
        }
    )


def register(store, source=None):
    source = source or definition()
    with store.write() as connection:
        register_source(connection, SOURCE, host_key="school.test", definition=source.model_dump_json())


def collected(store, listings, *, stats=None, ending="finished", partial=False, version="v1", **asked):
    """Stage a run as a crawl would have left it, and return its number."""
    with store.write() as connection:
        run_id = queue_run(connection, SOURCE, **asked)
        runs.start(connection, run_id, pid=1)
        staging.stage(connection, run_id, listings)
        run_judgments.keep_code_version(connection, run_id, version)
        runs.collect(connection, run_id, finish_reason=ending, stats=FINISHED | (stats or {}), partial=partial)
    return run_id


def judged(store, run_id, source=None):
    """Return how the gates judge a collected run."""
    normalize_run(store, Settings(), run_id, lambda *_: None)
    source = source or definition()
    with store.read() as connection:
        return judge(source.gates, crawled_run(connection, runs.get(connection, run_id), source))


def row(store, run_id):
    with store.read() as connection:
        return runs.get(connection, run_id)
