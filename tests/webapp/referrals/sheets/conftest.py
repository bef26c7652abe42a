import pytest


@pytest.fixture(autouse=True)
def _request(client):
    """Sheets name addresses of the site."""
    with client.application.test_request_context("/"):
        yield
