import pytest

from index.places.nearest_town import nearest_town
from index.places.place_query import find_place


@pytest.mark.parametrize(
    ("here", "state", "town"),
    [
        ("Kansas City, KS", "MO", "Kansas City, MO"),  # also in the table as Greenwood, a town of its own elsewhere
        ("Waukesha, WI", "WI", "Waukesha, WI"),
        ("Milwaukee, WI", "WI", "Milwaukee, WI"),  # also Manawa
        ("Mesa, AZ", "AZ", "Mesa, AZ"),  # also Hayden
        ("Newark, NJ", "NJ", "Newark, NJ"),  # also Milford
        ("Texarkana, TX", "AR", "Texarkana, AR"),
        ("South Lake Tahoe, CA", "NV", "Stateline, NV"),
    ],
)
def test_the_nearest_town_has_its_own_name_and_no_other_of_its_names(gazetteer, here, state, town):
    place = find_place(gazetteer, here)
    assert nearest_town(gazetteer, state, place.latitude, place.longitude).label == town
