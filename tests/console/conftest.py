import pytest

from console import create_console_app
from index import settings

BASE = "http://127.0.0.1:8001"


def console_over(store, **changed):
    """The console over a store, with some settings changed."""
    return create_console_app(settings.current().model_copy(update=changed), store)


@pytest.fixture
def client(store):
    """A client of the console, without a session."""
    app = console_over(store)
    return app.test_client()
