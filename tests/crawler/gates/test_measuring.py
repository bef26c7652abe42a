from dataclasses import replace

import pytest

from crawler.gates.measuring import Measured, is_garbled, measure
from index.normalize.listing import normalize
from index.places.gazetteer import open_gazetteer
from index.records.codec import to_json
from index.store.runs import runs, staging
from tests.builders import bare_listing
from tests.crawler.gates.directory import at, collected, directory, listing


class Anywhere:
    def hold(self, place):
        return True


def measured(raws, states=None):
    gazetteer = open_gazetteer()
    rows = ((to_json(raw), to_json(normalize(raw, gazetteer))) for raw in raws)
    return measure(rows, states or Anywhere())


def test_fields_are_counted_over_listings_in_force():
    found = measured([*directory(10), at(listing(11), phone="")])
    assert (found.listings, found.filled["phone"], found.filled["website"]) == (11, 10, 10)
    assert found.fill_rate("phone") == pytest.approx(10 / 11)
    assert found.fill_rate("npi") == 0


def test_deactivated_records_are_no_listings():
    gone = bare_listing("s/1", deactivated=True)
    assert measure([("{}", to_json(gone))], Anywhere()).listings == 0


def test_the_most_frequent_value_is_given_with_its_share():
    stamped = [at(raw, phone="(720) 555-0150") for raw in directory(6)]
    most = measured([*stamped, *directory(20)[6:]]).most["phone"]
    assert (most.value, most.count, most.of, most.share) == ("+17205550150", 6, 20, 0.3)


def test_garbled_names_are_found_as_the_source_wrote_them():
    found = measured([replace(listing(1), name="GarcÃ\xada Muster, PT"), listing(2)])
    assert (found.garbled, found.garbled_share) == (1, 0.5)
    assert found.garbled_name.startswith("GarcÃ")


@pytest.mark.parametrize("name", ["José Vega", "JOÃO MUSTER", "Zoë O\u2019Neill", "Ângela Sample", "Ñandú", ""])
def test_names_with_honest_letters_are_not_garbled(name):
    assert not is_garbled(name)


@pytest.mark.parametrize("name", ["JosÃ© Vega", "Jos\ufffd", "O\u00e2\u20ac\u2122Neill", "MuÃ±oz", "Peï¿½a"])
def test_names_in_the_wrong_encoding_are_garbled(name):
    assert is_garbled(name)


def test_measures_come_back_from_the_ledger_as_they_were():
    found = measured(directory(5))
    assert Measured.of(found.as_dict()) == found


def test_of_nothing_every_share_is_nothing():
    nothing = measure([], Anywhere())
    assert (nothing.count, nothing.fill_rate("phone"), nothing.garbled_share, nothing.outside_share) == (0, 0, 0, 0)


def test_an_id_that_meets_another_name_is_a_conflict_and_the_same_again_is_none(store):
    run_id = collected(store, directory(5))
    again = [listing(0), replace(listing(1), name="Somebody Else"), listing(7), replace(listing(7), name="Two Of Them")]
    with store.read() as connection:
        assert staging.conflicting(connection, run_id, again) == 2
        assert runs.get(connection, run_id).stats.get("listing/conflicting") is None
