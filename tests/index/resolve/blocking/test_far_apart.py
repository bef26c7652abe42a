import pytest

from index.records import Listing
from index.resolve.blocking.prefilter import BEST_ELSEWHERE
from index.resolve.clusters import clusters
from index.resolve.clusters.clusters import all_features, links_among
from index.resolve.compare.thresholds import ALL_PEOPLE, HALF_THE_PEOPLE, NO_REGISTER
from tests.bench.invented_directories import Directories
from tests.builders import NPI_1, NPI_2, listing, location, phone
from tests.index.resolve.incremental.test_increment import listing_of

SALIDA, RENO = location(phone=phone("12")), location("9 Far Rd", "Reno", "NV", "89501", phone=phone("40"))
IN_TOWN = location("")


def compared(*listings: Listing):
    return links_among(all_features(listings, frozenset({"npi"}))).pairs


@pytest.mark.parametrize("limits", [NO_REGISTER, HALF_THE_PEOPLE, ALL_PEOPLE])
def test_two_of_different_states_without_a_contact_never_reach_a_doubt(limits):
    assert limits.doubt > BEST_ELSEWHERE


def test_what_is_left_out_has_no_links(monkeypatch):
    features = all_features(map(listing_of, Directories(5, 4000).rows), frozenset({"npi"}))
    few = links_among(features)
    monkeypatch.setattr(clusters.Prefilter, "__call__", lambda _, left, right: left < 0)
    all_pairs = links_among(features)
    assert few.pairs < all_pairs.pairs
    assert list(few.found) == list(all_pairs.found)


@pytest.mark.parametrize(
    ("one", "other", "pairs"),
    [
        ({"places": [SALIDA]}, {"places": [SALIDA]}, 1),
        ({"places": [SALIDA]}, {"places": [RENO]}, 0),
        ({"places": [SALIDA]}, {"places": [RENO, SALIDA]}, 1),
        ({"places": [SALIDA]}, {}, 1),
        ({"places": [SALIDA], "npi": NPI_1}, {"places": [RENO]}, 1),
        ({"places": [SALIDA], "npi": NPI_1}, {"places": [RENO], "npi": NPI_1}, 1),
        ({"places": [SALIDA], "npi": NPI_1}, {"places": [SALIDA], "npi": NPI_2}, 0),
    ],
)
def test_pairs_are_compared_where_anything_may_link_them(one, other, pairs):
    assert compared(listing("list/1", **one), listing("site/1", **other)) == pairs


@pytest.mark.parametrize(
    ("given", "other", "pairs"),
    [
        ({"given": "Robert"}, {"given": "Bob"}, 1),
        ({"given": "Robert"}, {"given": "R"}, 1),
        ({"given": "Jordann"}, {"given": "Jordyn"}, 1),
        ({"given": "Alexandrea"}, {"given": "Alexandr"}, 1),
        ({"given": "Jonas", "middle": "Robert"}, {"given": "Robert"}, 1),
        ({"given": "Jonas", "nickname": "Ritter"}, {"given": "Ritter"}, 1),
        ({"given": "Robert"}, {"given": "Roland"}, 0),
        ({"given": "Robert"}, {"given": "Rebecca", "middle": "B"}, 0),
    ],
)
def test_who_may_be_called_both_names_is_compared(given, other, pairs):
    assert compared(listing("list/1", places=[SALIDA], **given), listing("site/1", places=[SALIDA], **other)) == pairs


@pytest.mark.parametrize(
    ("one", "other", "pairs"),
    [
        ({"family": "Avery", "places": [IN_TOWN]}, {"family": "Averly", "places": [IN_TOWN]}, 1),
        ({"family": "Avery", "middle": "Brook", "places": [IN_TOWN]}, {"family": "Brook", "places": [IN_TOWN]}, 1),
        ({"family": "Avery", "former": ("Brook",), "places": [IN_TOWN]}, {"family": "Brook", "places": [IN_TOWN]}, 1),
        ({"family": "Avery-Brook", "places": [IN_TOWN]}, {"family": "Brook", "places": [IN_TOWN]}, 1),
        ({"family": "Avery", "places": [location()]}, {"family": "Stone", "places": [location()]}, 1),
        ({"family": "Avery", "npi": NPI_1}, {"family": "Stone", "npi": NPI_1}, 1),
        ({"family": "Avery", "places": [IN_TOWN]}, {"family": "Stone", "places": [IN_TOWN]}, 0),
    ],
)
def test_who_may_have_borne_both_family_names_is_compared(one, other, pairs):
    assert compared(listing("list/1", **one), listing("site/1", **other)) == pairs
