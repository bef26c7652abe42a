"""Pages that only send a browser on, and links that are relative to a `<base>`."""

import pytest

from crawler.clinic_sites.closed_sites import Closed
from index.store.site_visits import Outcome
from tests.crawler.clinic_sites.invented_web import Web, html, read, start

HOME = "https://fern.example/"
TOLD = "<p>We offer dry needling for neck pain.</p><footer>12 Elm Street, Salida, CO 81201</footer>"


def signpost(content, *, head="", body=""):
    refresh = f'<meta http-equiv="refresh" content="{content}">'
    return f"<html><head>{head}{refresh}</head><body>{body}</body></html>"


def words(listings):
    return [said.text for one in listings.values() for said in one.statements]


@pytest.mark.parametrize(
    "content",
    ["0; url=/home.html", "0;URL='home.html'", "0;url=https://fern.example/home.html", "5,/home.html",
     "10 ; Url = home.html", "0 home.html", "0.5; url=//www.fern.example/home.html", " 0;url=home.html#top "],
)  # fmt: skip
def test_a_start_page_that_is_nothing_but_a_refresh_is_followed(content):
    web = Web(
        {HOME: signpost(content)}
        | dict.fromkeys((f"{HOME}home.html", "https://www.fern.example/home.html"), html(TOLD))
    )
    listings, visits, _ = read(web, start("fern.example"))
    assert words(listings) == ["We offer dry needling for neck pain."]
    assert (visits["fern.example"].outcome, visits["fern.example"].pages) == (Outcome.READ, 1)


@pytest.mark.parametrize(
    "page",
    [
        '<html><body><noscript><meta http-equiv="refresh" content="0; url=/home.html"></noscript></body></html>',
        "<html><head><META HTTP-EQUIV=Refresh CONTENT=0;URL=home.html></head><body></body></html>",
        '<html><head><base href="/"><meta content="0;URL=\'home.html\'" http-equiv=" REFRESH "></head></html>',
        signpost("3; url=/home.html", body="<p>You are being sent on. <a href='/home.html'>Click here</a>.</p>"),
    ],
)
def test_a_refresh_is_followed_however_it_is_written(page):
    web = Web({HOME: page, f"{HOME}home.html": html(TOLD)})
    assert words(read(web, start("fern.example"))[0]) == ["We offer dry needling for neck pain."]


def test_the_header_refresh_is_followed():
    web = Web({HOME: "<html></html>", f"{HOME}home.html": html(TOLD)}, headers={HOME: {"Refresh": "0; url=/home.html"}})
    assert words(read(web, start("fern.example"))[0]) == ["We offer dry needling for neck pain."]


@pytest.mark.parametrize("target", ["https://other.example/", "javascript:alert(1)", "/menu.pdf"])
def test_a_refresh_to_another_host_or_to_no_page_is_a_closed_door(target):
    web = Web({HOME: signpost(f"0; url={target}"), "https://other.example/": html(TOLD)})
    listings, visits, _ = read(web, start("fern.example"))
    assert (web.asked, dict(listings)) == ([HOME], {})
    assert (visits["fern.example"].outcome, visits["fern.example"].closed_because) == (Outcome.CLOSED, Closed.ELSEWHERE)


def test_refreshes_that_lead_on_and_on_end():
    web = Web({HOME: signpost("0; url=/1")} | {f"{HOME}{n}": signpost(f"0; url=/{n + 1}") for n in range(1, 50)})
    _, visits, _ = read(web, start("fern.example"))
    assert len(web.asked) == 6
    assert visits["fern.example"].closed_because == Closed.ELSEWHERE


@pytest.mark.parametrize("content", ["600", "0", "0; url=/", "3600; url=/home.html", "never; url=/home.html"])
def test_a_page_that_only_reloads_is_read(content):
    page = signpost(content, body=TOLD)
    web = Web({HOME: page, f"{HOME}home.html": html("<p>Other</p>")})
    _, visits, _ = read(web, start("fern.example"))
    assert (visits["fern.example"].outcome, f"{HOME}home.html" in web.asked) == (Outcome.READ, False)


def test_a_page_with_words_and_a_refresh_is_read_and_so_is_its_target():
    refresh = '<meta http-equiv="refresh" content="30; url=/slides">'
    page = html(f"{TOLD}<p>{'word ' * 60}</p>", head=refresh)
    web = Web({HOME: page, f"{HOME}slides": html("<p>Slides</p>")})
    listings, _, _ = read(web, start("fern.example"))
    assert words(listings) == ["We offer dry needling for neck pain."]
    assert web.pages == [HOME, f"{HOME}slides"]


@pytest.mark.parametrize(
    ("base", "link"),
    [
        ("/en/", "services.html"),
        ("https://fern.example/en/", "services.html"),
        ("https://fern.example/en/index.html", "./services.html"),
        ("//www.fern.example/en/x/", "../services.html"),
        ("https://other.example/", "https://fern.example/en/services.html"),
        ("javascript:void(0)", "en/services.html"),
        ("http://[", "en/services.html"),
        ("", "en/services.html"),
    ],
)
def test_links_are_relative_to_the_base_of_the_page(base, link):
    services = dict.fromkeys((f"{HOME}en/services.html", "https://www.fern.example/en/services.html"), html(TOLD))
    web = Web({HOME: html(f"<a href='{link}'>Services</a>", head=f'<base href="{base}">')} | services)
    listings, _, _ = read(web, start("fern.example"))
    assert words(listings) == ["We offer dry needling for neck pain."]


def test_a_base_on_another_host_leads_nobody_there():
    web = Web({HOME: html("<a href='services.html'>Services</a>" + TOLD, head='<base href="https://other.example/">')})
    listings, _, _ = read(web, start("fern.example"))
    assert not any("other.example" in url for url in web.asked)
    assert words(listings) == ["We offer dry needling for neck pain."]


def test_only_the_first_base_counts():
    bases = '<base target="_blank"><base href="/en/"><base href="/fr/">'
    web = Web({HOME: html("<a href='services.html'>Services</a>", head=bases), f"{HOME}en/services.html": html(TOLD)})
    assert words(read(web, start("fern.example"))[0]) == ["We offer dry needling for neck pain."]
