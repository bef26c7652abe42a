"""The site's own address, and hosts that anybody can write into a request."""

import pytest

from index import settings
from tests.webapp.conftest import app_over

EVIL = {"Host": "evil.example"}
OWN = {"Host": "pinpoint.example"}
DOCUMENTS = ["/robots.txt", "/sitemap.xml", "/sitemap/pages.xml", "/sitemap/profiles-1.xml"]


@pytest.fixture
def named(published):
    return app_over(published.model_copy(update={"site_url": "https://pinpoint.example"})).test_client()


def ask(client, path, **options):
    with super(type(client), client).open(path, **options) as answer:
        return answer.status_code, answer.headers, answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/", "/find?place=81201", *DOCUMENTS, "/static/pinpoint.css", "/nowhere"])
@pytest.mark.parametrize(
    "host", ["evil.example", "pinpoint.example.evil.example", "127.0.0.1:8000", "pinpoint.example:8000", "[::1"]
)
def test_another_host_is_refused_and_not_repeated(named, path, host):
    status, headers, body = ask(named, path, headers={"Host": host})
    assert (status, body) == (421, "This site is https://pinpoint.example/\n")
    assert headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("host", ["pinpoint.example", "PINPOINT.example", "pinpoint.example:443"])
def test_its_own_host_is_answered_however_it_is_written(named, host):
    assert ask(named, "/", headers={"Host": host})[0] == 200


def test_a_machine_asks_after_its_health_by_any_name(named):
    assert ask(named, "/healthz", headers={"Host": "127.0.0.1:8000"})[0] == 200
    assert ask(named, "/readyz", headers=EVIL)[0] == 200


def test_robots_and_sitemaps_name_the_address_that_is_set(named):
    assert "Sitemap: https://pinpoint.example/sitemap.xml" in ask(named, "/robots.txt", headers=OWN)[2]
    assert "<loc>https://pinpoint.example/sitemap/pages.xml</loc>" in ask(named, "/sitemap.xml", headers=OWN)[2]
    assert "<loc>https://pinpoint.example/guide</loc>" in ask(named, "/sitemap/pages.xml", headers=OWN)[2]


@pytest.mark.parametrize("path", DOCUMENTS)
def test_without_a_set_address_a_host_is_repeated_only_where_it_is_this_machine(client, path):
    status, _, body = ask(client, path, headers=EVIL)
    assert "evil" not in body
    assert status == (200 if path == "/robots.txt" else 404)
    assert "http://127.0.0.1:8000/" in ask(client, path, headers={"Host": "127.0.0.1:8000"})[2]


@pytest.mark.parametrize("path", ["/static//pinpoint.css", "//people/avery", "/find?place=Salida%2C+CO"])
def test_no_redirect_names_a_host(client, path):
    status, headers, _ = ask(client, path, headers=EVIL)
    if 300 <= status < 400:
        assert headers["Location"].startswith("/")
        assert not headers["Location"].startswith("//")
    assert "evil" not in headers.get("Location", "")


def test_a_doubled_slash_leads_to_the_file_by_its_path(client):
    status, headers, _ = ask(client, "/static//pinpoint.css", headers=EVIL)
    assert (status, headers["Location"]) == (308, "/static/pinpoint.css")


def test_a_form_is_taken_from_the_pages_of_the_address_that_is_set(named):
    form = {"which": "Avery in Salida", "wrong": "does_not_do_this"}
    own, other = (
        ask(named, "/fix", method="POST", data=form, headers=OWN | {"Origin": origin})[0]
        for origin in ("https://pinpoint.example", "https://evil.example")
    )
    assert (own, other) == (303, 403)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("https://Pinpoint.Example/", "https://pinpoint.example"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("", ""),
    ],
)
def test_the_setting_is_an_address_without_a_path(written, read):
    assert settings.load({"PINPOINT_SITE_URL": written}).site_url == read


@pytest.mark.parametrize(
    "written", ["pinpoint.example", "https://a.example/path", "ftp://a.example", "https://u@a.example"]
)
def test_anything_else_is_refused_with_the_name_of_the_setting(written):
    with pytest.raises(settings.SettingError, match="PINPOINT_SITE_URL"):
        settings.load({"PINPOINT_SITE_URL": written})
