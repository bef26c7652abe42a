import html5lib
import lxml.html
import pytest

from tests.demo.asking import EVERYWHERE, ask

SALIDA = "/find-a-pt?lat=38.5259&lon=-105.9978&loc=Salida%2c+CO&dist=25&p=1"


def cards(page):
    return lxml.html.fromstring(page.body).cssselect(".find-a-pt__results-item")


def names(page):
    return [link.text_content() for card in cards(page) for link in card.cssselect(".find-a-pt__profile-title a")]


@pytest.fixture
def finder(directories):
    return directories["finder"]


def test_a_card_has_the_classes_that_the_public_reader_relies_on(finder):
    card = cards(ask(finder, SALIDA))[0]
    link = card.cssselect(".find-a-pt__profile-title a")[0]
    assert (link.text, link.get("href")) == ("Jordan Averthwaite, PT, DPT", "/find-a-pt/profile/4019-jordan-avery")
    assert card.cssselect('a[href^="tel:"]')[0].get("href") == "tel:+17195550100"
    assert card.cssselect('a[href^="http"]')[0].get("href") == "https://tansyford.example/"
    assert "137 Sample Ave, Salida, CO 81201" in " ".join(card.text_content().split())


def test_the_list_is_limited_by_distance_and_nearest_first(finder):
    near = names(ask(finder, SALIDA.replace("dist=25", "dist=3")))
    assert near == ["Jordan Averthwaite, PT, DPT", "Liz Castellune, PT, OCS", "Casey Norlundell, PT"]
    assert names(ask(finder, SALIDA))[:3] == near
    assert "Pat Quillane, PT" in names(ask(finder, SALIDA))


def test_without_a_place_or_with_one_that_is_no_number_nobody_is_found(finder):
    for target in ("/find-a-pt", "/find-a-pt?lat=x&lon=y", "/find-a-pt?lat=nan&lon=inf&dist=25"):
        page = ask(finder, target)
        assert (page.status, cards(page)) == (200, [])


def test_the_pager_leads_over_all_pages_and_repeats_a_card_at_each_turn(finder, world):
    at, seen, pages = 1, [], 0
    while True:
        page = ask(finder, f"{EVERYWHERE}{at}")
        seen += names(page)
        pages += 1
        links = [link.get("href") for link in lxml.html.fromstring(page.body).cssselect(".pagination a")]
        if not any(f"p={at + 1}" in link.split("&") for link in links):
            break
        at += 1
    assert pages == 15
    assert len(seen) == 115 + 14
    assert set(seen) == {entry.name for entry in world.of("finder")}


def test_a_page_beyond_the_last_is_empty(finder):
    assert cards(ask(finder, f"{EVERYWHERE}99")) == []


def test_the_last_page_holds_a_card_without_link_phone_and_address(finder):
    card = cards(ask(finder, SALIDA))[-1]
    assert card.cssselect("a") == []


def test_a_profile_answers_at_its_link_and_an_unknown_one_does_not(finder):
    page = ask(finder, "/find-a-pt/profile/4019-jordan-avery")
    assert lxml.html.fromstring(page.body).cssselect("h1")[0].text == "Jordan Averthwaite, PT, DPT"
    assert ask(finder, "/find-a-pt/profile/1-nobody").status == 404


def test_hostile_names_are_text_and_nothing_else(finder):
    page = ask(finder, "/find-a-pt?lat=38.2843&lon=-104.6234&dist=5")
    assert "Bobby <script>alert('name')</script> Varnholder, PT" in names(page)
    assert lxml.html.fromstring(page.body).cssselect("script") == []


def test_every_page_is_valid_html(pages):
    checked = 0
    for (directory, _), page in pages.items():
        if directory != "registry" and page.media_type.startswith("text/html"):
            html5lib.HTMLParser(strict=True).parse(page.body)
            checked += 1
    assert checked > 300


def test_a_listing_without_phone_has_a_card_without_a_tel_link(finder, world):
    entry = next(entry for entry in world.of("finder") if "no_phone" in entry.traps)
    page = ask(finder, entry.key)
    assert lxml.html.fromstring(page.body).cssselect('a[href^="tel:"]') == []
