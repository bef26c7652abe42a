import pytest

from webapp.finder.complaint import conditions_meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("neck", ("neck-pain",)),
        ("Neck Pain", ("neck-pain",)),
        ("neck-pain", ("neck-pain",)),
        ("knee", ("knee",)),
        ("slipped disc", ("disc",)),
        ("headache", ("tension-headache", "cervicogenic-headache")),
        ("fibro", ("fibromyalgia",)),
        ("xyzzy", ()),
        ("of", ()),
        ("", ()),
    ],
)
def test_what_hurts_means_conditions(typed, meant):
    assert conditions_meant(typed) == meant


def test_it_is_understood_in_the_language_of_the_page(client):
    response = client.get("/es/find?place=81201&for=cuello")
    assert "Menciona: Dolor de cabeza que viene del cuello · Dolor de cuello" in response.page.words
