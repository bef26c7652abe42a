"""The search on other sites: lines to copy that work there, and a page that may be framed, the only one."""

from html import unescape

import pytest

FRAMED = "/embed/search"


@pytest.mark.parametrize(("edition", "label"), [("", "Town or ZIP code"), ("/es", "Ciudad o código postal")])
def test_the_lines_hold_a_form_that_asks_this_site(client, edition, label):
    shown = unescape(client.get(f"{edition}/embed", base_url="http://127.0.0.1:8000").get_data(as_text=True))
    assert f'<form action="http://127.0.0.1:8000{edition}/find" method="get">' in shown
    assert f'<label for="needling-place">{label}</label>' in shown
    assert f'<iframe src="http://127.0.0.1:8000{edition}{FRAMED}"' in shown
    assert "<script" not in shown.split("<main", 1)[1]


def test_a_copy_that_does_not_know_its_address_says_so_and_writes_no_lines(client):
    page = client.get("/embed", base_url="http://unknown.example").page
    assert "This copy does not know its own address yet" in page.words
    assert "<iframe" not in page.words


def test_the_framed_page_may_be_framed_and_its_form_leaves_the_frame(client):
    answer = client.get(FRAMED)
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Robots-Tag"] == "noindex"
    markup = answer.get_data(as_text=True)
    assert '<form action="/find" method="get" role="search" target="_top">' in markup
    assert "<script" not in markup


@pytest.mark.parametrize("address", ["/", "/embed", "/fix", "/find?place=81201", "/people/avery"])
def test_no_other_page_may_be_framed(client, address):
    assert "frame-ancestors 'none'" in client.get(address).headers["Content-Security-Policy"]
