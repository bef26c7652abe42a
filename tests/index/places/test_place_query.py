import pytest

from index.places.distance import miles_between
from index.places.nicknames import nicknames
from index.places.place import PlaceAmbiguous, PlaceIsState, PlaceNotFound
from index.places.place_query import find_place, places_of_name
from index.places.states import state_names
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


@pytest.mark.parametrize(
    ("text", "state"),
    [("Colorado", "CO"), ("co", "CO"), ("Puerto Rico", "PR"), ("Mass", "MA"), ("1 Main St, Colorado", "CO")],
)
def test_a_state_alone_is_a_state(gazetteer, text, state):
    with pytest.raises(PlaceIsState, match="That is a state") as caught:
        find_place(gazetteer, text)
    assert caught.value.state == state


@pytest.mark.parametrize(
    ("text", "label", "city"),
    [
        ("Chaffee County", "Chaffee County, CO", "Salida"),
        ("Chaffee County, CO", "Chaffee County, CO", "Salida"),
        ("chaffee colorado", "Chaffee County, CO", "Salida"),
        ("condado de Chaffee", "Chaffee County, CO", "Salida"),
        ("Cook County", "Cook County, IL", "Chicago"),
        ("Orleans Parish", "Orleans Parish, LA", "New Orleans"),
        ("Orleans County, Louisiana", "Orleans Parish, LA", "New Orleans"),
        ("LA County", "Los Angeles County, CA", "Los Angeles"),
        ("Jackson County CO", "Jackson County, CO", "Walden"),
    ],
)
def test_a_county_is_found_in_the_town_in_the_middle_of_its_people(gazetteer, text, label, city):
    found = find_place(gazetteer, text)
    assert (found.label, found.city, found.is_county) == (label, city, True)


def test_a_county_of_a_common_name_is_asked_back(gazetteer):
    with pytest.raises(PlaceAmbiguous) as caught:
        find_place(gazetteer, "Orange County")
    assert [place.label for place in caught.value.candidates[:2]] == ["Orange County, CA", "Orange County, FL"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("NYC", "New York, NY"),
        ("Philly", "Philadelphia, PA"),
        ("Philly, PA", "Philadelphia, PA"),
        ("Colo Springs", "Colorado Springs, CO"),
        ("Colo Spgs, CO", "Colorado Springs, CO"),
        ("LA, CA", "Los Angeles, CA"),
        ("D.C.", "Washington, DC"),
        ("Washington, D.C.", "Washington, DC"),
        ("St Louis", "St. Louis, MO"),
        ("Ft Collins", "Fort Collins, CO"),
        ("29 Palms", "Twentynine Palms, CA"),
        ("1 Main St, NYC", "New York, NY"),
        ("New York", "New York, NY"),
    ],
)
def test_a_nickname_is_the_place_that_everybody_means(gazetteer, text, label):
    assert find_place(gazetteer, text).label == label


@pytest.mark.parametrize(
    ("text", "state", "labels"),
    [
        ("LA", "LA", ["Los Angeles, CA"]),
        ("KC", "", ["Kansas City, MO", "Kansas City, KS"]),
        ("Lake Tahoe", "", ["South Lake Tahoe, CA", "Tahoe City, CA", "Incline Village, NV"]),
        ("Long Island", "", ["Nassau County, NY", "Suffolk County, NY", "Long Island City, NY"]),
    ],
)
def test_a_nickname_of_several_places_is_a_choice(gazetteer, text, state, labels):
    with pytest.raises(PlaceAmbiguous) as caught:
        find_place(gazetteer, text)
    assert (caught.value.state, [place.label for place in caught.value.candidates]) == (state, labels)


def test_every_nickname_leads_to_places_that_are_known_by_their_full_name(gazetteer):
    called = sorted({place for places in nicknames().values() for place in places})
    whole = [place for place in called if place in state_names() and "," not in place and place != "New York"]
    assert whole == ["Louisiana"]
    assert [find_place(gazetteer, place).label for place in called if place not in whole] == [
        place for place in called if place not in whole
    ]


@pytest.mark.parametrize(
    ("text", "state"),
    [("All of Louisiana", "LA"), ("State of New York", "NY"), ("Washington state", "WA"), ("Estado de Nevada", "NV")],
)
def test_a_state_that_has_the_name_of_a_town_is_named_as_a_whole(gazetteer, text, state):
    with pytest.raises(PlaceIsState) as caught:
        find_place(gazetteer, text)
    assert caught.value.state == state


@pytest.mark.parametrize(
    ("text", "label", "left_out"),
    [
        ("123 F Street, Salida, CO", "Salida, CO", "123 F Street"),
        ("123 F Street Salida CO", "Salida, CO", "123 F Street"),
        ("123 F Street, Salida, CO 81201", "Salida, CO 81201", "123 F Street"),
        ("123 F Street 81201", "Salida, CO 81201", "123 F Street"),
        ("Apt 5, 123 Main St, Denver, CO", "Denver, CO", "Apt 5, 123 Main St"),
        ("5th Avenue, New York", "New York, NY", "5th Avenue"),
        ("2000 W Colfax Ave Denver CO 80204", "Denver, CO 80204", "2000 W Colfax Ave"),
        ("Salida, CO 81201", "Salida, CO 81201", ""),
        ("Street, MD", "Street, MD", ""),
    ],
)
def test_a_street_is_left_out_and_named(gazetteer, text, label, left_out):
    found = find_place(gazetteer, text)
    assert (found.label, found.left_out) == (label, left_out)


def test_a_street_with_a_town_of_several_states_is_asked_back(gazetteer):
    with pytest.raises(PlaceAmbiguous) as caught:
        find_place(gazetteer, "123 F Street, Salida")
    assert [place.label for place in caught.value.candidates] == ["Salida, CA", "Salida, CO"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Springfield, Delaware County, PA", "Springfield, PA"),
        ("Salida, Chaffee County", "Salida, CO"),
        ("Mount Vernon, Wabash County, IN", "Mount Vernon, Wabash County, IN"),
    ],
)
def test_a_town_with_its_county_is_that_town(gazetteer, text, label):
    assert find_place(gazetteer, text).label == label


@pytest.mark.parametrize(
    ("text", "others"), [("Portland", "Portland"), ("Burbank, CA", "Burbank, CA"), ("Salida, CO", ""), ("81201", "")]
)
def test_a_name_that_smaller_places_have_too_says_how_to_list_them(gazetteer, text, others):
    assert find_place(gazetteer, text).namesakes == others
    assert len(places_of_name(gazetteer, others)) != 1


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("", "Write a ZIP code"),
        ("   ,  ", "Write a ZIP code"),
        ("xyzzyq", "Write a ZIP code"),
        ("00000", "no such ZIP code"),
        ("near me", "We do not know where you are"),
        ("Cerca de mí", "We do not know where you are"),
        ("my location", "We do not know where you are"),
        ("123 F Street", "That looks like a street"),
        ("Main St", "That looks like a street"),
        ("Apt 5", "That looks like a street"),
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


@pytest.mark.parametrize("text", ["81202", "8120"])
def test_a_code_that_does_not_exist_offers_its_neighbors_by_number(gazetteer, text):
    with pytest.raises(PlaceNotFound) as caught:
        find_place(gazetteer, text)
    assert caught.value.suggestions[0].label == "Salida, CO 81201"


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
