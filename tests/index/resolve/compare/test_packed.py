import pickle

from index.resolve.compare.features import features_of
from index.resolve.compare.packed import pack, unpack
from tests.builders import clinic_listing, listing, location, phone


def features(listing):
    return features_of(listing, register=listing.source == "npi_registry")


def test_traits_are_the_same_after_their_way_between_processes():
    sent = [
        features(listing("npi_registry/1", middle="T", nickname="Jo", former=("Jordan Bly",), places=[location()])),
        features(clinic_listing("list/2", places=[location(phone=phone())], website="https://example-pt.example")),
    ]
    assert list(unpack(pickle.loads(pickle.dumps([pack(one) for one in sent])))) == sent


def test_colleagues_share_their_street_in_memory():
    one, other = unpack([pack(features(listing(f"list/{name}", name, places=[location()]))) for name in ("Ada", "Bo")])
    assert one.streets == other.streets
    assert one.streets is other.streets
