import pytest

from crawler.sources.patches import Patch, Patches
from index.records import ListingKind, RawListing, RawLocation

LISTING = RawListing(
    source="invented",
    source_id="7",
    kind=ListingKind.PERSON,
    url="https://directory.example/7",
    name="AVERTHWAITE , JORDAN",
    locations=(RawLocation(city="Salida", state="Colorodo"), RawLocation(city="Pueblo", state="CO")),
)


def patch(**keys):
    return Patch.model_validate({"because": "the source's own spelling", "read_as": "CO", **keys})


def test_a_value_is_replaced_where_the_source_writes_it_and_nowhere_else():
    patches = Patches([patch(field="locations.state", written="Colorodo")])
    assert [one.state for one in patches.apply(LISTING).locations] == ["CO", "CO"]
    assert patches.unused() == []


def test_a_patch_for_one_listing_leaves_the_others():
    patches = Patches([patch(field="name", written=LISTING.name, read_as="Jordan Averthwaite", source_id="8")])
    assert patches.apply(LISTING) is LISTING
    assert [one.source_id for one in patches.unused()] == ["8"]


def test_only_a_whole_value_is_patched():
    assert Patches([patch(field="name", written="AVERTHWAITE")]).apply(LISTING) is LISTING


def test_a_field_that_no_listing_has_is_refused_with_those_that_it_has():
    with pytest.raises(ValueError, match="'state' cannot be patched; known are name, credentials"):
        patch(field="state", written="x")


def test_a_patch_says_why():
    with pytest.raises(ValueError, match="because"):
        Patch.model_validate({"field": "name", "written": "x", "read_as": "y"})
