"""A store with an invented therapist in it, and registers that a test fills and publishes over."""

from datetime import date

from index import settings
from index.publish.publisher import publish
from index.published.reader import PublishedReader
from index.records import (
    EntryStatus,
    ListingKind,
    Profession,
    RegisterEntry,
    RegisterKind,
)
from index.store.listings import register_entries
from index.store.runs import runs
from tests.builders import NPI_1, license_held, listing, location
from tests.index.promoted import promote_entries
from tests.index.resolve.listing_rows import Rows
from tests.store_rows import queue_run, register_source

READ = date(2026, 11, 23)
THERAPIST = Profession.PHYSICAL_THERAPIST
NPI = NPI_1


def avery(**more):
    """Jordan Avery, a physical therapist of Salida, whose license number somebody typed."""
    own = {"npi": NPI, "licenses": (license_held(),), "places": (location(),)}
    return listing("school/1", **(own | more))


def license_entry(**more):
    own = {
        "source_id": "PTL-0012345",
        "register": RegisterKind.LICENSES,
        "name": "AVERY, JORDAN",
        "family_first": True,
        "profession": THERAPIST,
        "state": "CO",
        "number": "0012345",
        "status": EntryStatus.ACTIVE,
        "status_text": "Active",
        "expires": date(2028, 10, 31),
    }
    return RegisterEntry(source="license_co", url="https://licenses.example/d/x", **(own | more))


def exclusion(**more):
    own = {
        "source_id": f"{NPI}-20260120-1128a1",
        "name": "AVERY, JORDAN",
        "family_first": True,
        "npi": NPI,
        "state": "CO",
        "profession_text": "PHYSICAL THERAPY",
        "status": EntryStatus.ACTIVE,
        "excluded": date(2026, 1, 20),
        "as_of": date(2026, 10, 31),
    }
    own["register"] = RegisterKind.EXCLUSIONS
    return RegisterEntry(source="oig_leie", url="https://list.example/", **(own | more))


def deactivation(npi=NPI):
    return RegisterEntry(
        source="npi_deactivations",
        source_id=npi,
        register=RegisterKind.NPI_DEACTIVATIONS,
        url="https://npi.example/",
        npi=npi,
        status=EntryStatus.NOT_ACTIVE,
        deactivated=date(2024, 5, 6),
    )


class Registers:
    """A store, what is listed in it, and what registers say."""

    def __init__(self, store):
        self.store = store
        self.rows = Rows(store)

    def list(self, *listings):
        self.rows.put(*listings)
        self.rows.resolve()

    def read(self, *entries, source="", whole=True, passes=True):
        """Let a register be read, by a run that passed or did not."""
        source = source or entries[0].source
        with self.store.write() as connection:
            register_source(connection, source)
            run = queue_run(connection, source)
            runs.start(connection, run, pid=1)
            register_entries.stage(connection, run, entries)
            runs.collect(connection, run, finish_reason="finished", stats={}, partial=not whole)
            if passes:
                promote_entries(connection, run_id=run, source=source, today=READ, whole=whole)
            verdict = runs.Verdict.PASSED if passes else runs.Verdict.REJECTED
            runs.end(connection, run, verdict=verdict)

    def published(self, *, number=0):
        """Publish, and return the bytes of the documents and the generation."""
        report = publish(self.store, settings.current())
        folder = settings.current().generations / f"generation-{report.generation}"
        found = sorted(settings.current().generations.glob(f"*{report.generation}/documents.jsonl"))
        assert found, folder
        return found[-1].read_bytes(), PublishedReader(settings.current().generations, every=0).generation()

    def checks(self):
        """Return what is published of Jordan Avery's checks."""
        _, generation = self.published()
        [person] = [one for one in generation.documents() if one.kind is ListingKind.PERSON]
        return person.checks
