"""Suggestions while a place or a name is typed: whom they name and when, in which words, and that nothing else does."""

from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from index import settings
from index.published.overlay import change_overlay
from index.records import SourcesSay
from tests.builders import quote
from tests.webapp.conftest import app_over
from tests.webapp.invented import SALIDA, at, person, publish_providers
from webapp.finder import suggestions


def asked(client, text, box="place", prefix=""):
    with client.get(f"{prefix}/suggest", query_string={box: text}) as response:
        assert (response.status_code, response.mimetype) == (200, "application/json")
        assert response.headers["Cache-Control"] == "private, no-store"
        assert response.headers["X-Robots-Tag"] == "noindex"
        return response.json


def words(found, group=None):
    return [one["words"] for own in found["groups"] if group in {None, own["name"]} for one in own["options"]]


def test_towns_counties_states_and_zip_codes_are_suggested_and_fill_the_box(client):
    salida = {"words": "Salida, CO", "more": "Chaffee County", "fill": "Salida, CO"}
    colorado = {"words": "Colorado", "more": "State", "fill": "Colorado"}
    chaffee = {"words": "Chaffee County, CO", "more": "County", "fill": "Chaffee County, CO"}
    for typed, expected in {"salida, co": salida, "colorado": colorado, "chaffee": chaffee}.items():
        [places] = asked(client, typed)["groups"]
        assert places["name"] == "Places"
        assert expected in places["options"]
    assert "Salida, CO 81201" in words(asked(client, "8120"))


def test_people_and_clinics_in_a_list_are_suggested_from_two_letters_on_and_lead_to_their_profile(client):
    found = asked(client, "jo", "name")
    jordan = {"words": "Jordan Avery", "more": "Physical therapist · Salida, CO", "goes": "/people/avery"}
    assert found == {"says": "1 suggestion", "groups": [{"name": "People and clinics", "options": [jordan]}]}
    [group] = asked(client, "arkansas v", "name")["groups"]
    rehab = {"words": "Arkansas Valley Rehab", "more": "Clinic · Salida, CO", "goes": "/clinics/rehab"}
    assert group["options"] == [rehab]
    assert words(asked(client, "jordan a"), "People and clinics") == ["Jordan Avery"]


def test_a_page_in_spanish_is_answered_in_spanish(client):
    found = asked(client, "jordan", "name", "/es")
    [group] = found["groups"]
    assert (found["says"], group["name"]) == ("1 sugerencia", "Personas y clínicas")
    assert group["options"][0]["goes"] == "/es/people/avery"
    assert group["options"][0]["more"].endswith(" · Salida, CO")
    assert asked(client, "salida", prefix="/es")["groups"][0]["name"] == "Lugares"


@pytest.mark.parametrize(
    ("whole", "more"),
    [
        ("Casey Morrow", "Physical therapist · Salida, CO · No word on dry needling"),
        ("Drew Nolan", "Physical therapist · Salida, CO · Does not offer dry needling"),
        ("Pat Quill", "Physical therapist · Elko, NV"),
    ],
    ids=["no word", "says no", "left out by a rule"],
)
def test_whoever_is_in_no_list_is_suggested_by_the_whole_name_only(client, whole, more):
    given, family = whole.split()
    for box in ("place", "name"):
        for part in (given, family, whole[:-1], f"{family} {given[:-1]}"):
            assert whole not in words(asked(client, part, box)), part
        for typed in (whole, f"{family.upper()}, {given.lower()}"):
            [one] = [one for own in asked(client, typed, box)["groups"] for one in own["options"] if "goes" in one]
            assert (one["words"], one["more"]) == (whole, more)


def test_a_removal_and_a_state_that_is_not_open_count_for_the_next_letter(published):
    client = app_over(published).test_client()
    assert words(asked(client, "jordan avery", "name")) == ["Jordan Avery"]
    assert words(asked(client, "ash rowe", "name")) == ["Ash Rowe"]
    change_overlay(published.generations, lambda overlay: overlay.suppressing(frozenset({"avery"}), frozenset()))
    later = app_over(published).test_client()
    assert words(asked(later, "jordan avery", "name")) == []
    assert words(asked(later, "toni", "name")) == ["Toni Vance"]
    change_overlay(published.generations, lambda overlay: replace(overlay, open_states=frozenset({"CO"})))
    assert words(asked(app_over(published).test_client(), "toni vance", "name")) == []


def test_words_for_what_hurts_come_with_the_page_in_both_languages_its_own_first(client):
    for address, first, other in (
        ("/", "muscle knots", "nudos musculares"),
        ("/es/", "nudos musculares", "muscle knots"),
    ):
        with client.get(address) as response:
            options = [found["value"] for tag, found in response.page.tags if tag == "option" and "value" in found]
            assert "connect-src 'self';" in response.headers["Content-Security-Policy"]
        assert options.index(first) < options.index(other)
        assert {"jaw pain", "dolor de mandíbula"} <= set(options)


def test_at_most_five_of_a_kind_are_suggested(home):
    chosen = home_with(*(f"Sam Sample{letter}" for letter in "abcdefg"))
    found = asked(app_over(chosen).test_client(), "sa")
    assert words(found, "People and clinics") == [f"Sam Sample{letter}" for letter in "abcde"]
    assert len(words(found, "Places")) == 5
    assert found["says"] == "10 suggestions"


def home_with(*names):
    place = at(SALIDA, "Salida", "CO", "81201")
    said = [quote("Dry needling.")]
    everybody = [person(f"p{n}", name, place, SourcesSay.PERSON_LISTED, said) for n, name in enumerate(names)]
    publish_providers(settings.current(), everybody)
    return settings.current()


@pytest.mark.parametrize("text", ["", "s", " s ", "   ", "zzzzqqq", "s" * 101, "\x00\x00", "!?", "jordan " * 15])
def test_a_letter_too_much_and_nonsense_suggest_nothing(client, text):
    for box in ("place", "name"):
        assert asked(client, text, box) == {"says": "No suggestions", "groups": []}


def test_what_is_typed_uses_up_no_searches_and_searches_leave_room_to_type(published):
    client = app_over(published.model_copy(update={"searches_per_minute": 1})).test_client()
    typed = [client.get("/suggest?place=sal").status_code for _ in range(11)]
    assert typed == [200] * 10 + [429]
    assert client.get("/find?place=81201").status_code == 200
    assert client.get("/people/avery").status_code == 200


def test_a_suggestion_that_fails_is_logged_without_what_was_typed(published, monkeypatch):
    def fails(text, limit):
        raise ValueError(text)

    monkeypatch.setattr(suggestions, "place_suggestions", fails)
    app = app_over(published)
    app.testing = False
    with capture_logs() as written:
        assert app.test_client().get("/suggest?place=Zzmarkertown").status_code == 500
    assert [(line["event"], line["route"]) for line in written] == [("failure", "/suggest"), ("request", "/suggest")]
    assert "zzmarker" not in str(written).lower()
