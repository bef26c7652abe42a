"""A row with every field filled: each value has to land exactly where the table says, and nowhere else."""

import dataclasses

import pytest

from index.records import RawLocation, RawStatement, Subject
from tests.crawler.platforms.field_tables import TABLES
from tests.crawler.platforms.invented import definition, spider


def value_of(field, where):
    if where == "quote":
        return f"The field {field} says dry needling."
    return f"https://directory.example/{field}/" if where in {"url", "website"} else f"value of {field}"


def filled(table):
    return {field: value_of(field, where) for field, where in table.items()}


def read(title):
    platform, options, table = TABLES[title]
    return spider(platform, options=options).read_row(filled(table)), table


def fields_of(table, *wheres):
    return [field for field, where in table.items() if where in wheres]


@pytest.mark.parametrize("title", TABLES)
def test_every_field_lands_where_the_table_says(title):
    listing, table = read(title)
    (location,) = listing.locations
    for field, where in table.items():
        part, _, inner = where.partition(".")
        if part == "locations":
            assert getattr(location, inner) == value_of(field, where)
        elif hasattr(listing, part) and part != "unread":
            assert getattr(listing, part) == value_of(field, where)
    assert listing.unread == {field: value_of(field, "unread") for field in fields_of(table, "unread")}
    quotes = {RawStatement(text=value_of(field, "quote"), about=Subject.PERSON) for field in fields_of(table, "quote")}
    assert set(listing.statements) == quotes


@pytest.mark.parametrize("title", TABLES)
def test_nothing_else_is_filled(title):
    listing, table = read(title)
    named = {where.partition(".")[2] for where in table.values() if where.startswith("locations.")}
    blank = [field.name for field in dataclasses.fields(RawLocation) if field.name not in named]
    assert [name for name in blank if getattr(listing.locations[0], name)] == []
    assert (listing.credentials, listing.profession, listing.npi, listing.taxonomies) == ("", "", "", ())


@pytest.mark.parametrize("title", TABLES)
def test_what_is_private_or_volatile_is_in_no_listing_at_all(title):
    listing, table = read(title)
    text = repr(listing)
    dropped = fields_of(table, "private", "volatile")
    assert dropped != []
    assert [field for field in dropped if f"value of {field}" in text or field in listing.unread] == []


@pytest.mark.parametrize("title", TABLES)
def test_a_row_with_other_volatile_values_gives_the_same_listing(title):
    platform, options, table = TABLES[title]
    reader = spider(platform, options=options)
    changed = filled(table) | dict.fromkeys(fields_of(table, "private", "volatile"), "something else")
    assert reader.read_row(filled(table)) == reader.read_row(changed)


@pytest.mark.parametrize("title", TABLES)
@pytest.mark.parametrize("empty", [None, "", [], {}, False])
def test_fields_without_a_value_are_empty_texts(title, empty):
    platform, options, table = TABLES[title]
    needed = {field: value_of(field, where) for field, where in table.items() if where in {"source_id", "name"}}
    listing = spider(platform, options=options).read_row(dict.fromkeys(table, empty) | needed)
    assert listing.locations == (RawLocation(),)
    assert (listing.website, listing.text, listing.statements, listing.unread) == ("", "", (), {})
    assert listing.url == definition(platform).url


@pytest.mark.parametrize("title", TABLES)
def test_of_a_directory_of_clinics_the_words_are_the_clinic_s(title):
    platform, options, table = TABLES[title]
    listing = spider(platform, options=options | {"entries": "clinic"}).read_row(filled(table))
    assert (listing.kind, {one.about for one in listing.statements}) == ("clinic", {Subject.CLINIC})
