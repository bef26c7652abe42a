import shutil

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from index import settings
from tests.webapp.checked_client import CheckedClient
from tests.webapp.invented import providers, publish_providers
from webapp import create_public_app
from webapp.catalogs import catalog_path
from webapp.languages import PREFIXES


@pytest.fixture(scope="session", autouse=True)
def _compiled_catalogs():
    """What `make setup` compiles, made anew where a catalog has changed since."""
    for language in PREFIXES:
        source = catalog_path(language)
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            with source.open("rb") as read, compiled.open("wb") as write:
                write_mo(write, read_po(read, locale=language))


def app_over(home_settings):
    app = create_public_app(home_settings)
    app.testing = True
    app.test_client_class = CheckedClient
    return app


@pytest.fixture(scope="session")
def generation_folder(tmp_path_factory):
    """The invented people, published once; writing a generation durably takes a tenth of a second."""
    folder = tmp_path_factory.mktemp("published")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PINPOINT_NOW", "2026-11-23T12:00:00+00:00")
        chosen = settings.Settings(home=folder)
        living = {"merged": "avery", "withdrawn": "withdrawn", "mixed": "mixed", "mergedmix": "mixed"}
        publish_providers(chosen, providers(), living=living, mixed_up={"mixed"})
    return chosen.generations


@pytest.fixture
def published(home, generation_folder):
    """Settings of a home of its own with the invented people published."""
    current = settings.current()
    shutil.copytree(generation_folder, current.generations)
    return current


@pytest.fixture
def client(published):
    return app_over(published).test_client()


@pytest.fixture
def empty_client(home):
    """A site where nothing was ever published."""
    return app_over(settings.current()).test_client()
