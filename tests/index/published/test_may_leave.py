from dataclasses import replace
from datetime import date

import pytest

from index.providers import merge
from index.published.document import leaving_document, provider_document
from index.published.may_leave import leaving
from index.records import (
    BulkGroup,
    Check,
    CheckKind,
    CheckResult,
    Claim,
    Correction,
    License,
    Listing,
    ListingKind,
    PersonName,
    Phone,
    PracticeLocation,
    Precision,
    Profession,
    SeenListing,
    Sender,
    SourcesSay,
    Statement,
    StatementKind,
    Subject,
    stated,
)

READ = date(2026, 11, 22)
EVERYTHING = frozenset(BulkGroup)
PLACE = PracticeLocation(
    organization="Upper River Clinic",
    street="100 Example St",
    unit="Ste 2",
    city="Salida",
    state="CO",
    zip="81201",
    phone=Phone(e164="+13035550112", extension="4"),
    fax=Phone(e164="+13035550119"),
    latitude=38.53,
    longitude=-105.99,
    precision=Precision.ADDRESS,
)


def seen(source, **changes):
    listing = Listing(
        **{
            "source": source,
            "source_id": f"{source}-1",
            "kind": ListingKind.PERSON,
            "url": f"https://{source}.test/1",
            "name": "Jordan Avery",
            "person": PersonName(given="Jordan", family="Avery"),
            "professions": (Profession.PHYSICAL_THERAPIST,),
            "licenses": (License(profession=Profession.PHYSICAL_THERAPIST, state="CO", number="PTL.1"),),
            "taxonomies": ("225100000X", "111N00000X"),
            "conditions": ("neck-pain",),
            "unknown_credentials": ("XYZ",),
            "locations": (PLACE,),
            "website": "https://practice.test/",
            "npi": "1234567893",
            "statements": (
                Statement(kind=StatementKind.OFFERS, about=Subject.PERSON, quote=f"Jordan needles, says {source}."),
            ),
        }
        | changes
    )
    claims = tuple(
        Claim(
            field=field,
            value=value,
            source=source,
            source_id=listing.source_id,
            url=listing.url,
            first_seen=READ,
            last_seen=READ,
        )
        for field, value in stated(listing)
    )
    return SeenListing(listing=listing, claims=claims, first_seen=READ, last_seen=READ)


def merged(*listings, **options):
    return merge("person01", listings, frozenset(), today=READ, **options)


def test_a_source_that_lets_everything_leave_leaves_the_provider_as_it_is():
    provider = merged(seen("school"))

    kept = leaving(provider, {"school": EVERYTHING})

    assert kept.provider == provider
    assert (kept.left_out, kept.left_out_at) == (frozenset(), (frozenset(),))


def test_of_a_source_that_says_nothing_only_our_answer_leaves_with_the_link_to_its_page():
    kept = leaving(merged(seen("school")), {})

    document = provider_document(kept.provider)
    (place,) = document.pop("locations")
    assert document == {
        "id": "person01",
        "kind": "person",
        "name": "",
        "dry_needling": "person_listed",
        "evidence": {"quote": "", "source": "school", "read_on": "2026-11-22"},
        "professions": [],
        "credentials": [],
        "unknown_credentials": [],
        "sources": [],
        "website": "",
        "npi": "",
        "conditions": [],
        "licenses": [],
        "taxonomies": [],
        "claims": [],
        "checks": [],
    }
    quote = {"quote": "", "source": "school", "read_on": "2026-11-22", "url": "https://school.test/1", "says_yes": True}
    assert place.pop("quotes") == [quote]
    assert place.pop("sources") == ["school"]
    assert place.pop("evidence") == document["evidence"]
    assert {name: value for name, value in place.items() if value} == {
        "precision": "none",
        "dry_needling": "person_listed",
    }
    assert kept.left_out == {
        "name", "profession", "unknown_credential", "license", "taxonomy", "condition", "website", "npi", "claim",
    }  # fmt: skip
    assert kept.left_out_at == ({"organization", "street", "town", "phone", "fax", "quote"},)


FIELDS = {
    BulkGroup.NAMES: {"name", "organization"},
    BulkGroup.PLACES: {"street", "town"},
    BulkGroup.CONTACTS: {"phone", "fax", "website"},
    BulkGroup.LICENSES: {"license", "npi"},
    BulkGroup.LETTERS: {"unknown_credential"},
    BulkGroup.PROFESSIONS: {"profession", "taxonomy", "condition"},
    BulkGroup.QUOTES: {"quote"},
}


@pytest.mark.parametrize("group", BulkGroup)
def test_each_group_lets_its_own_fields_leave_and_no_others(group):
    left_out = set(leaving_document(merged(seen("school")), {"school": {group}})["left_out"])

    assert left_out == set().union(*FIELDS.values()) - FIELDS[group] | {"claim"}


def test_a_value_leaves_if_one_of_its_sources_lets_it():
    provider = merged(seen("school"), seen("npi", statements=(), website=""))

    kept = leaving(provider, {"npi": EVERYTHING})

    assert kept.provider.name == "Jordan Avery"
    assert kept.provider.practices[0].location == PLACE
    assert {claim.source for claim in kept.provider.claims} == {"npi"}
    assert kept.left_out == {"website", "claim"}
    assert kept.left_out_at == ({"quote"},)


def test_another_number_of_an_open_source_is_not_put_in_place_of_a_closed_one():
    other = replace(PLACE, phone=Phone(e164="+13035550180"))
    provider = merged(seen("school"), seen("npi", locations=(other,)), rank={"school": 90, "npi": 10})
    assert provider.practices[0].location.phone == PLACE.phone

    kept = leaving(provider, {"npi": EVERYTHING})

    assert kept.provider.practices[0].location.phone is None
    assert "phone" in kept.left_out_at[0]


def test_a_name_that_may_not_leave_gives_way_to_one_that_may():
    npi = seen("npi", name="Jordan T Avery", person=PersonName(given="Jordan", middle="T", family="Avery"))
    provider = merged(seen("school"), npi, rank={"school": 90, "npi": 10})
    assert provider.name == "Jordan Avery"

    kept = leaving(provider, {"npi": EVERYTHING})

    assert kept.provider.name == "Jordan T Avery"
    assert kept.provider.person == PersonName(given="", family="Jordan T Avery")


def told(**values):
    correction = Correction(by=Sender.PERSON, source="npi", source_id="npi-1", place=PLACE)
    return seen(
        "told_us",
        **{
            "source_id": "person-1",
            "professions": (),
            "licenses": (),
            "taxonomies": (),
            "conditions": (),
            "unknown_credentials": (),
            "locations": (),
            "website": "",
            "npi": "",
            "statements": (),
            "corrects": correction,
        }
        | values,
    )


def test_what_they_told_us_leaves_only_as_far_as_a_source_that_lets_it_states_it_too():
    moved = PracticeLocation(phone=Phone(e164="+13035550177"), city="Salida", state="CO", zip="81201")
    provider = merged(seen("npi"), told(name="", person=None, locations=(moved,)))
    assert provider.practices[0].location.phone.e164 == "+13035550177"

    kept = leaving(provider, {"npi": EVERYTHING})

    assert kept.provider.practices[0].location.phone is None
    assert kept.left_out_at[0] == {"phone"}


def test_a_name_that_they_corrected_never_comes_back():
    provider = merged(seen("npi", name="Joan Avery"), told(name="Jordan Avery"))
    assert provider.name == "Jordan Avery"

    kept = leaving(provider, {"npi": EVERYTHING})

    assert kept.provider.name == ""
    assert "name" in kept.left_out


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ({"street": "100 Example Street"}, ("100 Example St", "", "Salida", "81201")),
        ({"street": "100 Example St", "unit": "#2"}, ("100 Example St", "Ste 2", "Salida", "81201")),
        ({"street": "100 Example St", "zip": ""}, ("100 Example St", "", "Salida", "")),
        ({"street": "100 Example St", "zip": "81211"}, ("", "", "Salida", "")),
        ({"street": "101 Example St"}, ("", "", "Salida", "81201")),
        ({"street": ""}, ("", "", "Salida", "81201")),
        ({"street": "", "city": ""}, ("", "", "", "81201")),
        ({"street": "", "zip": ""}, ("", "", "Salida", "")),
    ],
)
def test_of_an_address_the_parts_leave_that_an_open_source_states(line, left):
    address = PracticeLocation(**{"city": "Salida", "state": "CO", "zip": "81201"} | line)
    (claim,) = [one for one in seen("npi", locations=(address,)).claims if one.field == "address"]
    provider = merged(seen("school"))
    both = replace(provider, claims=(*provider.claims, claim))

    at = leaving(both, {"npi": {BulkGroup.PLACES}}).provider.practices[0].location

    assert (at.street, at.unit, at.city, at.zip) == left
    assert (at.latitude is None) == (at.street == "")


def test_what_a_register_says_leaves_with_the_licenses_of_the_register():
    provider = merged(seen("npi"))
    claim = replace(provider.claims[0], source="board", field="license", value="PTL.1")
    check = Check(kind=CheckKind.LICENSE, result=CheckResult.ACTIVE, claim=claim)
    provider = replace(provider, checks=(check,))

    assert leaving(provider, {"npi": EVERYTHING}).left_out == {"check"}
    assert leaving(provider, {"npi": EVERYTHING, "board": {BulkGroup.LICENSES}}).provider.checks == (check,)


def test_the_answer_stays_whatever_is_left_out():
    no = Statement(kind=StatementKind.SAYS_NO, about=Subject.PERSON, quote="We do not needle.")
    provider = merged(seen("school"), seen("npi", statements=(no,)))

    evidence = leaving(provider, {}).provider.practices[0].evidence

    assert evidence.answer is SourcesSay.DISAGREE
    assert [(one.text, one.says_yes) for one in evidence.quotes] == [("", True), ("", False)]
