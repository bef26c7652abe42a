import time
import urllib.error
import urllib.request

import pytest

from demo.servers import DemoServers, DirectoryServer, Fault


@pytest.fixture
def servers(world):
    with DemoServers(world) as running:
        yield running


def get(url):
    with urllib.request.urlopen(url, timeout=5) as answer:
        return answer.status, answer.headers, answer.read().decode()


def status(url):
    try:
        return get(url)[0]
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def test_the_directories_and_the_register_answer_on_ports_of_their_own(servers):
    assert len({server.port for server in servers.servers.values()}) == 5
    for url in servers.base_urls.values():
        code, headers, body = get(url + "/robots.txt")
        assert (code, headers["X-Demonstration"]) == (200, "invented")
        assert "Disallow: /private/" in body


def test_requests_are_counted_by_path_without_their_queries(servers):
    get(servers.base_urls["registry"] + "/api/?version=2.1&postal_code=81201")
    get(servers.base_urls["registry"] + "/api/?version=2.1&postal_code=80206")
    assert servers.requests["registry"] == {"/api/": 2}
    assert servers.requests["finder"] == {}


def test_an_injected_status_lasts_as_often_as_it_says(servers):
    servers.fault("school", Fault(prefix="/wp-admin/", status=503, times=1))
    url = servers.base_urls["school"]
    assert status(url + "/robots.txt") == 200
    assert status(url + "/wp-admin/admin-ajax.php?action=store_search") == 503
    assert status(url + "/wp-admin/admin-ajax.php?action=store_search") == 200


def test_a_lasting_fault_ends_when_it_is_cleared(servers):
    servers.fault("sites", Fault(status=500))
    assert [status(servers.base_urls["sites"] + "/") for _ in range(2)] == [500, 500]
    servers.clear_faults()
    assert status(servers.base_urls["sites"] + "/") == 200


def test_an_injected_delay_delays(servers):
    servers.fault("finder", Fault(prefix="/find-a-pt", delay=0.2))
    before = time.monotonic()
    get(servers.base_urls["finder"] + "/find-a-pt")
    assert time.monotonic() - before >= 0.2


def test_another_edition_is_shown_on_the_same_ports(servers, changed):
    url = servers.base_urls["finder"] + "/find-a-pt?lat=38.5259&lon=-105.9978&dist=2"
    assert "Noor Newlandry" not in get(url)[2]
    servers.show(changed)
    assert "Noor Newlandry" in get(url)[2]


def test_a_stopped_server_frees_its_port(directories):
    server = DirectoryServer(directories["finder"])
    server.start()
    port = server.port
    server.stop()
    again = DirectoryServer(directories["finder"], port)
    again.start()
    assert status(f"http://127.0.0.1:{port}/robots.txt") == 200
    again.stop()


def test_a_server_that_never_started_can_be_stopped(directories):
    DirectoryServer(directories["finder"]).stop()
