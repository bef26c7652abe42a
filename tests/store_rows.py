"""Rows that a test puts into a store: sources, runs, listings."""

import json
from datetime import date
from typing import Any

from sqlalchemy import Connection

from index.records import Listing, RawListing, stated
from index.records.codec import to_json
from index.store import sources
from index.store.runs import runs, staging
from index.store.runs.runs import RunRequest


def register_source(connection: Connection, source_id: str = "school", **changes: Any) -> None:
    """Insert a source that is enabled and has no schedule."""
    own: dict[str, Any] = {"host_key": f"{source_id}.test", "definition": "{}", "interval_seconds": 0, "enabled": True}
    sources.register(connection, source_id=source_id, **own | changes)


def queue_run(connection: Connection, source: str = "school", **changes: Any) -> int:
    """Queue a run that somebody asks for by hand, and return its number."""
    own: dict[str, Any] = {"trigger": "manual", "arguments": {}}
    return runs.queue(connection, RunRequest(source=source, **own | changes))


def stage_listings(connection: Connection, run: int, *listings: Listing) -> None:
    """Stage listings as a crawl reads them, and as they are once normalized."""
    shared = ("source", "source_id", "kind", "url", "name")
    raw = [RawListing(**{field: getattr(one, field) for field in shared}) for one in listings]
    staging.stage(connection, run, raw)
    staging.set_normalized(connection, run, listings)


def listing_row(one: Listing, first: date, last: date) -> dict[str, Any]:
    """Return the row of a listing that was promoted, with each of its values seen since the first day."""
    return {
        "source": one.source,
        "source_id": one.source_id,
        "raw": "{}",
        "listing": to_json(one),
        "npi": one.npi or None,
        "claims_since": json.dumps([[*said, first.isoformat()] for said in stated(one)]),
        "first_seen": first,
        "last_seen": last,
    }
