"""An invented town in the store: people and clinics with listings, memberships and one merge."""

from dataclasses import replace
from datetime import date

from sqlalchemy import insert, update

from index.records import Precision
from index.store import schema
from tests.builders import clinic_listing, listing, location, phone, statement
from tests.store_rows import listing_row, register_source

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
        register_source(connection, interval_seconds=604800)
        for one in listings:
            found(connection, *one)


def found(connection, one, listing):
    """Write a provider with its only listing."""
    key = {"source": listing.source, "source_id": listing.source_id}
    connection.execute(insert(schema.provider).values(id=one, kind=listing.kind.value, created_on=FIRST))
    connection.execute(insert(schema.listing).values(**row_of(listing)))
    connection.execute(insert(schema.membership).values(**key, provider=one, undecided=one, name_key=""))


def row_of(listing, last_seen=LAST):
    return listing_row(listing, FIRST, last_seen)


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
