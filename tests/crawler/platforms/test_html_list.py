import asyncio
import json

import pytest
from scrapy import Request
from scrapy.http import TextResponse

from crawler.platforms import spider_class
from crawler.platforms.base import check_options
from crawler.sources.definition import SourceError
from index.normalize.addresses.location import read_address
from index.places.gazetteer import open_gazetteer
from index.records import RawListing, RawStatement, Subject
from tests.crawler.platforms.invented import answer, definition, page, spider, started

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


@pytest.mark.parametrize("base", ["/en/", "https://directory.example/en/", "//directory.example/en/list.html"])
def test_links_of_cards_and_of_the_pager_are_relative_to_the_base_of_the_page(base):
    card = CARD.replace('href="/p/1"', 'href="p/1"')
    body = f'<html><head><base href="{base}"></head><body>{card}<a class="next" href="?p=2">More</a></body></html>'
    (listing,), (following,), _ = read(body)
    assert (listing.source_id, listing.url) == ("/en/p/1", "https://directory.example/en/p/1")
    assert following.url.startswith("https://directory.example/en/")
    assert listing.website == "https://ashdale.example/"


def test_a_base_on_another_host_is_never_asked():
    card = CARD.replace('href="/p/1"', 'href="p/1"')
    head = '<head><base href="https://other.example/"></head>'
    (listing,), requests, _ = read(f'<html>{head}<body>{card}<a class="next" href="?p=2">More</a></body></html>')
    assert (listing.url, requests) == ("https://directory.example/", [])


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


def unclosed(number):
    return CARD.replace("/p/1", f"/p/{number}").replace("Likes hills", f"Likes hill {number}").removesuffix("</div>")


@pytest.mark.parametrize("count", [1, 2, 3, 30, 300])
def test_cards_that_a_page_never_closes_end_where_the_next_begins(count):
    pager = '<a class="next" href="/?page=2">Next</a>'
    listings, requests, problems = read("".join(map(unclosed, range(count))) + pager)
    assert [one.source_id for one in listings] == [f"/p/{number}" for number in range(count)]
    assert [one.text.count("Likes hill") for one in listings] == [1] * count
    assert ([one.url for one in requests], problems) == (["https://directory.example/?page=2"], [])


def test_nobody_has_the_words_on_dry_needling_of_the_next_card_that_is_not_closed():
    first = '<div class="card"><h3>Fern Ashdale</h3>'
    listings, _, _ = read(first + CARD.replace("Likes hills.", "Offers dry needling."))
    assert [(one.name, len(one.statements)) for one in listings] == [("Fern Ashdale", 0), ("Rowan Ashdale, DPT", 1)]


def test_links_of_cards_that_are_not_closed_are_relative_to_the_base_of_the_page():
    cards = [f'<div class="card"><h3>{name} Ashdale</h3><a class="site" href="/{name}/">' for name in ("Rowan", "Fern")]
    listings, _, _ = read('<base href="https://clinics.example/">' + "".join(cards), {"website": "a.site"})
    assert [one.website for one in listings] == ["https://clinics.example/Rowan/", "https://clinics.example/Fern/"]


def test_a_card_with_a_name_inside_another_is_an_entry_of_its_own_and_no_words_of_the_other():
    clinic = '<div class="card"><h3><a href="/p/2">Elm Clinic</a></h3>'
    listings, _, problems = read(f"{clinic}{CARD} By the river.</div>")
    assert [(one.name, "Likes hills." in one.text) for one in listings] == [
        ("Elm Clinic", False),
        ("Rowan Ashdale, DPT", True),
    ]
    assert "By the river." in listings[0].text
    assert problems == []


@pytest.mark.parametrize("frames", [1, 2, 8])
def test_a_card_that_only_frames_others_is_no_entry(frames):
    other = CARD.replace("/p/1", "/p/2").replace("Rowan", "Fern")
    listings, _, problems = read(f"{'<div class=card>' * frames}<h2>People</h2>{CARD}{other}{'</div>' * frames}")
    assert [(one.source_id, one.name) for one in listings] == [
        ("/p/1", "Rowan Ashdale, DPT"),
        ("/p/2", "Fern Ashdale, DPT"),
    ]
    assert [one.text.count("Likes hills.") for one in listings] == [1, 1]
    assert problems == []


def test_the_words_of_a_frame_belong_to_the_named_card_around_it():
    frame = f'<div class="card">Open on Mondays. {CARD}</div>'
    listings, _, problems = read(f'<div class="card"><h3><a href="/p/2">Elm Clinic</a></h3>{frame}</div>')
    assert [(one.name, "Open on Mondays." in one.text, "Likes hills." in one.text) for one in listings] == [
        ("Elm Clinic", True, False),
        ("Rowan Ashdale, DPT", False, True),
    ]
    assert problems == []


def test_a_card_without_a_name_inside_another_is_read_with_it_and_counted():
    listings, _, problems = read('<div class="card"><h3>Fern Ashdale</h3><div class="card">Likes hills.</div></div>')
    assert [(one.name, "Likes hills." in one.text) for one in listings] == [("Fern Ashdale", True)]
    assert [kind for kind, _, _ in problems] == ["row/name"]


def test_a_part_of_an_own_page_inside_another_is_read_once():
    reader = spider("html_list", options=OPTIONS | {"detail": "div"})
    (request,) = reader.parse_list(page(CARD))
    own = page(
        "".join(f"<div>Hill {number}. " for number in range(40)) + "</div>" * 40 + "<div>Dale.</div>", request.url
    )
    (listing,) = request.callback(own, **request.cb_kwargs)
    assert (listing.text.count("Hill 39."), listing.text.count("Dale.")) == (1, 1)


def test_a_selector_that_is_none_is_refused_with_its_name():
    source = definition("html_list", options=OPTIONS | {"name": "h3["})
    with pytest.raises(SourceError, match=r"options\.name: .*no CSS selector"):
        check_options(source, spider_class("html_list"))


def test_a_damaged_link_in_a_card_costs_nothing_but_itself():
    broken = CARD.replace("/p/1", "http://[").replace("https://ashdale.example/", "https://[/")
    listings, _, _ = read(broken + CARD)
    assert [one.url for one in listings] == ["https://directory.example/", "https://directory.example/p/1"]


def test_a_value_may_be_in_an_attribute():
    options = {
        "name": "h3::attr(title)",
        "link": "::attr(data-href)",
        "phone": ".tel::attr(data-number)",
        "website": "::attr(data-site)",
        "credentials": "h3::text",
    }
    card = (
        '<div class="card" data-href="/p/9" data-site="https://ashdale.example/">'
        '<h3 title="Rowan &amp; Ashdale">DPT</h3>'
        '<span class="tel" data-number="(303) 555-0109">Show</span></div>'
    )
    ((listing,), _, problems) = read(card, options)
    assert (listing.source_id, listing.name, listing.credentials) == ("/p/9", "Rowan & Ashdale", "DPT")
    assert (listing.website, listing.locations[0].phone) == ("https://ashdale.example/", "(303) 555-0109")
    assert problems == []


def test_a_mail_address_at_a_selector_is_not_taken():
    ((listing,), _, _) = read(CARD.replace("Likes hills.", "rowan@directory.example"), {"profession": "p:last-of-type"})
    assert listing.profession == ""


ADDRESS_LINES = (
    '<div class="where">Hollis PT<br>820 Juniper Ave<br>Suite 4<br>Salida, CO 81201</div>',
    '<div class="where"><p>Hollis PT</p><p>820 Juniper Ave, Suite 4</p><p>Salida, CO 81201</p></div>',
    '<ul class="where"><li>820 Juniper\n  Ave</li><li>Suite 4</li><li>Salida, CO</li><li>81201</li></ul>',
    '<div class="where"><span>820</span> <span>Juniper Ave</span> (Suite 4)<div>Salida, CO 81201</div></div>',
)


@pytest.mark.parametrize("where", ADDRESS_LINES)
def test_the_lines_of_an_address_stay_apart(where):
    body = f'<div class="card"><h3>Rowan Ashdale, DPT</h3>{where}</div>'
    ((listing,), _, _) = read(body, {"address": ".where"})
    own, _ = detailed(where, address=".where")
    for one in (listing, own):
        address, _ = read_address(one.locations[0], open_gazetteer())
        assert (address.street_line, address.unit, address.zip) == ("820 Juniper Ave", "Suite 4", "81201")


def test_the_id_of_a_card_does_not_hang_on_the_lines_of_its_address():
    ids = [
        read(f'<div class="card"><h3>Rowan Ashdale</h3><p class="where">{where}</p></div>', {"address": ".where"})[0][0]
        for where in ("820 Juniper Ave<br>Salida, CO 81201", "820 Juniper Ave Salida, CO 81201")
    ]
    assert ids[0].source_id == ids[1].source_id


def detailed(body, **fields):
    reader = spider("html_list", options=OPTIONS | {"detail_fields": fields})
    (request,) = reader.parse_list(page(CARD))
    (listing,) = request.callback(page(body, request.url), **request.cb_kwargs)
    return listing, reader.take_problems()


def test_fields_of_an_entry_s_own_page_take_the_place_of_the_card_s():
    own = (
        '<h1>Rowan Q. Ashdale</h1><p class="letters">DPT, OCS</p><p class="where">40 Oak Street, Salida, CO 81201</p>'
        '<a href="tel:(303)%20555-0102">Call</a><a class="web" href="/p/1">Here</a>'
        '<a class="web" href="https://oak.example/">There</a><div id="map" data-lat="38.53"></div>'
        '<p class="about">Offers dry needling.</p>'
    )
    listing, problems = detailed(
        own,
        name="h1",
        credentials=".letters",
        address=".where",
        phone='a[href^="tel:"]',
        website=".web",
        latitude="#map::attr(data-lat)",
        text=".about",
    )
    (location,) = listing.locations
    assert (listing.source_id, listing.name, listing.credentials) == ("/p/1", "Rowan Q. Ashdale", "DPT, OCS")
    assert (location.address_text, location.phone) == ("40 Oak Street, Salida, CO 81201", "(303) 555-0102")
    assert (location.latitude, listing.website) == ("38.53", "https://oak.example/")
    assert listing.statements == (RawStatement(text="Offers dry needling.", about=Subject.PERSON),)
    assert (listing.text.endswith("Offers dry needling."), problems) == (True, [])


def test_what_an_entry_s_own_page_lacks_stays_as_its_card_has_it():
    listing, problems = detailed("<h1></h1><p>Nothing</p>", name="h1", phone=".tel")
    assert listing == read(CARD)[0][0]
    assert [kind for kind, _, _ in problems] == ["page/detail"]


def test_a_field_that_no_page_can_have_is_refused():
    source = definition("html_list", options=OPTIONS | {"detail_fields": {"colour": "p"}})
    with pytest.raises(SourceError, match="'colour' is no field of a page"):
        check_options(source, spider_class("html_list"))


def numbered(reader, ids, url="https://directory.example/list?q=a&page=1", **more):
    cards = "".join(CARD.replace("/p/1", f"/p/{number}") for number in ids)
    found = list(reader.parse_list(page(cards, url), **more))
    return [one.source_id for one in found if isinstance(one, RawListing)], [
        one for one in found if isinstance(one, Request)
    ]


def test_pages_are_asked_for_by_number_until_one_has_nobody_new():
    reader = spider("html_list", options=OPTIONS | {"page_parameter": "page", "next_page": ""})
    first, (second,) = numbered(reader, [1, 2])
    assert (first, second.url) == (["/p/1", "/p/2"], "https://directory.example/list?q=a&page=2")
    new, (third,) = numbered(reader, [2, 3], second.url, **second.cb_kwargs)
    assert (new, third.url) == (["/p/3"], "https://directory.example/list?q=a&page=3")
    assert numbered(reader, [2, 3], third.url, **third.cb_kwargs) == ([], [])  # the site shows its last page again
    assert numbered(reader, [], third.url, **third.cb_kwargs) == ([], [])


def test_the_first_page_may_have_another_number():
    options = {"page_parameter": "p", "first_page": 0}
    assert [one.url for one in read(CARD, options)[1]] == ["https://directory.example/?p=1"]


def test_a_list_that_goes_on_for_too_long_is_reported_and_ends():
    reader = spider("html_list", options=OPTIONS | {"page_parameter": "page", "most_pages": 2})
    _, (second,) = numbered(reader, [1])
    assert numbered(reader, [2], second.url, **second.cb_kwargs)[1] == []
    assert [kind for kind, _, _ in reader.take_problems()] == ["page/cut_off"]


def test_several_lists_are_read_from_their_first_pages():
    reader = spider("html_list", options=OPTIONS | {"starts": ["/a", "/b?x=1"]})
    urls = [request.url for request in asyncio.run(started(reader))]
    assert urls == ["https://directory.example/a", "https://directory.example/b?x=1"]


def test_rows_of_a_table_are_cards_even_where_its_markup_is_broken():
    rows = (
        "<table><tr><th>Name</th></tr><tr><td><b>Rowan Ashdale</b><td>12 Elm Street, Salida, CO 81201</tr></td>"
        '<tr><td><b>Fern Ashdale</td><td>40 Oak Street, Salida, CO 81201</b></td></tr></div><tr class="x"><td><b></b>'
    )
    listings, _, problems = read(rows, {"card": "tr:not(:has(th))", "name": "b", "link": ""})
    assert [one.name for one in listings] == ["Rowan Ashdale", "Fern Ashdale"]
    assert [kind for kind, _, _ in problems] == ["row/name"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_page_that_a_site_sends_inside_json_is_read(encoding):
    commands = [{"command": "settings"}, {"command": "insert", "data": CARD.replace("Rowan", "Zoë")}]
    reader = spider("html_list", options=OPTIONS)
    body = json.dumps(commands, ensure_ascii=False).encode(encoding)
    sent = TextResponse("https://directory.example/", body=body, headers={"Content-Type": "application/json"})
    assert [one.name for one in reader.parse_list(sent)] == ["Zoë Ashdale, DPT"]


@pytest.mark.parametrize("body", ['{"error": 1}', "[1, 2]", "[" * 100_000, '[{"command": "settings"}]'])
def test_json_without_a_page_is_a_problem(body):
    reader = spider("html_list", options=OPTIONS)
    assert list(reader.parse_list(answer(body))) == []
    assert [kind for kind, _, _ in reader.take_problems()] == ["page/not_html"]


@pytest.mark.parametrize("content", ["0; URL=/batch?id=6", "0;url='/batch?id=6'", " 1 ; url = /batch?id=6"])
def test_a_page_that_only_sends_browsers_on_is_reported_with_where_to(content):
    body = f'<noscript><meta http-equiv="Refresh" content="{content}"></noscript>'
    _, requests, ((kind, _, detail),) = read(body)
    assert (requests, kind, "/batch?id=6" in detail) == ([], "page/refresh", True)


def test_a_page_that_reloads_after_minutes_sends_nobody_on():
    assert read('<meta http-equiv="refresh" content="600">')[2] == []
