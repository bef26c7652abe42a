"""The services are a loopback server here that answers in their JSON shapes."""

import json
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from geopy.extra import rate_limiter
from sqlalchemy import select

from index import settings
from index.places import geocoder
from index.records import Precision
from index.settings import SettingError
from index.store.geocoding import FAILURES_IN_A_ROW, Geocoding, Outcome
from index.store.schema import geocode
from tests.builders import location

IN_SALIDA = (38.5301, -105.9912)
IN_DENVER = (39.75, -104.99)
STREET = location(unit="Ste 2", latitude=38.5259, longitude=-105.9978, precision=Precision.ZIP)


def nominatim(point, rank=30):
    return [{"lat": str(point[0]), "lon": str(point[1]), "display_name": "here", "place_rank": rank}]


def photon(point, kind="house"):
    properties = {"name": "here", "type": kind}
    geometry = {"type": "Point", "coordinates": [point[1], point[0]]}
    return {"type": "FeatureCollection", "features": [{"geometry": geometry, "properties": properties}]}


class Service(ThreadingHTTPServer):
    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answer, self.status, self.asked = [], 200, []


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        query = parse_qs(urlsplit(self.path).query)
        self.server.asked.append((query["q"][0], self.headers["User-Agent"]))
        body = json.dumps(self.server.answer).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def service():
    server = Service()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    monkeypatch.setattr(geocoder, "SECONDS_BETWEEN", 0.0)
    geocoder._service.cache_clear()
    yield
    geocoder._service.cache_clear()


@pytest.fixture
def run(service, store, gazetteer):
    """A function that begins the geocoding of a run."""

    def begin(name="nominatim", contact="ops@pinpoint.example", limit=500):
        url = f"http://127.0.0.1:{service.server_port}"
        chosen = settings.load({}, None).model_copy(
            update={"geocoder": name, "geocoder_url": url, "crawl_contact": contact, "geocoder_limit": limit}
        )
        return Geocoding(store, chosen, gazetteer)

    return begin


@pytest.fixture
def ask(run):
    def ask_for(location=STREET, **chosen):
        return run(**chosen).locate(location)[0]

    return ask_for


def house(number):
    return replace(STREET, street=f"{number} Example St")


def point(location):
    return location.latitude, location.longitude, location.precision


@pytest.mark.parametrize(("name", "shape"), [("nominatim", nominatim), ("photon", photon)])
def test_a_house_gives_the_address_its_own_point(ask, service, name, shape):
    service.answer = shape(IN_SALIDA)
    assert point(ask(name=name)) == (*IN_SALIDA, Precision.ADDRESS)
    assert service.asked == [("100 Example St, Salida, CO 81201", "Pinpoint (ops@pinpoint.example)")]


def test_an_address_is_asked_for_once(ask, service):
    service.answer = nominatim(IN_SALIDA)
    assert ask() == ask()
    assert len(service.asked) == 1


def test_that_there_is_no_such_house_is_kept_too(ask, service, store):
    assert ask() == STREET
    assert ask() == STREET
    assert len(service.asked) == 1
    with store.read() as connection:
        row = connection.execute(select(geocode)).one()
    assert (row.query, row.latitude, row.longitude) == ("100 Example St, Salida, CO 81201", None, None)


@pytest.mark.parametrize(
    ("name", "answer"), [("nominatim", nominatim(IN_SALIDA, rank=26)), ("photon", photon(IN_SALIDA, kind="street"))]
)
def test_a_street_is_no_house(ask, service, name, answer):
    service.answer = answer
    assert ask(name=name) == STREET


@pytest.mark.parametrize("elsewhere", [IN_DENVER, (34.05, -118.24), (0.0, 0.0)])
def test_an_answer_far_from_the_zip_code_or_in_another_state_is_refused(ask, service, elsewhere):
    service.answer = nominatim(elsewhere)
    assert ask() == STREET


def test_a_service_that_fails_changes_nothing_and_is_asked_again_later(ask, service):
    service.status = 503
    assert ask() == STREET
    service.status, service.answer = 200, nominatim(IN_SALIDA)
    assert ask().precision is Precision.ADDRESS


def test_it_is_off_unless_it_is_switched_on(ask, service):
    assert settings.load({}, None).geocoder == "off"
    assert ask(name="off") == STREET
    assert service.asked == []


def test_a_location_without_a_street_or_with_a_point_of_its_own_is_not_asked_for(ask, service):
    town, exact = location(""), location(latitude=38.5, longitude=-106.0, precision=Precision.ADDRESS)
    assert (ask(town), ask(exact)) == (town, exact)
    assert service.asked == []


def test_a_contact_is_asked_for_before_the_first_request(ask, service):
    with pytest.raises(SettingError, match="PINPOINT_CRAWL_CONTACT"):
        ask(contact="")
    assert service.asked == []


def test_requests_are_a_second_apart(monkeypatch, ask, service):
    monkeypatch.undo()
    assert geocoder.SECONDS_BETWEEN >= 1.0
    made = []
    monkeypatch.setattr(rate_limiter, "RateLimiter", lambda function, **options: made.append(options))
    geocoder._service("nominatim", "http://127.0.0.1:9", "ops@pinpoint.example")
    assert made == [{"min_delay_seconds": geocoder.SECONDS_BETWEEN, "max_retries": 0, "swallow_exceptions": False}]


@pytest.mark.parametrize(("day", "times"), [("2026-11-23", 1), ("2027-05-22", 1), ("2027-05-23", 2)])
def test_that_there_is_no_such_house_is_asked_again_after_half_a_year(ask, service, monkeypatch, day, times):
    monkeypatch.setenv("PINPOINT_NOW", "2026-11-23T12:00:00+00:00")
    ask()
    monkeypatch.setenv("PINPOINT_NOW", f"{day}T12:00:00+00:00")
    service.answer = nominatim(IN_SALIDA)
    assert ask().precision is (Precision.ADDRESS if times == 2 else Precision.ZIP)
    assert len(service.asked) == times


def test_a_house_is_never_asked_for_again(ask, service, monkeypatch):
    service.answer = nominatim(IN_SALIDA)
    monkeypatch.setenv("PINPOINT_NOW", "2026-11-23T12:00:00+00:00")
    ask()
    monkeypatch.setenv("PINPOINT_NOW", "2036-11-23T12:00:00+00:00")
    assert ask().precision is Precision.ADDRESS
    assert len(service.asked) == 1


def test_a_point_across_the_border_of_the_state_is_refused_though_it_is_near(ask, service):
    burlington = location(city="Burlington", zip="80807")
    service.answer = nominatim((39.30, -101.95))  # in Kansas, 17 miles from Burlington, Colorado
    assert ask(burlington) == burlington


def test_a_run_asks_for_so_many_new_addresses_and_says_of_the_rest_that_they_were_not_asked(run, service):
    service.answer = nominatim(IN_SALIDA)
    first = run(limit=2)
    assert [first.locate(house(number))[1] for number in (1, 2, 1, 3)] == [
        Outcome.FOUND,
        Outcome.FOUND,
        Outcome.FOUND,
        Outcome.NOT_ASKED,
    ]
    assert len(service.asked) == 2
    assert run(limit=2).locate(house(3))[1] is Outcome.FOUND


def test_a_service_that_keeps_failing_is_left_alone_for_the_rest_of_the_run(run, service):
    service.status = 503
    one = run()
    outcomes = [one.locate(house(number))[1] for number in range(5)]
    assert outcomes == [Outcome.FAILED] * FAILURES_IN_A_ROW + [Outcome.NOT_ASKED] * 2
    assert len(service.asked) == FAILURES_IN_A_ROW


@pytest.mark.parametrize("status", [401, 403, 429])
def test_a_service_that_says_no_is_not_asked_twice(run, service, status):
    service.status = status
    one = run()
    assert [one.locate(house(number))[1] for number in range(2)] == [Outcome.FAILED, Outcome.NOT_ASKED]
    assert len(service.asked) == 1


def test_what_is_no_problem_is_not_reported_as_one():
    assert {one for one in Outcome if not one.is_problem} == {Outcome.FOUND, Outcome.NOTHING_TO_ASK}
