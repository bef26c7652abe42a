"""A card carries the clinic, the street, the state and the miles; colleagues are one block with one Call."""

import re
from dataclasses import replace

import pytest

from index import settings
from index.published.overlay import Overlay, change_overlay
from index.records import Phone, Precision, Profession, SourcesSay
from tests.builders import phone, quote
from tests.webapp.conftest import app_over
from tests.webapp.invented import GOODLAND, SALIDA, at, clinic, person, publish_providers

YES = {"answer": SourcesSay.PERSON_LISTED, "quotes": [quote("They do dry needling.")]}


def place(street, phone="+13035550100", point=SALIDA, **changes):
    changes = {"organization": "", "phone": Phone(e164=phone) if phone else None} | changes
    return at(point, "Salida", "CO", "81201", street=street, **changes)


@pytest.fixture
def site(home):
    """A function that publishes these providers and returns a client."""

    def publish(*everybody):
        publish_providers(settings.current(), sorted(everybody, key=lambda one: one.id))
        return app_over(settings.current()).test_client()

    return publish


def find(client, query="place=38.53,-105.99"):
    return client.get(f"/find?{query}")


def calls(response):
    """Return the words of every Call: the number, and who is called."""
    return [" ".join(text.split()) for href, text in response.page.link_texts if href.startswith("tel:")]


def test_a_card_names_clinic_street_town_state_and_miles(site):
    words = find(
        site(person("a", "Jo Avery", place("100 Example St", organization="Upper River PT", unit="Ste 4"), **YES))
    )
    assert "Physical therapist · Upper River PT 100 Example St Ste 4, Salida, CO · 0.1 miles" in words.page.words


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"street": "", "precision": Precision.ZIP}, "in Salida, CO · town and ZIP only"),
        ({"street": "", "precision": Precision.PLACE}, "in Salida, CO · town and ZIP only"),
        ({"street": "", "precision": Precision.PLACE, "zip": ""}, "in Salida, CO · town only"),
        ({"precision": Precision.ZIP}, "100 Example St · in Salida, CO"),
        ({"precision": Precision.PLACE}, "100 Example St · in Salida, CO"),
    ],
)
def test_a_place_says_what_of_it_is_known(site, changes, line):
    assert (
        line in find(site(person("a", "Jo Avery", place(**({"street": "100 Example St"} | changes)), **YES))).page.words
    )


def test_a_withheld_street_is_on_no_card_and_leads_nowhere(site):
    one = person("a", "Jo Avery", place("100 Example St", precision=Precision.ZIP), **YES)
    client = site(replace(one, practices=(replace(one.practices[0], street_withheld=True),)))
    response = find(client)
    assert "town and ZIP only" in response.page.words
    assert "100 Example St" not in response.get_data(as_text=True)
    assert not [link for link in response.page.links if "openstreetmap" in link]


def test_directions_and_website_lead_from_the_card(site):
    one = person("a", "Jo Avery", place("100 Example St"), website="https://upper-river.example/", **YES)
    links = find(site(one)).page.links
    assert "https://www.openstreetmap.org/search?query=100+Example+St%2C+Salida%2C+CO+81201" in links
    assert "https://upper-river.example/" in links


def test_a_website_that_is_no_address_is_not_linked(site):
    one = person("a", "Jo Avery", place("100 Example St"), website="javascript:alert(1)", **YES)
    assert "Website" not in find(site(one)).page.words


def test_call_says_who_is_called(site):
    response = find(
        site(
            person("a", "Jo Avery", place("100 Example St"), **YES),
            person("b", "Bo Birch", place("200 Example St", "+13035550101"), **YES),
        )
    )
    assert calls(response) == ["Call 303-555-0101 · Bo Birch", "Call 303-555-0100 · Jo Avery"]


def colleagues(**changes):
    return [
        person("a", "Jo Avery", place("137 Sample Ave", organization="Tansy PT"), **YES),
        person("b", "Bo Birch", place("137 Sample Avenue"), **YES),
        person("c", "Cy Cole", place("137 SAMPLE AVE.", **changes), **YES),
    ]


def test_colleagues_at_one_phone_and_address_are_one_block_with_one_call(site):
    response = find(site(*colleagues()))
    markup = response.get_data(as_text=True)
    assert markup.count('<li class="block first">') == 1
    assert calls(response) == ["Call 303-555-0100 · Tansy PT"]
    assert [re.sub(r"^\d+ ", "", text) for level, text in response.page.headings if level == 3][:3] == [
        "Bo Birch",
        "Cy Cole",
        "Jo Avery",
    ]
    assert markup.count('<li class="block">') == 2
    assert response.page.words.count("137 Sample") == 1
    assert response.page.words.count("Listed as doing dry needling") == 3
    assert "3 listed within 25 miles." in response.page.words


@pytest.mark.parametrize(
    "changes",
    [
        {"phone": phone("109")},
        {"phone": None},
        {"street": "137 Sample St"},
        {"street": "139 Sample Ave"},
        {"street": "137 N Sample Ave"},
        {"zip": "81211"},
        {"street": ""},
    ],
)
def test_another_phone_or_another_address_is_another_card(site, changes):
    first, second, _ = colleagues()
    other = person("c", "Cy Cole", replace(place("137 Sample Ave"), **changes), **YES)
    markup = find(site(first, second, other)).get_data(as_text=True)
    assert markup.count('<li class="block first">') == 1
    assert markup.count('<li class="block">') == 1
    assert len(re.findall(r"<article", markup)) == 3
    assert len(re.findall(r'href="tel:', markup)) == (1 if changes.get("phone", "") is None else 2)


def test_an_extension_is_said_of_its_person_and_the_block_calls_the_number(site):
    first, second, _ = colleagues()
    own = person("c", "Cy Cole", replace(place("137 Sample Ave"), phone=phone("100", extension="12")), **YES)
    response = find(site(first, second, own))
    assert calls(response) == ["Call 303-555-0100 · Tansy PT"]
    assert "303-555-0100 ext. 12" in response.page.words


def test_a_clinic_of_the_block_names_it_and_is_linked(site):
    response = find(site(*colleagues(), clinic("d", "Tansy Physical Therapy", place("137 Sample Ave"), **YES)))
    assert calls(response) == ["Call 303-555-0100 · Tansy Physical Therapy"]
    assert '<p class="clinic"><a href="/clinics/d' in response.get_data(as_text=True)


def block_head(response):
    """Return the line that names each block, as markup."""
    return re.findall(r'<p class="clinic">(.*?)</p>', response.get_data(as_text=True))


@pytest.mark.parametrize(
    "of_the_clinic",
    [
        {},
        {"answer": SourcesSay.SAYS_NO, "quotes": [quote("No.", says_yes=False)]},
        YES,
    ],
    ids=["of no word", "says no", "under another complaint"],
)
def test_a_clinic_that_is_not_in_the_block_is_linked_from_it(site, of_the_clinic):
    neck = {"conditions": ("neck-pain",)}
    listed = [
        person("a", "Jo Avery", place("137 Sample Ave", organization="Tansy PT"), **YES, **neck),
        person("b", "Bo Birch", place("137 Sample Avenue", organization="TANSY PT LLC"), **YES, **neck),
    ]
    there = clinic("d", "Tansy Physical Therapy", place("137 Sample Ave"), **of_the_clinic, conditions=("knee",))
    response = find(site(*listed, there), "place=38.53,-105.99&for=neck")
    assert block_head(response) == [
        '<a href="/clinics/d?place=38.53,-105.99&amp;for=neck"><bdi>Tansy Physical Therapy</bdi></a>'
    ]
    assert "Call 303-555-0100 · Tansy Physical Therapy" in calls(response)


def test_a_clinic_of_the_same_name_in_the_building_is_linked_though_its_number_is_another(site):
    both = [
        person("a", "Jo Avery", place("137 Sample Ave", organization="Tansy PT"), **YES),
        person("b", "Bo Birch", place("137 Sample Ave"), **YES),
    ]
    front_desk = clinic("d", "Tansy Physical Therapy, Inc.", place("137 Sample Ave", "+13035550177"))
    response = find(site(*both, front_desk))
    assert block_head(response) == [
        '<a href="/clinics/d?place=38.53,-105.99"><bdi>Tansy Physical Therapy, Inc.</bdi></a>'
    ]
    assert calls(response)[0] == "Call 303-555-0100 · Tansy Physical Therapy, Inc."


def two_clinics():
    return [
        clinic("c", "Alder Imaging", place("137 Sample Ave")),
        clinic("d", "Tansy Physical Therapy", place("137 Sample Ave")),
    ]


def test_of_two_clinics_at_the_number_the_block_links_the_one_that_its_people_name(site):
    both = [
        person("a", "Jo Avery", place("137 Sample Ave", organization="Tansy PT"), **YES),
        person("b", "Bo Birch", place("137 Sample Ave"), **YES),
    ]
    response = find(site(*both, *two_clinics()))
    assert block_head(response) == ['<a href="/clinics/d?place=38.53,-105.99"><bdi>Tansy Physical Therapy</bdi></a>']


def test_of_two_clinics_at_the_number_none_names_a_block_whose_people_name_neither(site):
    both = [person(one, name, place("137 Sample Ave"), **YES) for one, name in (("a", "Jo Avery"), ("b", "Bo Birch"))]
    assert block_head(find(site(*both, *two_clinics()))) == ["At one address"]


@pytest.mark.parametrize(
    "elsewhere",
    [
        place("139 Sample Ave", organization=""),
        place("137 Sample Ave", zip="81211"),
        place("137 Sample Ave", "+13035550177"),
    ],
    ids=["another street", "another ZIP code", "another number and name"],
)
def test_a_clinic_of_another_workplace_is_not_linked_from_a_block(site, elsewhere):
    name = "Alder Imaging" if elsewhere.phone.e164.endswith("77") else "Tansy PT"
    response = find(site(*colleagues(), clinic("d", name, elsewhere)))
    assert block_head(response) == ["<bdi>Tansy PT</bdi>"]


def test_a_clinic_that_asked_to_be_left_out_is_not_linked_from_a_block(site, home):
    client = site(*colleagues(), clinic("d", "Tansy Physical Therapy", place("137 Sample Ave")))
    assert block_head(find(client))[0].startswith('<a href="/clinics/d')
    change_overlay(settings.current().generations, lambda _: Overlay(suppressed=frozenset({"d"})))
    client = app_over(settings.current()).test_client()
    assert block_head(find(client)) == ["<bdi>Tansy PT</bdi>"]


def test_a_block_without_a_known_name_says_that_it_is_one_address(site):
    nameless = [
        person(one, name, place("137 Sample Ave"), **YES) for one, name in (("a", "Jo Avery"), ("b", "Bo Birch"))
    ]
    response = find(site(*nameless))
    assert "At one address 137 Sample Ave, Salida, CO" in response.page.words
    assert calls(response) == ["Call 303-555-0100 · 137 Sample Ave, Salida, CO"]


def test_colleagues_are_shown_together_though_somebody_else_is_as_near(site):
    first, second, third = colleagues()
    other = person("b2", "Aa Other", place("139 Sample Ave", "+13035550155"), **YES)
    response = find(site(first, second, third, other))
    numbers = re.findall(r'<span class="number">(\d+)</span>', response.get_data(as_text=True))
    assert numbers == ["1", "2", "3", "4"]
    assert response.get_data(as_text=True).count('<li class="block first">') == 1


def test_by_name_colleagues_keep_the_order_of_names(site):
    first, second, third = colleagues()
    other = person("x", "Bz Other", place("139 Sample Ave", "+13035550155"), **YES)
    response = find(site(first, second, third, other), "place=38.53,-105.99&sort=name")
    names = [re.sub(r"^\d+ ", "", text) for level, text in response.page.headings if level == 3][:4]
    assert names == ["Bo Birch", "Bz Other", "Cy Cole", "Jo Avery"]


def test_a_call_group_is_named_by_the_clinic_at_its_phone_and_counts_every_profession_there(site):
    goodland = {"point": GOODLAND, "city": "Goodland", "state": "KS", "zip_code": "67735", "organization": ""}
    there = at(**goodland, phone=phone("103"), street="2357 Sample Ave")
    everybody = [
        person("a", "Jo Avery", there),
        person("b", "Bo Birch", there),
        person("c", "Cy Cole", there, professions=(Profession.CHIROPRACTOR,)),
        person("d", "Di Dale", there, professions=(Profession.ACUPUNCTURIST,)),
        clinic("e", "Pebble PT", there, **YES),
    ]
    words = find(site(*everybody), "place=67735").page.words
    assert "Pebble PT 2 physical therapists, 1 chiropractor, 1 acupuncturist 2357 Sample Ave, Goodland, KS · " in words
    assert "Others here are in the list for dry needling." in words


def test_a_call_group_links_its_clinic_and_no_organization_without_a_page(site):
    goodland = {"point": GOODLAND, "city": "Goodland", "state": "KS", "zip_code": "67735"}
    pebble = at(**goodland, phone=phone("103"), street="2357 Sample Ave", organization="Pebble PT")
    wren = at(**goodland, phone=phone("104"), street="1 Oak St", organization="Wren PT")
    people = [person("a", "Jo Avery", pebble), person("b", "Bo Birch", wren)]
    response = find(site(*people, clinic("e", "Pebble Physical Therapy", pebble)), "place=67735")
    groups = re.findall(r"<strong>(.*?Pebble.*?|<bdi>Wren.*?)</strong>", response.get_data(as_text=True))
    assert sorted(groups) == [
        '<a href="/clinics/e?place=67735"><bdi>Pebble Physical Therapy</bdi></a>',
        "<bdi>Wren PT</bdi>",
    ]
