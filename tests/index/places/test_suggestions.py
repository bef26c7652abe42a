import pytest

from index.places.suggestions import PlaceKind, place_suggestions


def labels(text, limit=3):
    return [one.label for one in place_suggestions(text, limit)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("salida", ["Salida, CA", "Salida, CO"]),
        ("salida co", ["Salida, CO"]),
        ("Salida, Colo", ["Salida, CO"]),
        ("salida c", ["Salida, CA", "Salida, CO"]),
        ("sallida, co", ["Salida, CO"]),
        ("slida co", ["Salida, CO"]),
        ("sal", ["Salt Lake City, UT", "Salem, OR", "Salinas, CA"]),
        ("CO", ["Colorado", "Connecticut", "Columbus, OH"]),
        ("Puerto Rico", ["Puerto Rico"]),
        ("chaffee county", ["Chaffee County, CO"]),
        ("chaffee, co", ["Chaffee County, CO"]),
        ("8120", ["Salida, CO 81201"]),
        ("81201-1234", ["Salida, CO 81201"]),
        ("st lou", ["St. Louis, MO", "St. Louis County, MO", "Saint Louis Park, MN"]),
        ("new e", ["New Egypt, NJ", "New Eagle, PA", "New Ellenton, SC"]),
        ("123 F Street, Salida, CO", ["Salida, CO"]),
        ("Springfeild", ["Springfield, MO", "Springfield, MA", "Springfield, IL"]),
        ("Dnver", ["Denver, CO", "Dover, DE", "Dover, NH"]),
        ("qqzzq", []),
        ("", []),
        ("81", []),
        ("812012", []),
        (", ,", []),
        ("x" * 10_000, []),
        ("\x00\uffff", []),
    ],
)
def test_words_typed_so_far_suggest_places_best_first(typed, expected):
    assert labels(typed) == expected


def test_a_suggestion_says_what_it_is_and_where():
    state, county, town, code = (
        place_suggestions(text, 1)[0] for text in ("Colorado", "Chaffee County", "Salida, CO", "81201")
    )
    assert [one.kind for one in (state, county, town, code)] == list(PlaceKind)
    assert {one.state for one in (state, county, town, code)} == {"CO"}
    assert [one.county for one in (state, county, town, code)] == ["", *["Chaffee County"] * 3]
    assert county.population >= town.population > 5_000
    assert (county.latitude, county.longitude) == (town.latitude, town.longitude)


def test_never_more_than_asked_for_and_never_above_twenty():
    assert len(place_suggestions("s", 5)) == 5
    assert len(place_suggestions("s", 1_000)) == 20
    assert place_suggestions("s", 0) == ()
