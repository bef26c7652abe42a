import pytest

from index.places.build.nearest_code import nearest_codes
from index.places.build.postal import PostalCode
from index.places.build.towns import NamedPlace, known_towns, plain_name, with_postal_towns
from index.places.gazetteer import open_gazetteer
from index.places.suggestions import place_suggestions

HERE = (38.0, -100.0)
NEXT_DOOR = (38.05, -100.0)
FAR = (40.0, -100.0)


def place(name, point=HERE, people=1000, other_names=()):
    return NamedPlace(name=name, other_names=tuple(other_names), state="KS", point=point, people=people)


def code(number, city, point=HERE, other_names=()):
    return PostalCode(code=number, city=city, state="KS", point=point, other_names=tuple(other_names))


def names(towns):
    return sorted((town.key, town.name, town.point, town.people) for town in towns)


@pytest.mark.parametrize(
    ("noted", "plain"),
    [
        ("Olinda, CDP", "Olinda"),
        ("Stambaugh, Iron River", "Stambaugh"),
        ("Norwood (historical)", "Norwood"),
        ("Middlebury (village)", "Middlebury"),
        ("Village of Oak Creek (Big Park)", "Village of Oak Creek"),
        ("City of Milford (balance)", "Milford"),
        ("St. Mary's", "St. Mary's"),
        ("Winston-Salem", "Winston-Salem"),
        ("Village of the Branch", "Village of the Branch"),
    ],
)
def test_a_note_of_geonames_is_no_part_of_a_name(noted, plain):
    assert plain_name(noted) == plain


@pytest.mark.parametrize(
    ("typed", "label"), [("Olinda", "Olinda, HI"), ("Milford, CT", "Milford, CT"), ("Middlebury, VT", "Middlebury, VT")]
)
def test_a_town_with_a_note_is_suggested_without_it(typed, label):
    assert label in [one.label for one in place_suggestions(typed, 3)]


def test_no_town_has_a_note_and_a_hospital_is_none():
    names = [name for _, name in open_gazetteer().names_by_row()]
    assert len(names) > 10_000
    assert [name for name in names if "(" in name or "," in name] == []
    assert place_suggestions("VA Boston Healthcare", 3) == ()


@pytest.mark.parametrize("accepted", [False, True])
def test_the_post_s_name_of_a_county_makes_no_town(accepted):
    codes = [
        code("67001", "Elsewhere" if accepted else "Adams County", other_names=["Adams County"] if accepted else ())
    ]
    counties = {"KS": {"Adams County"}}
    assert "adams county" not in {town.key for town in with_postal_towns({}, codes, counties)}
    assert "adams county" in {town.key for town in with_postal_towns({}, codes, {"OH": {"Adams County"}})}


def test_a_town_that_is_there_twice_is_one_and_the_larger_counts():
    towns = known_towns([place("Avery", NEXT_DOOR, 50), place("Avery", HERE, 9000)], {})
    assert names(towns["avery", "KS"]) == [("avery", "Avery", HERE, 9000)]


def test_two_towns_of_one_name_stay_apart():
    towns = known_towns([place("Avery", FAR, 50), place("Avery", HERE, 9000)], {})
    assert names(towns["avery", "KS"]) == [("avery", "Avery", HERE, 9000), ("avery", "Avery", FAR, 50)]


def test_a_town_is_found_under_the_name_the_post_gives_it():
    towns = known_towns([place("Avery City", other_names=["Avery", "Elsewhere"])], {("avery", "KS"): "Avery"})
    assert set(towns) == {("avery city", "KS"), ("avery", "KS")}
    assert towns["avery", "KS"][0].name == "Avery"


def test_a_name_the_post_merely_takes_leads_to_the_towns_own_name():
    towns = known_towns([place("Avery City", other_names=["AC"])], {("ac", "KS"): ""})
    assert towns["ac", "KS"][0].name == "Avery City"


def test_an_other_name_that_is_a_town_of_its_own_leads_to_that_town():
    city, town = place("Avery", HERE, 90_000, other_names=["Byway"]), place("Byway", FAR, 600)
    assert names(known_towns([city, town], {("byway", "KS"): "Byway"})["byway", "KS"]) == [("byway", "Byway", FAR, 600)]


def test_an_other_name_whose_codes_all_lie_elsewhere_is_not_the_places():
    city = place("Avery", HERE, 90_000, other_names=["Byway"])
    known = known_towns([city], {("byway", "KS"): "Byway"}, {("byway", "KS"): [FAR]})
    assert ("byway", "KS") not in known
    assert names(with_postal_towns(known, [code("67901", "Byway", FAR)])) == [
        ("avery", "Avery", HERE, 90_000),
        ("byway", "Byway", FAR, 0),
    ]


def test_an_other_name_with_a_code_near_the_place_is_the_places():
    city = place("Avery City", HERE, 90_000, other_names=["Avery"])
    known = known_towns([city], {("avery", "KS"): "Avery"}, {("avery", "KS"): [FAR, NEXT_DOOR]})
    assert names(known["avery", "KS"]) == [("avery", "Avery", HERE, 90_000)]


def test_a_city_only_the_post_names_becomes_a_town_where_its_codes_lie():
    towns = with_postal_towns({}, [code("67901", "Byway", HERE), code("67902", "Byway", NEXT_DOOR)])
    assert names(towns) == [("byway", "Byway", (38.025, -100.0), 0)]


def test_codes_of_one_city_name_far_apart_become_two_towns():
    towns = with_postal_towns({}, [code("67901", "Byway", HERE), code("67902", "Byway", FAR)])
    assert [town.point for town in towns] == [HERE, FAR]


def test_a_second_town_is_not_made_of_a_name_the_post_merely_takes():
    known = known_towns([place("Avery")], {})
    towns = with_postal_towns(known, [code("67901", "Byway", FAR, other_names=["Avery"])])
    assert names(towns) == [("avery", "Avery", HERE, 1000), ("byway", "Byway", FAR, 0)]


def test_a_town_is_distinguished_by_the_code_of_its_own_name_or_else_by_the_nearest():
    towns = known_towns([place("Avery", HERE, 900), place("Avery", FAR, 50)], {})["avery", "KS"]
    codes = [code("67901", "Avery", NEXT_DOOR), code("67902", "Byway", HERE), code("67903", "Crossing", FAR)]
    assert nearest_codes(codes, towns) == [67901, 67903]
