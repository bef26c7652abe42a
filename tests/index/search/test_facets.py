"""A facet that is described has all that a filter needs: a field to ask by, counts, and a way out of the filter."""

from dataclasses import fields, replace
from random import Random

import pytest

from index.records import StateRules
from index.search import SearchRequest, WhooshEngine, build
from index.search.facets import ANSWERED, FACETS, FILTERS, PARAMETERS, READ, UNSAID_FILTERS, VALUE_FIELDS
from tests.index.search import invented
from tests.index.search.conftest import CENTER
from tests.index.search.oracle import Oracle

EVERYWHERE = SearchRequest(latitude=CENTER[0], longitude=CENTER[1], radius_miles=500.0, today=invented.TODAY)


def test_every_facet_has_a_field_of_the_request_and_its_column():
    names = {field.name for field in fields(SearchRequest)}
    assert set(PARAMETERS.values()) <= names
    assert {facet.stated_in for facet in ANSWERED} | {facet.name for facet in FACETS} <= set(VALUE_FIELDS)
    assert len({facet.name for facet in FACETS}) == len(FACETS)


def test_both_engines_and_the_oracle_count_every_facet(tmp_path):
    providers = invented.providers(Random(5), 40, (CENTER,))
    columns = build(tmp_path, providers, StateRules())
    found = columns.search(EVERYWHERE)
    counted = Oracle(providers, StateRules()).search(EVERYWHERE)["facets"]
    assert set(found.facets) == set(counted) == set(PARAMETERS)
    assert set(WhooshEngine.open(tmp_path, StateRules()).search(EVERYWHERE).facets) == set(PARAMETERS)
    assert [name for name, values in found.facets.items() if not values] == []
    assert set(found.answered) == {READ, *(facet.name for facet in ANSWERED)}


def test_invented_requests_ask_for_every_facet():
    random = Random(6)
    asked = [invented.request(random, ()) for _ in range(200)]
    assert {facet.name for facet in FACETS if not any(request.wanted(facet) for request in asked)} == set()


def test_without_filters_a_request_keeps_its_place_name_and_text():
    random = Random(7)
    filtered = 0
    for _ in range(100):
        request = invented.request(random, ())
        free = request.without_filters(limit=3)
        assert not any(free.wanted(facet) for facet in FACETS)
        assert (free.chosen, free.states, free.answers, free.unsaid, free.limit) == ((), (), (), "", 3)
        kept = ("latitude", "longitude", "radius_miles", "text", "name", "include_no_word", "offset", "today")
        assert [getattr(free, name) for name in kept] == [getattr(request, name) for name in kept]
        filtered += bool(request.chosen)
    assert filtered > 30


@pytest.mark.parametrize("facet", [facet for facet in FILTERS if facet.stated_in], ids=lambda facet: facet.name)
def test_a_chosen_facet_is_one_whose_silence_is_counted(facet):
    value = True if facet.only else ("x",)
    assert replace(EVERYWHERE, **{facet.parameter: value}).chosen == (facet.name,)
    assert facet.name in UNSAID_FILTERS
