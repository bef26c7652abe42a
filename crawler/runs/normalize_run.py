"""Normalization of a run's staged raw listings, batch by batch; after a kill it continues with the next batch."""

from collections.abc import Callable
from dataclasses import replace

from index.faults import fault_point
from index.normalize.joint_listing import split_listing
from index.normalize.listing import normalize
from index.places.gazetteer import open_gazetteer
from index.records import Listing
from index.settings import Settings
from index.store import Store
from index.store.geocoding import Geocoding
from index.store.runs import staging

Progress = Callable[[str, int], None]
"""Callback for progress: (what is being done, how many listings so far)."""


def normalize_run(store: Store, settings: Settings, run_id: int, progress: Progress) -> None:
    """Normalize each staged raw listing; a value that cannot be read is noted as a problem and affects no other."""
    gazetteer = open_gazetteer()
    geocoding = Geocoding(store, settings, gazetteer) if settings.geocoder != "off" else None
    done = 0
    while True:
        with store.read() as connection:
            batch = staging.not_normalized(connection, run_id)
        if not batch:
            return
        people = [(raw.source_id, split_listing(raw)) for raw in batch]
        read = [normalize(raw, gazetteer) for _, rows in people for raw in rows]
        noted = [_noted(problem, listing) for listing in read for problem in listing.problems]
        if geocoding:
            located = [_located(geocoding, listing) for listing in read]
            read = [listing for listing, _ in located]
            noted += [_noted(problem, listing) for listing, problems in located for problem in problems]
        with store.write() as connection:
            for row_id, rows in people:
                if len(rows) > 1:
                    staging.split(connection, run_id, row_id, rows)
            staging.set_normalized(connection, run_id, read)
            staging.note_problems(connection, run_id, noted)
        done += len(batch)
        progress("reading listings", done)
        fault_point("crawl/normalized")


def _noted(problem: str, listing: Listing) -> tuple[str, str, str]:
    return problem, f"{listing.source}:{listing.source_id}", listing.url


def _located(geocoding: Geocoding, listing: Listing) -> tuple[Listing, list[str]]:
    """Return a listing with the coordinates of its addresses, and the geocoder's problems for the run's operator.

    The problems are not part of the listing: the same page must give the same listing, geocoded or not.
    """
    asked = [geocoding.locate(location) for location in listing.locations]
    problems = [outcome.value for _, outcome in asked if outcome.is_problem]
    return replace(listing, locations=tuple(location for location, _ in asked)), problems
