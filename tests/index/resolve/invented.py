"""Invented people and clinics as listings, in as few words as a test needs."""

from datetime import date

from index.records import (
    Claim,
    Listing,
    ListingKind,
    PersonName,
    Phone,
    PracticeLocation,
    Profession,
    SeenListing,
    stated,
)

READ = date(2026, 11, 20)
NPI_1, NPI_2, NPI_3 = "1000000004", "1000000012", "1000000020"


def phone(last="12", kind="fixed_or_mobile"):
    return Phone(e164=f"+13035550{int(last):03d}" if kind != "toll_free" else "+18005550199", kind=kind)


def place(street="100 Example St", city="Salida", state="CO", code="81201", **more):
    return PracticeLocation(street=street, city=city, state=state, zip=code, **more)


def person(key, given="Jordan", family="Avery", *, middle="", generation="", places=(), **more):
    source, _, source_id = key.partition("/")
    name = PersonName(
        given=given,
        middle=middle,
        family=family,
        generation=generation,
        nickname=more.pop("nickname", ""),
        former=more.pop("former", ()),
    )
    shown = " ".join(part for part in (given, middle, family, generation) if part)
    more.setdefault("professions", (Profession.PHYSICAL_THERAPIST,))
    return Listing(
        source=source,
        source_id=source_id,
        kind=ListingKind.PERSON,
        url=f"https://{source}.example/{source_id}",
        name=more.pop("name", shown),
        person=name,
        locations=tuple(places),
        **more,
    )


def clinic(key, name="Example Physical Therapy", *, places=(), **more):
    source, _, source_id = key.partition("/")
    return Listing(
        source=source,
        source_id=source_id,
        kind=ListingKind.CLINIC,
        url=f"https://{source}.example/{source_id}",
        name=name,
        locations=tuple(places),
        **more,
    )


def seen(listing, *, first=READ, last=READ, missing=None):
    claims = tuple(
        Claim(
            field=field,
            value=value,
            source=listing.source,
            source_id=listing.source_id,
            url=listing.url,
            first_seen=first,
            last_seen=last,
        )
        for field, value in stated(listing)
    )
    return SeenListing(listing=listing, claims=claims, first_seen=first, last_seen=last, missing_since=missing)
