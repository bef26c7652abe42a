"""One line a request, with the route and never the address; a failure without its words."""

import pytest
from structlog.testing import capture_logs

from tests.webapp.conftest import app_over
from webapp.access_log import FIELDS

WRITTEN_BY_THE_LOGGER = {"time", "level"}


def lines(*asked, client):
    with capture_logs() as written:
        for method, address in asked:
            client.open(address, method=method, headers={"User-Agent": "markerbrowser"})
    return [{name: value for name, value in line.items() if name != "log_level"} for line in written]


@pytest.mark.parametrize(
    ("method", "address", "route", "status"),
    [
        ("GET", "/find?place=81201&name=markerneck", "/find", 200),
        ("GET", "/people/avery?place=Salida%2C+CO&for=markerneck", "/people/<provider_id>", 200),
        ("GET", "/es/find?place=markertown", "/find", 404),
        ("GET", "/people/avery", "/people/<provider_id>", 200),
        ("GET", "/people/markerperson", "/people/<provider_id>", 404),
        ("GET", "/markerpath", "", 404),
        ("MARKER", "/", "", 405),
    ],
)
def test_a_line_holds_the_route_and_nothing_that_the_visitor_wrote(client, method, address, route, status):
    (line,) = lines((method, address), client=client)
    assert line.keys() | WRITTEN_BY_THE_LOGGER == FIELDS
    assert (line["route"], line["status"], line["generation"]) == (route, status, 1)
    assert "marker" not in str(line).lower()
    assert "81201" not in str(line)


def test_where_nothing_is_published_a_line_has_no_generation(empty_client):
    (line,) = lines(("GET", "/find?place=81201"), client=empty_client)
    assert (line["status"], line["generation"]) == (503, None)


def test_a_failure_is_logged_by_its_place_in_the_program_not_by_its_words(published, monkeypatch):
    from webapp.finder import views

    def fail(*_):
        raise ValueError("markertown")

    app = app_over(published)
    app.testing = False
    monkeypatch.setattr(views, "results", fail)
    failure, request = lines(("GET", "/find?place=81201"), client=app.test_client())
    assert (failure["event"], failure["error"], failure["route"]) == ("failure", "ValueError", "/find")
    assert failure["at"][-1].endswith(" fail")
    assert request["status"] == 500
    assert "markertown" not in str([failure, request])
