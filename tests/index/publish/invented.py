"""An invented town in the store: people and clinics with listings, memberships and one merge."""

import json
from dataclasses import replace
from datetime import date

from sqlalchemy import insert, update

from index.records import ListingKind, Precision, RawListing, stated
from index.records.codec import to_json
from index.store import schema, sources
from tests.builders import clinic_listing, listing, location, phone, statement

FIRST = date(2026, 11, 1)
LAST = date(2026, 11, 22)
PEOPLE = 12
SALIDA = (38.5347, -105.9989)


def person(number, source="school"):
    """A physical therapist who says so, on Example Street in Salida."""
    here = location(
        f"{100 + number} Example St",
        organization="Example Physical Therapy",
        phone=phone(f"{100 + number}"),
        latitude=SALIDA[0] + number / 100,
        longitude=SALIDA[1],
        precision=Precision.ADDRESS,
    )
    return listing(
        f"{source}/p{number}",
        family=f"Avery{chr(97 + number)}",
        url=f"https://{source}.test/people/{number}",
        places=[here],
        website="https://practice.test/",
        statements=(statement(f"Jordan {number} does dry needling."),),
    )


def clinic():
    """A clinic that names nobody, and says nothing of dry needling."""
    middle = location("", latitude=38.53, longitude=-106.0, precision=Precision.ZIP)
    return clinic_listing("school/c1", "=Example & Söhne Clinic", places=[middle])


def provider_id(number):
    return f"person{number:02d}"


def settle(store, people=PEOPLE):
    """Write the town into the store."""
    listings = [(provider_id(number), person(number)) for number in range(people)] + [("clinic01", clinic())]
    with store.write() as connection:
        sources.register(
            connection,
            source_id="school",
            host_key="school.test",
            definition="{}",
            interval_seconds=604800,
            enabled=True,
        )
        connection.execute(
            insert(schema.provider),
            [{"id": one, "kind": listing.kind.value, "created_on": FIRST} for one, listing in listings],
        )
        for one, listing in listings:
            connection.execute(insert(schema.listing).values(**row_of(listing)))
            connection.execute(
                insert(schema.membership).values(
                    source=listing.source, source_id=listing.source_id, provider=one, undecided=one, name_key=""
                )
            )


def row_of(listing, last_seen=LAST):
    claims = [[field, value, FIRST.isoformat()] for field, value in stated(listing)]
    return {
        "source": listing.source,
        "source_id": listing.source_id,
        "raw": "{}",
        "listing": to_json(listing),
        "claims_since": json.dumps(claims),
        "first_seen": FIRST,
        "last_seen": last_seen,
    }


def read_again(store, day):
    """Move the day on which every listing was last read."""
    with store.write() as connection:
        connection.execute(update(schema.listing).values(last_seen=day))


def rename(store, number, name):
    """Let the school write another name for a person."""
    listing = replace(person(number), name=name)
    with store.write() as connection:
        connection.execute(
            update(schema.listing).where(schema.listing.c.source_id == f"p{number}").values(**row_of(listing))
        )


def merge(store, gone, into):
    """Let resolution find that two are one."""
    with store.write() as connection:
        connection.execute(update(schema.provider).where(schema.provider.c.id == gone).values(merged_into=into))


def withdraw(store, source_id, day=LAST):
    """Let a listing be withdrawn after it was missing."""
    with store.write() as connection:
        connection.execute(
            update(schema.listing).where(schema.listing.c.source_id == source_id).values(withdrawn_on=day)
        )


def raw(number):
    """What a crawl stages of a person before it is normalized; the words do not matter."""
    return RawListing(
        source="school", source_id=f"p{number}", kind=ListingKind.PERSON, url="", name=person(number).name
    )
