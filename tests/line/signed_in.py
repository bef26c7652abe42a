"""The operators' console over a home, in this process and at the home's own time, with a viewer signed in."""

import os
import re
from contextlib import contextmanager
from unittest.mock import patch

from argon2 import PasswordHasher
from markupsafe import Markup

from commands.doctor import all_checks
from console import create_console_app
from console.accounts import passwords, users
from index import settings
from index.store.database import store_of_home
from pinpoint import CHECKS_OF_OTHER_ROOMS
from tests.console.conftest import Browser, add_user

VIEWER = "ida"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
ITEM = re.compile(
    r'<li>\s*<p>(?P<text>.*?)(?: <a href="[^"]+">[^<]*</a>)?</p>\s*'
    r'<p class="aside">(?P<minutes>\d+) minutes.*?<code>(?P<command>.*?)</code></p>',
    re.DOTALL,
)


@contextmanager
def console_of(home):
    """Give the console's pages; the viewer is added at the first time."""
    environment = patch.dict(os.environ, home.environment(), clear=True)
    with environment, patch.object(passwords, "hasher", CHEAP), fresh_settings(), store_of_home() as store:
        with store.read() as connection:
            is_known = users.find(connection, VIEWER)
        if not is_known:
            add_user(store, VIEWER, role="viewer")
        app = create_console_app(settings.current(), store, checks=all_checks(CHECKS_OF_OTHER_ROOMS))
        browser = Browser(app)
        assert browser.sign_in(VIEWER).status_code == 303
        yield Pages(browser)


@contextmanager
def fresh_settings():
    settings.current.cache_clear()
    try:
        yield
    finally:
        settings.current.cache_clear()


class Pages:
    """What the pages say, as a reader sees it."""

    def __init__(self, browser):
        self.browser = browser

    def today(self):
        """(text, minutes, command) of each thing that waits, in the order of the page."""
        found = re.search(r'<ol class="to-do">(.*?)</ol>', self.page("/"), re.DOTALL)
        items = found[1] if found else ""
        shown = [(_text(one["text"]), int(one["minutes"]), _text(one["command"])) for one in ITEM.finditer(items)]
        assert len(shown) == items.count("<li>")
        return shown

    def other_alerts(self):
        """The open alerts that Today names below what waits."""
        _, found, rest = self.page("/").partition("<h2>Other open alerts</h2>")
        return [_text(one) for one in re.findall(r"<li>(.*?)</li>", rest, re.DOTALL)] if found else []

    def sources(self):
        """The state of each source, by id."""
        rows = re.findall(r'<a href="/sources/\w+">(\w+)</a></th><td>(.*?)</td>', self.page("/sources"))
        return {source: _text(state) for source, state in rows}

    def causes(self, source):
        """The causes of the newest run on the page of a source."""
        return [_text(one) for one in re.findall(r"<dt>(.*?)</dt>", self.page(f"/sources/{source}"))]

    def page(self, path):
        response = self.browser.get(path)
        assert response.status_code == 200
        return response.get_data(as_text=True)


def _text(markup):
    return " ".join(str(Markup(markup).striptags()).split())
