"""Archived pages of a run: a list, and each opened by a recorded step, in a frame that has its own policy."""

import re

import pytest
from sqlalchemy import select

from crawler.archive.writer import PageArchive
from index import settings
from index.store.runs import pages, runs
from index.store.runs.runs import Verdict
from index.store.schema import audit
from tests.console.conftest import BASE
from tests.console.statements import statements
from tests.crawler.archive.invented import page
from tests.crawler.gates.directory import SOURCE, collected, definition, directory, register
from tests.hostile_page import HOSTILE

ELSEWHERE = "http://127.0.0.1:9"


@pytest.fixture
def run(store):
    """The number of a run that staged listings n000 to n002 and archived the page of n001 and three others."""
    register(store, definition())
    number = collected(store, directory(3))
    bodies = [
        (b"<title>x</title><h1>Jordan Avery</h1>", "text/html"),
        (HOSTILE.format(base=ELSEWHERE).encode(), "text/html; charset=utf-8"),
        (b'{"phone": "(303) 555-0101"}', "application/json"),
        (b"%PDF-1.7", "application/pdf"),
    ]
    archive_pages(
        store, number, [page(n, body, headers=(("Content-Type", kind),)) for n, (body, kind) in enumerate(bodies, 1)]
    )
    return number


def archive_pages(store, number, found):
    archive = PageArchive(settings.current().archive, SOURCE, number)
    for one in found:
        archive.keep(one)
    archive.close()
    with store.write() as connection:
        pages.index(connection, archive.take_pending())


def reveals(store):
    with store.read() as connection:
        return [
            (row.who, row.action, row.subject, row.console_user)
            for row in connection.execute(select(audit))
            if row.action.startswith("reveal/")
        ]


def opened(browser, run, sequence):
    browser.get(f"/runs/{run}/pages")
    response = browser.post(f"/runs/{run}/pages/{sequence}")
    assert response.status_code == 200
    return response


def frame_of(browser):
    return re.search(r'<iframe [^>]*src="([^"]+)"', browser.page)[1].replace("&amp;", "&")


def test_the_list_has_addresses_and_no_text_of_a_page(signed_in, run):
    browser = signed_in("operator")
    browser.get(f"/runs/{run}/pages")
    assert re.findall(r"<bdi>\s*(https://[^<]+)</bdi>", browser.page) == [
        f"https://school.test/{n}" for n in (1, 2, 3, 4)
    ]
    assert "Jordan" not in browser.page


def test_opening_a_page_is_recorded_and_shows_its_text_and_a_frame(store, signed_in, run):
    browser = signed_in("operator")
    response = opened(browser, run, 1)
    assert "<pre" in browser.page
    assert "Jordan Avery" in browser.page
    assert 'sandbox=""' in browser.page
    assert response.headers["Content-Security-Policy"].endswith("; frame-src 'self'")
    assert reveals(store) == [("operator", "reveal/page", f"{run}/1", "operator")]


def test_only_that_page_may_have_a_frame(signed_in, run):
    browser = signed_in("operator")
    for path in ("/", f"/runs/{run}", f"/runs/{run}/pages"):
        assert "frame-src" not in browser.get(path).headers["Content-Security-Policy"]
    opened(browser, run, 3)
    assert "frame-src" not in browser.post(f"/runs/{run}/pages/3").headers["Content-Security-Policy"]


def test_the_frame_is_in_a_sandbox_of_its_own_and_has_nothing_left_that_runs_or_loads(signed_in, run):
    browser = signed_in("operator")
    opened(browser, run, 2)
    response = browser.client.get(frame_of(browser), base_url=BASE)
    assert response.status_code == 200
    assert response.headers["Content-Security-Policy"] == (
        "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-DNS-Prefetch-Control"] == "off"
    text = response.get_data(as_text=True)
    assert "Text of a page" in text
    assert ELSEWHERE not in text


def test_a_hostile_page_is_text_on_the_page_itself(signed_in, run):
    browser = signed_in("operator")
    opened(browser, run, 2)
    assert "Text of a page" in browser.page
    assert ELSEWHERE not in browser.page


def test_the_frame_is_loaded_with_the_ticket_of_its_session_page_and_time_only(signed_in, run, at):
    browser = signed_in("operator")
    opened(browser, run, 1)
    frame = frame_of(browser)
    other = signed_in("operator", "eve")

    def code(one, path):
        return one.client.get(path, base_url=BASE).status_code

    assert code(browser, frame) == 200
    assert code(other, frame) == 404
    assert code(browser, frame.replace("/pages/1/", "/pages/2/")) == 404
    for ticket in ("", "x", "9-x", "9999999999-" + "0" * 64, "é-1"):
        assert code(browser, f"/runs/{run}/pages/1/frame?ticket={ticket}") == 404
    at("12:11")
    assert code(browser, frame) == 404


def test_what_is_no_html_has_no_frame_and_what_is_no_text_a_sentence(signed_in, run):
    browser = signed_in("operator")
    opened(browser, run, 3)
    assert "(303) 555-0101" in browser.page
    assert "<iframe" not in browser.page
    opened(browser, run, 4)
    assert "It is a PDF, which is not shown here; look at the address in a browser." in browser.page


def test_a_page_of_too_many_elements_is_shown_as_text(store, signed_in, run):
    number = collected_again(store)
    archive_pages(store, number, [page(1, b"<i>a</i>" * 30_000 + b"Salida")])
    browser = signed_in("operator")
    opened(browser, number, 1)
    assert "Salida" in browser.page
    assert "It has more than 20,000 elements, so only its text is shown." in browser.page
    assert "<iframe" not in browser.page


def collected_again(store):
    with store.write() as connection:
        runs.end(connection, 1, verdict=Verdict.REJECTED)
    return collected(store, directory(3))


def test_a_page_that_was_deleted_meanwhile_says_so(signed_in, run):
    for file in settings.current().archive.glob("*/*.warc.gz"):
        file.unlink()
    browser = signed_in("operator")
    opened(browser, run, 1)
    assert "its file was deleted" in browser.page


def test_a_run_without_pages_says_why(store, signed_in, run):
    number = collected_again(store)
    browser = signed_in("operator")
    browser.get(f"/runs/{number}/pages")
    assert "It has no archived pages: it requested none, or they were deleted" in browser.page


def test_a_listing_leads_to_its_page_or_to_all(signed_in, run):
    browser = signed_in("operator")
    browser.get(f"/runs/{run}/pages?listing=n001")
    assert "The page of listing <bdi>n001</bdi>" in browser.page
    assert re.findall(r"<bdi>\s*(https://[^<]+)</bdi>", browser.page) == ["https://school.test/1"]
    browser.get(f"/runs/{run}/pages?listing=n000")
    assert "has no page of its own here" in browser.page
    assert browser.page.count("https://school.test/") == 4


def test_long_lists_of_pages_have_parts_and_no_more_statements(store, signed_in, run):
    browser = signed_in("operator")
    few = statements(browser, f"/runs/{run}/pages")
    number = collected_again(store)
    archive_pages(store, number, [page(n) for n in range(1, 61)])
    assert statements(browser, f"/runs/{number}/pages") <= few
    assert f'href="/runs/{number}/pages?after=50"' in browser.page
    browser.get(f"/runs/{number}/pages?after=50")
    assert browser.page.count("https://school.test/") == 10


@pytest.mark.parametrize(("role", "code"), [("viewer", 403), ("operator", 404)])
def test_what_there_is_not_and_what_a_viewer_asks_for_is_not_recorded(store, signed_in, run, role, code):
    browser = signed_in(role)
    assert browser.post(f"/runs/{run}/pages/99").status_code == code
    browser.get("/")
    assert browser.post("/runs/99/pages/1").status_code == code
    assert reveals(store) == []
