"""The history of one practitioner, from what crawls, resolutions and people did. Everybody is invented."""

from datetime import date

import pytest

from index.history.provider_history import UnknownIdError, history
from index.history.stated_value import ValueStatus
from tests.builders import NPI_1, listing, location, phone

SALIDA = location(phone=phone("12"))
RENO = location("2 Second St", "Reno", "NV", "89501")
REGISTERED = listing("npi_registry/1", npi=NPI_1, places=[SALIDA])
FIRST_DAY, SECOND_DAY, THIRD_DAY = "2026-11-23", "2026-12-01", "2026-12-09"


def on(monkeypatch, day):
    monkeypatch.setenv("PINPOINT_NOW", f"{day}T12:00:00+00:00")


def of(rows, provider_id):
    with rows.store.read() as connection:
        return history(connection, provider_id)


def memberships(found):
    return [(f"{one.source}/{one.source_id}", one.provider, one.since, one.until) for one in found.memberships]


def test_a_merge_keeps_both_ids_and_the_periods_of_each_listing(rows, monkeypatch):
    rows.put(REGISTERED, listing("list/1", places=[RENO]))
    rows.resolve()
    before = rows.ids()
    on(monkeypatch, SECOND_DAY)
    rows.put(listing("list/1", npi=NPI_1, places=[SALIDA]))
    rows.resolve()
    stays, gone = before["npi_registry/1"], before["list/1"]
    first, second = date.fromisoformat(FIRST_DAY), date.fromisoformat(SECOND_DAY)
    for asked in (stays, gone):
        found = of(rows, asked)
        assert found.id == stays
        assert {one.id: one.leads_to for one in found.ids} == {stays: "", gone: stays}
        assert memberships(found) == [
            ("list/1", gone, first, second),
            ("npi_registry/1", stays, first, None),
            ("list/1", stays, second, None),
        ]


def test_a_split_shows_where_a_listing_went_and_who_parted_them(rows, monkeypatch):
    rows.put(REGISTERED, listing("list/1", places=[SALIDA]))
    rows.resolve()
    whole = rows.ids()["list/1"]
    on(monkeypatch, SECOND_DAY)
    rows.decide("list/1", "npi_registry/1", "different")
    rows.resolve()
    found = of(rows, whole)
    other = rows.ids()["list/1"]
    assert other != whole
    assert {(key, provider) for key, provider, _, until in memberships(found) if until is None} == {
        ("npi_registry/1", whole),
        ("list/1", other),
    }
    assert [one.source for one in found.listings] == ["npi_registry"]
    assert ("list/1 and npi_registry/1: different", "an operator", "looked at both pages") in {
        (one.what, one.who, one.reason) for one in found.said
    }
    on(monkeypatch, THIRD_DAY)
    rows.decide("list/1", "npi_registry/1", "undone")
    rows.resolve()
    assert memberships(of(rows, whole))[-1] == ("list/1", whole, date.fromisoformat(THIRD_DAY), None)


def test_resolving_again_adds_nothing_to_the_history(rows, monkeypatch):
    rows.put(REGISTERED, listing("list/1", places=[SALIDA]))
    rows.resolve()
    before = of(rows, rows.ids()["list/1"])
    on(monkeypatch, SECOND_DAY)
    rows.resolve()
    assert of(rows, before.id) == before


def test_a_withdrawn_listing_stays_in_the_history_with_its_values(rows):
    rows.put(REGISTERED, listing("list/1", places=[SALIDA]))
    rows.resolve()
    rows.withdraw("list/1")
    found = of(rows, rows.ids()["list/1"])
    assert {one.source: one.withdrawn_on is None for one in found.listings} == {"npi_registry": True, "list": False}
    phones = {(one.source, one.stands) for one in found.values if one.field == "phone"}
    assert phones == {("npi_registry", ValueStatus.STATED), ("list", ValueStatus.WITHDRAWN)}


def test_an_id_that_nobody_had_is_an_error(rows):
    with pytest.raises(UnknownIdError, match="nobody has, or had, the id 'nobody'"):
        of(rows, "nobody")
