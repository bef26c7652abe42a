import pytest
from scrapy import Request

from crawler.platforms import spider_class
from crawler.platforms.base import check_options
from crawler.source import SourceError
from index.records import RawListing, RawStatement, Subject
from tests.crawler.platforms.invented import definition, page, spider

OPTIONS = {"card": ".card", "name": "h3", "link": "h3 a", "next_page": "a.next"}
CARD = """<div class="card"><h3><a href="/p/1">Rowan Ashdale, DPT</a></h3><p>12 Elm Street, Salida, CO 81201</p>
<a href="tel:+13035550101">Call</a> <a href="https://ashdale.example/">Site</a><p>Likes hills.</p></div>"""


def read(body, options=None, url="https://directory.example/", **more):
    reader = spider("html_list", options=OPTIONS | (options or {}), **more)
    found = list(reader.parse_list(page(body, url)))
    listings = [one for one in found if isinstance(one, RawListing)]
    return listings, [one for one in found if isinstance(one, Request)], reader.take_problems()


def test_a_card_becomes_a_listing():
    (listing,), requests, problems = read(CARD)
    (location,) = listing.locations
    assert (listing.source_id, listing.url) == ("/p/1", "https://directory.example/p/1")
    assert (listing.name, listing.website) == ("Rowan Ashdale, DPT", "https://ashdale.example/")
    assert (location.address_text, location.phone) == ("12 Elm Street, Salida, CO 81201", "+13035550101")
    assert "Likes hills." in listing.text
    assert (requests, problems) == ([], [])


def test_a_card_without_address_phone_and_link_is_still_a_listing():
    (listing,), _, problems = read('<div class="card"><h3>Fern Ashdale</h3></div>')
    assert (listing.name, listing.locations, problems) == ("Fern Ashdale", (), [])
    assert listing.source_id


def test_a_card_without_a_name_is_counted_and_the_others_are_read():
    listings, _, problems = read(f'<div class="card"><p>Nobody</p></div>{CARD}')
    assert ([one.source_id for one in listings], [kind for kind, _, _ in problems]) == (["/p/1"], ["row/name"])


def test_a_card_that_comes_again_is_the_same_listing():
    assert len(read(CARD + CARD)[0]) == 1


@pytest.mark.parametrize("away", ["3.4 miles", "12 mi", "5 miles away"])
def test_how_far_it_is_from_where_we_asked_is_not_part_of_a_listing(away):
    plain = read(CARD)[0]
    assert read(CARD.replace("<p>Likes", f"<p>{away}</p><p>Likes"))[0] == plain


def test_a_card_that_speaks_of_dry_needling_is_quoted_about_the_person():
    (listing,), _, _ = read(CARD.replace("Likes hills.", "Offers dry needling."))
    assert listing.statements == (RawStatement(text="Offers dry needling.", about=Subject.PERSON),)


def test_the_next_page_is_asked_for_and_one_elsewhere_is_not():
    here = read(CARD + '<a class="next" href="?p=2">More</a>')[1]
    elsewhere = read(CARD + '<a class="next" href="https://other.example/?p=2">More</a>')[1]
    assert ([request.url for request in here], elsewhere) == (["https://directory.example/?p=2"], [])


def test_a_page_without_cards_is_the_end_even_with_a_link_to_the_next():
    assert read('<a class="next" href="?p=9">More</a>') == ([], [], [])


def test_an_entry_s_own_page_adds_its_text_and_its_words_on_dry_needling():
    reader = spider("html_list", options=OPTIONS | {"detail": "main"})
    (request,) = reader.parse_list(page(CARD))
    own = page("<main><p>Rowan does not offer dry needling.</p><script>x</script></main>", request.url)
    (listing,) = request.callback(own, **request.cb_kwargs)
    assert listing.statements == (RawStatement(text="Rowan does not offer dry needling.", about=Subject.PERSON),)
    assert "x" not in listing.text.split()


def test_an_entry_whose_own_page_has_nothing_is_kept_and_counted():
    reader = spider("html_list", options=OPTIONS | {"detail": "main"})
    (request,) = reader.parse_list(page(CARD))
    (listing,) = request.callback(page("<p>Gone</p>", request.url), **request.cb_kwargs)
    assert (listing.source_id, [kind for kind, _, _ in reader.take_problems()]) == ("/p/1", ["page/detail"])


def test_a_listing_has_its_public_address_wherever_it_was_read_from():
    elsewhere = {"base_url": "http://127.0.0.1:8010/"}
    reader = spider("html_list", elsewhere, options=OPTIONS)
    (listing,) = reader.parse_list(page(CARD, "http://127.0.0.1:8010/"))
    assert listing == read(CARD)[0][0]


@pytest.mark.parametrize("broken", ["<div class='card'><h3>A", "<div class='card'>" * 3000, "\x00<div class=card>", ""])
def test_broken_html_never_stops_the_list(broken):
    assert "/p/1" in [one.source_id for one in read(CARD + broken)[0]]


def test_a_selector_that_is_none_is_refused_with_its_name():
    source = definition("html_list", options=OPTIONS | {"name": "h3["})
    with pytest.raises(SourceError, match=r"options\.name: .*no CSS selector"):
        check_options(source, spider_class("html_list"))


def test_a_damaged_link_in_a_card_costs_nothing_but_itself():
    broken = CARD.replace("/p/1", "http://[").replace("https://ashdale.example/", "https://[/")
    listings, _, _ = read(broken + CARD)
    assert [one.url for one in listings] == ["https://directory.example/", "https://directory.example/p/1"]
