"""Debian's Chromium over the site as it really runs: the demonstration, published once, served by `pinpoint serve`."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

from index import settings
from tests.browser.hostile import hostile_providers
from tests.browser.visit import Visit
from tests.line.command import TODAY, Home
from tests.line.site import serving
from tests.webapp.conftest import _compiled_catalogs  # noqa: F401  (used by name: Spanish needs its catalog)
from tests.webapp.invented import publish_providers

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
OFTEN = {"PINPOINT_SEARCHES_PER_MINUTE": "100000"}


@pytest.fixture(scope="session")
def chromium():
    """One browser for all tests; it reaches nothing but this machine."""
    if not os.access(CHROMIUM, os.X_OK):
        pytest.skip("Chromium is missing: apt-get install chromium")
    arguments = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demonstration(chromium, tmp_path_factory):
    """A home that holds the published demonstration."""
    home = Home(tmp_path_factory.mktemp("browser") / "home", more=OFTEN)
    home.run("demo")
    return home


@pytest.fixture(scope="session")
def site(demonstration, tmp_path_factory, _compiled_catalogs):  # noqa: F811
    """The demonstration's site."""
    with serving(demonstration, tmp_path_factory.mktemp("site")) as served:
        yield served


@pytest.fixture(scope="session")
def hostile_site(chromium, tmp_path_factory, _compiled_catalogs):  # noqa: F811
    """A site where everybody's fields are attacks."""
    home = Home(tmp_path_factory.mktemp("hostile") / "home", more=OFTEN)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PINPOINT_NOW", TODAY)
        publish_providers(settings.Settings(home=home.path), hostile_providers())
    with serving(home, tmp_path_factory.mktemp("hostile-site")) as served:
        yield served


@pytest.fixture
def visit(chromium, site):
    """A function that opens a visit; at the end of the test nothing may have gone wrong in any."""
    opened = []

    def open_visit(served=site, **options):
        opened.append(Visit(chromium, served.base, **options))
        return opened[-1]

    yield open_visit
    for one in opened:
        one.close()
    assert [problem for one in opened for problem in one.problems] == []
