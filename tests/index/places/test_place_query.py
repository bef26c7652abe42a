import pytest

from index.places.distance import miles_between
from index.places.place import PlaceAmbiguous, PlaceNotFound
from index.places.place_query import find_place
from index.records import Precision


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("81201", "Salida, CO 81201"),
        (" 81201-1234 ", "Salida, CO 81201"),
        ("Salida, CO", "Salida, CO"),
        ("Salida Colorado", "Salida, CO"),
        ("salida co", "Salida, CO"),
        ("SALIDA,CO", "Salida, CO"),
        ("Salida, CO, USA", "Salida, CO"),
        ("Salida, CO 81201", "Salida, CO 81201"),
        ("81201, CO", "Salida, CO 81201"),
        ("38.53, -105.99", "38.53, -105.99"),
        ("38.53 -105.99", "38.53, -105.99"),
        ("St. Louis, MO", "St. Louis, MO"),
        ("Saint Louis, Missouri", "St. Louis, MO"),
        ("Ft Collins, CO", "Fort Collins, CO"),
        ("Mt. Vernon, NY", "Mount Vernon, NY"),
        ("canon city co", "Cañon City, CO"),
        ("Washington DC", "Washington, DC"),
        ("new york new york", "New York, NY"),
        ("New York, NY", "New York, NY"),
        ("Charleston West Virginia", "Charleston, WV"),
        ("San Juan, PR", "San Juan, PR"),
        ("Honolulu HI", "Honolulu, HI"),
        ("Spring Valley, CA", "Spring Valley, CA"),
        ("Mesquite, TX", "Mesquite, TX"),
        ("Poncha Springs, CO 81201", "Poncha Springs, CO"),
        ("81201 1234", "Salida, CO 81201"),
        ("812011234", "Salida, CO 81201"),
        ("81201\u20131234", "Salida, CO 81201"),
        ("Salida, CO 81201 1234", "Salida, CO 81201"),
        ("De Kalb IL", "DeKalb, IL"),
        ("DE KALB, IL", "DeKalb, IL"),
        ("De Kalb", "DeKalb, IL"),
        ("LaSalle, IL", "La Salle, IL"),
        ("OFallon IL", "O'Fallon, IL"),
        ("O Fallon IL", "O Fallon, IL"),
        ("Mc Allen TX", "McAllen, TX"),
        ("Winston Salem", "Winston-Salem, NC"),
        ("LaCrosse WI", "La Crosse, WI"),
        ("Wilkes Barre PA", "Wilkes-Barre, PA"),
        ("Elpaso TX", "El Paso, TX"),
        ("Del Mar", "Del Mar, CA"),
    ],
)
def test_what_people_type_finds_the_place(gazetteer, text, label):
    assert find_place(gazetteer, text).label == label


@pytest.mark.parametrize(
    ("text", "label"),
    [("Portland", "Portland, OR"), ("Boulder", "Boulder, CO"), ("Poncha Springs", "Poncha Springs, CO")],
)
def test_a_town_alone_is_enough_where_one_is_clearly_meant(gazetteer, text, label):
    assert find_place(gazetteer, text).label == label


@pytest.mark.parametrize("text", ["Springfield", "Salida", "kansas city", "Washington", "Delaware"])
def test_a_name_that_several_towns_bear_is_asked_back(gazetteer, text):
    with pytest.raises(PlaceAmbiguous, match="Write one of: ") as caught:
        find_place(gazetteer, text)
    assert len(caught.value.candidates) >= 2


def test_the_candidates_come_largest_first_and_each_can_be_typed(gazetteer):
    with pytest.raises(PlaceAmbiguous) as caught:
        find_place(gazetteer, "Springfield")
    assert [place.state for place in caught.value.candidates[:3]] == ["MO", "MA", "IL"]
    for place in caught.value.candidates:
        found = find_place(gazetteer, place.label)
        assert found.state == place.state
        assert (found.latitude, found.longitude) == pytest.approx((place.latitude, place.longitude), abs=0.7)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Sallida", "Salida, CA"),
        ("Sallida, CO", "Salida, CO"),
        ("Bolder, CO", "Boulder, CO"),
        ("Denvr CO", "Denver, CO"),
    ],
)
def test_a_misspelled_town_is_not_guessed_but_suggested(gazetteer, text, first):
    with pytest.raises(PlaceNotFound, match="Did you mean: ") as caught:
        find_place(gazetteer, text)
    assert caught.value.suggestions[0].label == first
    assert len(caught.value.suggestions) <= 5


def test_a_town_of_another_country_is_not_taken_for_ours(gazetteer):
    with pytest.raises(PlaceNotFound):
        find_place(gazetteer, "Paris, France")


def test_a_state_alone_asks_for_a_town(gazetteer):
    with pytest.raises(PlaceNotFound, match="That is a state"):
        find_place(gazetteer, "Colorado")


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("", "Write a ZIP code"),
        ("   ,  ", "Write a ZIP code"),
        ("xyzzyq", "Write a ZIP code"),
        ("00000", "no such ZIP code"),
        ("09012", "military post"),
        ("0,0", "not in the United States"),
        ("91, 200", "not in the United States"),
        ("123456", "Write a ZIP code"),
        ("1234567890", "Write a ZIP code"),
        ("<script>alert(1)</script>", "Write a ZIP code"),
        ("x" * 10_000, "Write a ZIP code"),
    ],
)
def test_what_is_no_place_says_what_to_write(gazetteer, text, advice):
    with pytest.raises(PlaceNotFound, match=advice):
        find_place(gazetteer, text)


def test_a_town_and_a_zip_code_that_disagree_are_asked_back(gazetteer):
    with pytest.raises(PlaceAmbiguous) as caught:
        find_place(gazetteer, "Salida, CO 80202")
    assert [place.label for place in caught.value.candidates] == ["Denver, CO 80202", "Salida, CO"]


def test_a_typed_point_is_as_exact_as_an_address(gazetteer):
    assert find_place(gazetteer, "38.53, -105.99").precision is Precision.ADDRESS


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("123 F Street, Salida, CO", "Salida, CO"),
        ("Apt 5, 123 Main St, Denver, CO", "Denver, CO"),
        ("Salida, Chaffee County, CO", "Salida, CO"),
        ("c/o J. Doe, 1 Main St, Colorado Springs, Colorado", "Colorado Springs, CO"),
    ],
)
def test_of_an_address_with_commas_the_town_is_found(gazetteer, text, label):
    assert find_place(gazetteer, text).label == label


@pytest.mark.parametrize("code", ["09012", "34001", "96201", "96601"])
def test_a_code_of_the_military_post_is_no_place_and_says_so(gazetteer, code):
    with pytest.raises(PlaceNotFound, match="military post"):
        find_place(gazetteer, code)


def test_a_code_of_american_samoa_is_no_military_one(gazetteer):
    assert find_place(gazetteer, "96799").state == "AS"


@pytest.mark.parametrize(
    ("text", "city"),  # another, larger town of the state has this name among its other names
    [
        ("Greenwood, MO", "64034"),
        ("Milford, NJ", "08848"),
        ("Manawa, WI", "54949"),
        ("Hayden, AZ", "85135"),
        ("Vienna, OH", "44473"),
        ("Georgetown, ID", "83239"),
        ("Quakertown, NJ", "08868"),
        ("Divide, CO", "80814"),
    ],
)
def test_a_town_lies_where_its_zip_code_does_and_not_at_a_namesake_of_old(gazetteer, text, city):
    town, code = find_place(gazetteer, text), gazetteer.zip(city)
    assert miles_between(town.latitude, town.longitude, code.latitude, code.longitude) < 10


@pytest.mark.parametrize(
    ("text", "point"),  # names by which the town itself goes
    [
        ("New York, NY", (40.71, -74.01)),
        ("NYC, NY", (40.71, -74.01)),
        ("Barrow, AK", (71.29, -156.79)),
        ("Ventura, CA", (34.28, -119.29)),
        ("Kaibeto, AZ", (36.6, -111.07)),
        ("Makaweli, HI", (21.92, -159.62)),
    ],
)
def test_a_town_is_found_by_its_other_names(gazetteer, text, point):
    town = find_place(gazetteer, text)
    assert miles_between(town.latitude, town.longitude, *point) < 5
