"""Additions of normalizing to a run: points from a geocoder, counted for the operator. All invented."""

import pytest

from crawler.runs.normalize_run import normalize_run
from index import settings
from index.records import Listing, Precision
from index.records.codec import from_json
from index.store import geocoding
from index.store.runs import runs, staging
from index.store.runs.runs import Verdict
from tests.crawler.gates import directory


@pytest.fixture
def store(store):
    directory.register(store)
    return store


@pytest.fixture
def asked(monkeypatch):
    """The addresses that a service was asked for; it knows the houses with an even number."""
    queries = []

    def answer(query):
        queries.append(query)
        number = int(query.split()[0])
        return None if number % 2 else (38.53, -105.99)

    monkeypatch.setattr(geocoding, "chosen_service", lambda _: answer)
    return queries


def located(store, **changes):
    """Stage ten listings without a coordinate, normalize them, and return precisions and problems of the run."""
    rows = [directory.at(raw, latitude="", longitude="") for raw in directory.directory(10)]
    run = directory.collected(store, rows)
    chosen = settings.current().model_copy(update=changes)
    normalize_run(store, chosen, run, lambda *_: None)
    with store.write() as connection:
        runs.end(connection, run, verdict=Verdict.CANCELLED, cause="ended by the test")
        listings = [from_json(Listing, one) for _, one in staging.raw_and_normalized(connection, run)]
        return [one.locations[0].precision for one in listings], staging.problem_counts(connection, run), listings


def test_no_address_is_asked_for_by_default(store, asked):
    precisions, problems, _ = located(store)
    assert asked == []
    assert set(precisions) == {Precision.ZIP}
    assert problems == {}


def test_houses_get_their_own_points_and_the_rest_is_counted_on_the_run_and_not_on_the_listing(store, asked):
    precisions, problems, listings = located(store, geocoder="nominatim", geocoder_limit=6)
    assert len(asked) == 6
    assert precisions.count(Precision.ADDRESS) == 3
    assert problems == {"geocode/not_asked": 4, "geocode/no_house": 3}
    assert {problem for one in listings for problem in one.problems} == set()


def test_the_next_run_asks_for_what_was_left_and_nothing_twice(store, asked):
    located(store, geocoder="nominatim", geocoder_limit=6)
    _, problems, _ = located(store, geocoder="nominatim", geocoder_limit=6)
    assert len(asked) == len(set(asked)) == 10
    assert problems == {"geocode/no_house": 5}
