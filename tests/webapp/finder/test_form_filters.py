"""Every filter of the search is in the form, with words, a parameter of the address, and a group for the silent."""

import pytest

from index.search.facets import FILTERS as FACETS
from index.search.facets import PARAMETERS, READ, UNSAID_FILTERS
from webapp.finder.find_query import FindQuery
from webapp.finder.form_filters import BY_FACET, FILTERS, IN_THE_FORM


def test_every_filter_of_the_search_is_in_the_form():
    assert {facet.name for facet in FACETS} | {READ, "dry_needling"} == set(BY_FACET)
    assert sorted(one.name for one in IN_THE_FORM) == sorted(one.name for one in FILTERS)
    assert {one.field for one in FILTERS} <= set(PARAMETERS.values())


@pytest.mark.parametrize("one", FILTERS, ids=lambda one: one.name)
def test_a_filter_has_a_field_words_for_each_value_and_a_heading_for_the_silent(one):
    assert FindQuery(place="81201").chosen(one) == ()
    assert one.known()
    assert all(one.words(value) and one.tag(value) for value in one.known())
    assert ("%(count)s" in one.unsaid) == (one.facet in UNSAID_FILTERS)
