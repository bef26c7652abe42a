"""Gives the staged raw listings of a run their normalized form, a batch at a time; a killed one goes on from there."""

from collections.abc import Callable
from dataclasses import replace

from index.faults import fault_point
from index.normalize.listing import normalize
from index.places.gazetteer import open_gazetteer
from index.places.geocoder import locate
from index.records import Listing
from index.settings import Settings
from index.store import Store, staging

Progress = Callable[[str, int], None]
"""Told (what is being done, how many listings so far)."""


def normalize_run(store: Store, settings: Settings, run_id: int, progress: Progress) -> None:
    """Give each staged raw listing its normalized form; what cannot be read of one is noted, and loses no other."""
    gazetteer = open_gazetteer()
    done = 0
    while True:
        with store.read() as connection:
            batch = staging.not_normalized(connection, run_id)
        if not batch:
            return
        read = [normalize(raw, gazetteer) for raw in batch]
        if settings.geocoder != "off":
            read = [_located(store, settings, listing) for listing in read]
        noted = [
            (problem, f"{listing.source}:{listing.source_id}", listing.url)
            for listing in read
            for problem in listing.problems
        ]
        with store.write() as connection:
            staging.set_normalized(connection, run_id, read)
            staging.note_problems(connection, run_id, noted)
        done += len(batch)
        progress("reading listings", done)
        fault_point("crawl/normalized")


def _located(store: Store, settings: Settings, listing: Listing) -> Listing:
    gazetteer = open_gazetteer()
    places = tuple(locate(store, settings, gazetteer, location) for location in listing.locations)
    return replace(listing, locations=places)
