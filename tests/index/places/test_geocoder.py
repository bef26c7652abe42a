"""The services are a loopback server here that answers in their JSON shapes."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from index import settings
from index.places import geocoder
from index.places.geocoder import locate
from index.records import PracticeLocation, Precision
from index.settings import SettingError
from index.store import open_store
from index.store.schema import geocode

IN_SALIDA = (38.5301, -105.9912)
IN_DENVER = (39.75, -104.99)
STREET = PracticeLocation(
    street="100 Example St",
    unit="Ste 2",
    city="Salida",
    state="CO",
    zip="81201",
    latitude=38.5259,
    longitude=-105.9978,
    precision=Precision.ZIP,
)


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


@pytest.fixture
def store(home):
    opened = open_store(settings.current().database_url)
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    monkeypatch.setattr(geocoder, "SECONDS_BETWEEN", 0.0)
    geocoder._service.cache_clear()
    yield
    geocoder._service.cache_clear()


@pytest.fixture
def ask(service, store, gazetteer):
    def ask_for(location=STREET, name="nominatim", contact="ops@pinpoint.example"):
        url = f"http://127.0.0.1:{service.server_port}"
        chosen = settings.load({}, None).model_copy(
            update={"geocoder": name, "geocoder_url": url, "crawl_contact": contact}
        )
        return locate(store, chosen, gazetteer, location)

    return ask_for


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
    town = PracticeLocation(city="Salida", state="CO", zip="81201")
    exact = PracticeLocation(
        street="100 Example St", city="Salida", state="CO", latitude=38.5, longitude=-106.0, precision=Precision.ADDRESS
    )
    assert (ask(town), ask(exact)) == (town, exact)
    assert service.asked == []


def test_a_contact_is_asked_for_before_the_first_request(ask, service):
    with pytest.raises(SettingError, match="PINPOINT_CRAWL_CONTACT"):
        ask(contact="")
    assert service.asked == []


def test_requests_are_a_second_apart(monkeypatch, ask, service):
    monkeypatch.undo()
    assert geocoder.SECONDS_BETWEEN >= 1.0
    limited = geocoder._service("nominatim", "http://127.0.0.1:9", "ops@pinpoint.example").geocode
    assert limited.min_delay_seconds >= 1.0
    assert limited.max_retries == 0
