import pytest

from index import settings
from tests.webapp.banned_words import banned_words
from tests.webapp.checked_client import Page
from tests.webapp.conftest import app_over
from tests.webapp.invented import providers, publish_providers
from webapp.server import Server

PAGES = [
    "/",
    "/find?place=81201",
    "/find?place=Goodland, KS",
    "/find?place=Elko, NV",
    "/find?place=Sallida",
    "/find/which?q=Springfield",
    "/people/avery",
    "/people/silent",
    "/people/no",
    "/clinics/rehab",
    "/people/withdrawn",
    "/nowhere",
]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("prefix", ["", "/es"])
def test_every_page_holds_what_the_client_checks_in_each_language(client, prefix, address):
    response = client.get(prefix + address)
    assert response.page.language == (prefix or "/en")[1:]


@pytest.mark.parametrize("word", ["Verified", "recommended", "claims", "licence", "possible"])
def test_a_word_that_misleads_is_found(word):
    assert banned_words(f"A {word} person") != []


def test_what_a_source_says_may_say_what_it_likes():
    page = Page("<title>Best Rehab · x</title><h1><bdi>Best Rehab</bdi></h1><blockquote>Safe!</blockquote>")
    assert banned_words(page.own_words) == []


def test_the_home_page_asks_one_question(client):
    response = client.get("/")
    assert response.page.title == "Find someone who does dry needling near you · Pinpoint"
    assert "A listing is not a check of a person." in response.page.words
    assert "X-Robots-Tag" not in response.headers


def test_the_foot_says_how_old_the_data_is(client):
    assert "Built Nov 23, 2026 from 2 sources." in client.get("/").page.words


def test_a_demonstration_says_so_on_every_page_and_to_every_search_engine(home):
    publish_providers(settings.current(), providers(), demonstration=True)
    client = app_over(settings.current()).test_client()
    for address in ("/", "/find?place=81201", "/people/avery"):
        response = client.get(address)
        assert "Demonstration. Everybody here is invented." in response.page.words
        assert response.headers["X-Robots-Tag"] == "noindex"


def test_a_site_without_a_generation_says_so_instead_of_failing(empty_client):
    assert "There is nothing to search yet." in empty_client.get("/").page.words
    for address in ("/find?place=81201", "/people/avery"):
        response = empty_client.get(address)
        assert response.status_code == 503
        assert "There is nothing to search yet" in response.page.words


def test_health_and_readiness_are_distinguished(client):
    assert client.get("/healthz").get_json() == {"alive": True}
    assert client.get("/readyz").get_json() == {"ready": True, "closed": False, "generation": 1, "damaged": False}


def test_a_site_without_a_generation_is_alive_and_not_ready(empty_client):
    assert empty_client.get("/healthz").status_code == 200
    response = empty_client.get("/readyz")
    assert (response.status_code, response.get_json()["ready"]) == (503, False)


def test_an_unexpected_error_shows_a_page_without_its_cause(client, monkeypatch):
    from webapp.finder import views

    client.application.testing = False
    client.application.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr(views, "results", lambda *_: 1 / 0)
    response = client.get("/find?place=81201")
    assert response.status_code == 500
    assert "It is not your fault." in response.page.words
    assert "division" not in response.page.words


def test_the_server_has_no_control_socket_and_threads(published):
    server = Server(create, "127.0.0.1", 8000)
    assert server.cfg.control_socket_disable is True
    assert server.cfg.worker_class_str == "webapp.deadline_worker.DeadlineWorker"
    assert server.cfg.preload_app is True
    assert server.cfg.address == [("127.0.0.1", 8000)]


def create():
    return app_over(settings.current())


def test_https_is_asked_for_where_a_visitor_came_by_it(client, monkeypatch):
    assert "Strict-Transport-Security" not in client.get("/", base_url="http://localhost").headers
    secure = client.get("/", base_url="https://localhost").headers
    assert secure["Strict-Transport-Security"] == "max-age=31536000"
    monkeypatch.setenv("PINPOINT_HSTS_SUBDOMAINS", "true")
    settings.current.cache_clear()
    secure = client.get("/", base_url="https://localhost").headers
    assert secure["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
