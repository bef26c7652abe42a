"""Invented members in the shape of Wild Apricot's answers: a guard, JSON, and a JavaScript literal inside."""

import asyncio
import json

import pytest
from scrapy import Request

from index.records import ListingKind, RawListing, RawStatement, Subject
from tests.crawler.platforms.invented import answer, page, spider, started

LAYOUT = "layout:{c1:{v:true,h:'Name',w:25},c2:{v:true,h:'City',w:25},c3:{v:true,h:'About',w:25},c4:{v:false,h:' '}}"
ROWAN = (
    "{c1:[{fft:2, v:'Rowan Ashdale, DPT'}],c2:[{fft:2, v:'Salida'},{fft:3, v:'CO'}],"
    "c3:[{fft:1, v:'Fern &amp; Ash: <b>dry needling</b> &#39;daily&#39;'}],c4:[{fft:5, v:'rowan@directory.example'}]}"
)
FERN = "{c1:[{fft:2, v:'Fern\\'s Place (12)'}],c2:[],c3:[{fft:12, v:'77'}]}"
FRONT = (
    '<div class="WaGadgetMemberDirectory"></div><script>MemberDirectoryListRenderer.MemberDirectoryListWebServiceUrl_'
    "LoadMembers = 'https://directory.example/Sys/MemberDirectory/LoadMembers';\n"
    "MemberDirectoryListRenderer.FormId = '5501';</script>"
)
PREFIX = "FunctionalBlock1_ctl00_ctl00_memberProfile_MemberForm_memberFormRepeater_ctl0"


def body(*rows, ids=None, total=None, guard="while(1); ", layout=LAYOUT):
    ids = ids if ids is not None else range(901, 901 + len(rows))
    literal = f"{{members:[[{','.join(rows)}],[{','.join(map(str, ids))}]],{layout}}}"
    return guard + json.dumps({"TotalCount": len(rows) if total is None else total, "JsonStructure": literal})


def read(text, options=None, **more):
    reader = spider("wild_apricot", options={"form_id": "5501", **(options or {})}, **more)
    found = list(reader.parse_members(answer(text)))
    return found, reader.take_problems(), reader


def test_a_member_becomes_a_listing_by_the_headings_of_its_columns():
    (listing,), problems, _ = read(body(ROWAN))
    assert (listing.source_id, listing.name, listing.kind) == ("901", "Rowan Ashdale, DPT", ListingKind.PERSON)
    assert listing.url == "https://directory.example/Sys/PublicProfile/901/5501"
    assert listing.locations[0].city == "Salida CO"
    assert listing.text == "Fern & Ash: dry needling 'daily'"
    assert listing.statements == (RawStatement(text=listing.text, about=Subject.PERSON),)
    assert (listing.unread, problems) == ({}, [])


def test_the_columns_are_what_the_source_says():
    columns = {"name": "c1", "city": "c2.1", "state": ["c2.2"], "profession": "about"}
    (listing,), _, _ = read(body(ROWAN), {"columns": columns, "constants": {"country": "US"}})
    (location,) = listing.locations
    assert (location.city, location.state, location.country) == ("Salida", "CO", "US")
    assert (listing.profession, listing.text, listing.unread) == ("Fern & Ash: dry needling 'daily'", "", {})


def test_a_column_that_nobody_reads_is_reported_by_its_heading():
    (listing,), _, _ = read(body(ROWAN), {"columns": {"name": "c1"}})
    assert listing.unread == {"City": "Salida CO", "About": "Fern & Ash: dry needling 'daily'"}


def test_mail_pictures_and_the_size_of_a_bundle_are_not_kept():
    listings, _, _ = read(body(ROWAN, FERN))
    assert (listings[1].name, listings[1].text, listings[1].unread) == ("Fern's Place", "", {})
    assert "rowan@" not in repr(listings)


@pytest.mark.parametrize("guard", ["while(1);", "while(1); ", " while (1);\n", "\ufeffwhile(1);", ""])
def test_the_guard_before_the_answer_is_cut_off(guard):
    assert len(read(body(ROWAN, guard=guard))[0]) == 1


@pytest.mark.parametrize(
    "text",
    [
        *("", "while(1);", "<html>", '{"TotalCount": 0}', "[]", '{"JsonStructure": 7}', "[" * 100_000),
        'while(1);{"JsonStructure": "{members:"}',
        'while(1);{"JsonStructure": "{members:[[{}],[]]}"}',
    ],
)
def test_an_answer_without_members_is_a_problem_and_not_an_empty_directory(text):
    found, problems, _ = read(text)
    assert (found, [kind for kind, _, _ in problems]) == ([], ["page/shape"])


def test_a_directory_of_nobody_is_no_problem():
    assert read(body())[:2] == ([], [])


def test_fewer_members_than_the_answer_counts_are_reported():
    found, problems, _ = read(body(ROWAN, total=3))
    assert (len(found), [kind for kind, _, _ in problems]) == (1, ["page/cut_off"])


def test_a_damaged_member_is_counted_and_costs_no_other():
    found, problems, _ = read(body("7", "{c1:'no list'}", ROWAN, "null", "{}", ids=["1", "2", "901", "4", "''"]))
    assert [one.source_id for one in found] == ["901"]
    assert [kind for kind, _, _ in problems] == ["row/name"] * 4


def test_members_are_asked_for_with_the_number_of_the_directory():
    (request,) = asyncio.run(started(spider("wild_apricot", options={"form_id": "5501"})))
    assert (request.method, request.body) == ("POST", b"formId=5501")
    assert request.url == "https://directory.example/Sys/MemberDirectory/LoadMembers"


def test_the_number_is_read_from_the_page_where_the_source_has_none():
    reader = spider("wild_apricot", url="https://directory.example/find/")
    (first,) = asyncio.run(started(reader))
    assert first.url == "https://directory.example/find/"
    (request,) = reader.parse_front(page(FRONT))
    assert request.body == b"formId=5501"
    (listing,) = reader.parse_members(answer(body(ROWAN)))
    assert listing.url.endswith("/901/5501")


def test_a_page_without_the_number_is_a_problem_that_says_what_to_write():
    reader = spider("wild_apricot")
    assert list(reader.parse_front(page("<p>Members</p>"))) == []
    ((kind, _, detail),) = reader.take_problems()
    assert (kind, "write form_id" in detail) == ("page/form_id", True)


def test_the_software_is_recognized_with_the_number_of_the_directory():
    found = type(spider("wild_apricot")).recognize(page(FRONT))
    assert (found.platform, found.options) == ("wild_apricot", {"form_id": "5501"})
    assert "WaGadgetMemberDirectory" in found.because
    assert type(spider("wild_apricot")).recognize(page("<p>Members</p>")) is None


def profile(*fields):
    spans = "".join(
        f'<span id="{PREFIX}{n}_{kind}{number}">{text}</span>' for n, (kind, number, text) in enumerate(fields)
    )
    return page(f'<div id="FunctionalBlock1_ctl00">{spans}</div>')


def with_profile(answered, **columns):
    found, _, reader = read(body(ROWAN), {"profiles": True, "columns": {"name": "c1", **columns}})
    (request,) = found
    assert isinstance(request, Request)
    assert request.url == "https://directory.example/Sys/PublicProfile/901/5501"
    (listing,) = request.callback(answered, **request.cb_kwargs)
    return listing, reader.take_problems()


def test_a_member_s_own_page_is_read_by_the_numbers_of_its_fields():
    answered = profile(
        ("TextBoxLabel", "10057865", "Offers dry needling"),
        ("DropDownLabel", "10234033", "Colorado"),
        ("TextBoxLabel", "10234036", "r@directory.example"),
        ("BulletedList", "10232588", "<li>Cash</li><li>Medicare</li>"),
    )
    listing, problems = with_profile(answered, state="10234033", text="10057865")
    assert (listing.locations[0].state, listing.text, problems) == ("Colorado", "Offers dry needling", [])
    assert listing.statements == (RawStatement(text="Offers dry needling", about=Subject.PERSON),)
    assert (listing.unread["10232588"], "Medicare" in repr(listing)) == ("(not kept)", False)
    assert "r@" not in repr(listing)


def test_a_member_whose_page_has_nothing_is_kept_and_counted():
    listing, problems = with_profile(page("<p>Log in</p>"))
    assert isinstance(listing, RawListing)
    assert (listing.name, [kind for kind, _, _ in problems]) == ("Rowan Ashdale, DPT", ["page/profile"])
