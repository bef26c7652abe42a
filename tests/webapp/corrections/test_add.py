"""The listed add a yes, a course, languages, new patients and hours; bad times keep the rest."""

import pytest

from index import settings
from index.corrections.message import Request, Wrong
from tests.builders import practice, practitioner
from tests.webapp.conftest import app_over
from tests.webapp.corrections.sending import inbox, post
from tests.webapp.invented import GOODLAND, SALIDA, at, publish_providers

ADD = {"id": "avery", "text": "", "contact": "", "homepage": ""}
WEEK = {"mo-opens-1": "9:00 am", "mo-closes-1": "12 pm", "mo-opens-2": "13:30", "mo-closes-2": "17:00"}


def values():
    (message,) = inbox()
    assert (message.request, message.wrong, message.provider) == (Request.FIX, Wrong.ADDS, "avery")
    return {one.field: one.value for one in message.values}


def test_everything_that_can_be_added_becomes_one_message_with_a_value_a_field(client):
    form = ADD | WEEK | {"su-closed": "yes", "fr-opens-1": "22:00", "fr-closes-1": "06:00", "as_monday": "yes"}
    form |= {"needling": "yes", "text": "I do dry needling.", "link": "https://clinic.example/me"}
    form |= {"course": "Cert. DN", "languages": "English and Spanish", "new_patients": "waiting_list"}
    response = post(client, "/fix/add", form)
    assert response.status_code == 303
    assert response.location == f"/case/{inbox()[0].number}"
    weekday = "09:00-12:00 13:30-17:00"
    hours = "; ".join(f"{day} {weekday}" for day in ("mo", "tu", "we", "th"))
    assert values() == {
        "dry_needling": "yes",
        "link": "https://clinic.example/me",
        "credentials": "Cert. DN",
        "languages": "en es",
        "new_patients": "waiting_list",
        "hours": f"{hours}; fr 22:00-06:00; su closed",
        "place": "100 Example St, Salida, CO 81201",
    }


@pytest.mark.parametrize(
    ("form", "field", "sentence"),
    [
        ({}, "needling", "Fill in one part at least."),
        ({"needling": "yes"}, "text", "Write in a sentence of your own that you do dry needling."),
        ({"languages": "Klingonish"}, "languages", "We do not know one of these languages."),
        ({"new_patients": "maybe"}, "new_patients-none", "Choose one of these."),
        ({"languages": "Spanish", "link": "javascript:alert(1)"}, "link", "Write the whole address of the page"),
        ({"mo-opens-1": "9"}, "hours-mo", "Monday: write both when it opens and when it closes."),
        ({"tu-opens-1": "9", "tu-closes-1": "5"}, "hours-tu", "Tuesday: write a time with am or pm"),
        ({"we-opens-1": "9 am", "we-closes-1": "9 am"}, "hours-we", "Wednesday: it opens and closes at the same time."),
        ({**WEEK, "mo-opens-2": "11 am"}, "hours-mo", "Monday: two times overlap. Write the earlier one first."),
        ({**WEEK, "mo-closed": "yes"}, "hours-mo", "Monday: tick closed, or write times, not both."),
        (
            {"sa-opens-1": "8 pm", "sa-closes-1": "2 am", "su-opens-1": "1 am", "su-closes-1": "5 am"},
            "hours-sa",
            "Saturday: two times overlap.",
        ),
    ],
)
def test_each_error_is_at_its_field_and_on_top_and_the_rest_stays(client, form, field, sentence):
    response = post(client, "/fix/add", ADD | {"contact": "me@example.test", "th-opens-1": "7:15 am"} | form)
    if not form:
        response = post(client, "/fix/add", ADD)
    assert response.status_code == 400
    assert response.page.words.count(sentence) == 2
    assert f"#{field}" in response.page.links
    assert field in response.page.ids
    assert not form or 'value="7:15 am"' in response.text
    assert inbox() == []


def test_with_several_places_one_is_chosen(home):
    places = (at(SALIDA, "Salida", "CO", "81201"), at(GOODLAND, "Goodland", "KS", "67735", organization="Prairie"))

    publish_providers(settings.current(), [practitioner(*map(practice, places), id="avery", name="Jordan Avery")])
    client = app_over(settings.current()).test_client()
    page = client.get("/fix/add?id=avery").page
    assert {"place-0", "place-1"} <= set(page.ids)
    refused = post(client, "/fix/add", ADD | {"new_patients": "yes"})
    assert refused.status_code == 400
    assert "Choose the place that this is about." in refused.page.words
    assert post(client, "/fix/add", ADD | {"languages": "Spanish"}).status_code == 303  # of the person, at any place
    assert post(client, "/fix/add", ADD | {"new_patients": "yes", "place": "1"}).status_code == 303
    assert [one.value for one in inbox()[1].values if one.field == "place"] == ["100 Example St, Goodland, KS 67735"]


def test_only_a_form_of_this_site_is_taken_and_a_program_is_thanked(client):
    form = ADD | {"languages": "Spanish"}
    assert post(client, "/fix/add", form, {"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert post(client, "/fix/add", form | {"homepage": "https://spam.test/"}).status_code == 303
    assert inbox() == []


def test_without_a_listing_it_leads_to_where_the_listed_find_themselves(client):
    assert client.get("/fix/add").location == "/practitioners"
    assert client.get("/fix/add?id=nobody").status_code == 404
    assert client.get("/fix/add?id=withdrawn").status_code == 410
    assert "/fix/add?id=avery" in client.get("/fix?id=avery").page.links


def test_the_form_speaks_spanish(client):
    page = client.get("/es/fix/add?id=avery").page
    assert "Hago punción seca aquí" in page.words
    assert "Lunes" in page.words


def test_fix_does_not_take_what_this_form_sends(client):
    assert post(client, "/fix", ADD | {"wrong": "adds", "text": "x"}).status_code == 400
