"""Every answer of the console carries its headers, whatever it answers, and none sets a policy that allows a script."""

import re

import pytest

from tests.console.conftest import BASE
from tests.console.route_table import ROUTES, address

ADDRESSES = ["/static/console.css", "/static/pinpoint.js", "/nowhere", "/healthz"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_answer_is_stored_framed_sniffed_and_passed_on_nowhere(client, address):
    check_headers(client.get(address, base_url=BASE).headers)


def test_the_answers_of_all_routes_carry_the_same_headers(signed_in):
    admin = signed_in("admin")
    for method, rule in ROUTES:
        response = admin.get(address(rule)) if method == "GET" else admin.post(address(rule), fields={})
        check_headers(response.headers)
        assert not [name for name, _ in response.headers if name.lower().startswith("access-control-")]
        if method == "POST":
            assert response.status_code == 400  # without its token


def check_headers(headers):
    policy = headers["Content-Security-Policy"]
    assert re.sub(r"'nonce-[\w-]{22}'", "NONCE", policy) == (
        "default-src 'none'; script-src 'none'; style-src NONCE; img-src 'self'; font-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert headers["X-Robots-Tag"] == "noindex"
    assert "ETag" not in headers
    assert "Last-Modified" not in headers


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/static/console.css", "text/css; charset=utf-8"),
        ("/static/logo.svg", "image/svg+xml; charset=utf-8"),
        ("/static/public-sans.woff2", "font/woff2"),
        ("/nowhere", "text/html; charset=utf-8"),
        ("/healthz", "text/plain; charset=utf-8"),
    ],
)
def test_an_answer_says_its_type_and_charset(client, address, kind):
    assert client.get(address, base_url=BASE).headers["Content-Type"] == kind


def test_no_answer_lets_another_origin_read_it(client):
    headers = client.get("/nowhere", base_url=BASE, headers={"Origin": "https://evil.example"}).headers
    assert not [name for name, _ in headers if name.lower().startswith("access-control-")]


def test_each_answer_has_another_nonce_and_its_style_sheets_carry_it(client):
    pages = [client.get("/nowhere", base_url=BASE) for _ in range(2)]
    nonces = [re.search(r"'nonce-([\w-]+)'", page.headers["Content-Security-Policy"])[1] for page in pages]
    assert nonces[0] != nonces[1]
    assert pages[0].get_data(as_text=True).count('rel="stylesheet" href="/static/') == 2
    assert pages[0].get_data(as_text=True).count(f'nonce="{nonces[0]}"') == 2


def test_the_sites_script_is_not_served(client):
    assert client.get("/static/pinpoint.css", base_url=BASE).status_code == 200
    assert client.get("/static/pinpoint.js", base_url=BASE).status_code == 404
    assert client.get("/static/../app.py", base_url=BASE).status_code == 404
    assert client.get("/static/", base_url=BASE).status_code == 404
