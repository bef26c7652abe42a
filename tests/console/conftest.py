import re

import pytest
from argon2 import PasswordHasher

from console import create_console_app
from console.accounts import passwords, users
from console.accounts.users import Role
from console.guard.visitor import COOKIE
from console.pages.routes import ROUTES
from index import settings
from tests.webapp.checked_client import Page

BASE = "http://127.0.0.1:8001"
PASSWORD = "blue teapot river 7"
FIELD = re.compile(r'name="(form_token|form_id)" value="([^"]+)"')


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch):
    """Hashes that take no time; their parameters are tested by themselves."""
    monkeypatch.setattr(passwords, "hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def at(monkeypatch):
    """Set the clock: at("12:31") on the day of the tests."""
    return lambda time, day="2026-11-23": monkeypatch.setenv("PINPOINT_NOW", f"{day}T{time}:00+00:00")


def console_over(store, *more, **changed):
    """The console over a store, with more routes and with some settings changed."""
    return create_console_app(settings.current().model_copy(update=changed), store, table=(*ROUTES, *more))


def add_user(store, name="ida", role="operator", **more):
    with store.write() as connection:
        users.add(connection, name, Role(role), passwords.hash_password(PASSWORD), who="tests", **more)


class Browser:
    """A client that sends forms as a browser does: with the fields of the page, Origin, Referer and Sec-Fetch-Site."""

    def __init__(self, app, address="127.0.0.1"):
        self.client = app.test_client()
        self.address = address
        self.page = ""

    def get(self, path):
        response = self.client.get(path, base_url=BASE, environ_overrides={"REMOTE_ADDR": self.address})
        return self._look(response)

    def fields(self):
        return dict(FIELD.findall(self.page))

    def post(self, path, data=None, headers=None, fields=None):
        own = {"Origin": BASE, "Sec-Fetch-Site": "same-origin"}
        response = self.client.post(
            path,
            base_url=BASE,
            data={**(self.fields() if fields is None else fields), **(data or {})},
            headers={name: value for name, value in {**own, **(headers or {})}.items() if value is not None},
            environ_overrides={"REMOTE_ADDR": self.address},
        )
        return self._look(response)

    def sign_in(self, name="ida", password=PASSWORD, to="/"):
        self.get(f"/sign-in?to={to}")
        return self.post("/sign-in", {"name": name, "password": password, "to": to})

    @property
    def token(self):
        cookie = self.client.get_cookie(COOKIE, domain="127.0.0.1")
        return cookie.value if cookie else None

    def _look(self, response):
        text = response.get_data(as_text=True)
        if response.mimetype == "text/html" and response.status_code not in {302, 303}:
            self.page = text
            check_page(text)
        return response


def check_page(markup):
    """A page is well formed, has one heading that begins its title, labels for its fields, and nothing that runs."""
    page = Page(markup)
    assert len([level for level, _ in page.headings if level == 1]) == 1
    assert page.title.startswith(next(text for level, text in page.headings if level == 1))
    assert len(page.ids) == len(set(page.ids))
    visible = {
        found.get("id")
        for tag, found in page.tags
        if tag in {"input", "select", "textarea"} and found.get("type") != "hidden" and "hidden" not in found
    }
    assert visible <= set(page.labels)
    assert not any(tag in {"script", "style", "object"} for tag, _ in page.tags)
    frames = [found for tag, found in page.tags if tag == "iframe"]
    assert all(found["sandbox"] == "" and found["src"].startswith("/runs/") for found in frames)
    assert not any(name.startswith("on") or name == "style" for _, found in page.tags for name in found)
    posts = [found for tag, found in page.tags if tag == "form" and found.get("method") == "post"]
    assert len(FIELD.findall(markup)) == 2 * len(posts)


@pytest.fixture
def app(store):
    return console_over(store)


@pytest.fixture
def client(app):
    """A client of the console, without a session."""
    return app.test_client()


@pytest.fixture
def browser(app):
    return Browser(app)


@pytest.fixture
def signed_in(app, store):
    """A function that returns a browser in which a new user of a role is signed in."""

    def sign_in(role="operator", name=None):
        add_user(store, name or role, role)
        one = Browser(app)
        assert one.sign_in(name or role).status_code == 303
        one.get("/")
        return one

    return sign_in
