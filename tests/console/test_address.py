"""The console listens on loopback unless a TLS proxy is in front, and answers under its own names only."""

import pytest

from console.guard.address import ConsoleAddressError, check_address
from index import settings
from tests.console.conftest import console_over

HOST_OF_A_REBINDING = "evil.example:8001"


def chosen(**changed):
    return settings.Settings(**changed)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.10", "::1", "[::1]", "localhost"])
def test_loopback_is_listened_on(home, host):
    check_address(chosen(), host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "10.0.0.1", "console.example", "localhost.example"])
def test_another_address_is_refused_without_a_tls_proxy(home, host):
    with pytest.raises(ConsoleAddressError, match=r"loopback only.*PINPOINT_CONSOLE_BEHIND_TLS_PROXY"):
        check_address(chosen(), host)


def test_behind_a_tls_proxy_any_address_is_listened_on_once_the_host_is_named(home):
    with pytest.raises(ConsoleAddressError, match="PINPOINT_CONSOLE_HOSTS"):
        check_address(chosen(console_behind_tls_proxy=True), "0.0.0.0")
    check_address(chosen(console_behind_tls_proxy=True, console_hosts=("console.example",)), "0.0.0.0")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8001", 200),
        ("localhost:8001", 200),
        ("[::1]:8001", 200),
        ("LOCALHOST:8001", 200),
        ("127.0.0.1", 421),
        ("127.0.0.1:8000", 421),
        ("localhost.:8001", 421),
        ("127.0.0.1:8001.evil.example", 421),
        ("127.0.0.1:x", 421),
        (HOST_OF_A_REBINDING, 421),
        ("", 421),
    ],
)
def test_only_own_names_with_the_own_port_are_answered(client, host, status):
    assert client.get("/static/console.css", headers={"Host": host}).status_code == status


def test_a_health_check_is_answered_under_any_name(client):
    assert client.get("/healthz", headers={"Host": "172.17.0.2:8001"}).status_code == 200


def test_behind_a_tls_proxy_the_named_host_is_answered_on_https_only(store, monkeypatch):
    app = console_over(store, console_behind_tls_proxy=True, console_hosts=("console.example",))

    def status(host, proto):
        headers = {"Host": host, "X-Forwarded-Proto": proto}
        return app.test_client().get("/static/console.css", headers=headers).status_code

    assert status("console.example", "https") == 200
    headers = {"Host": "console.example", "X-Forwarded-Proto": "https"}
    answer = app.test_client().get("/static/console.css", headers=headers)
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    monkeypatch.setenv("PINPOINT_HSTS_SUBDOMAINS", "true")
    settings.current.cache_clear()
    answer = app.test_client().get("/static/console.css", headers=headers)
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert status("console.example:8443", "https") == 421
    assert status("127.0.0.1:8001", "https") == 421
    assert status("console.example", "http") == 421
    assert status("console.example:443", "http") == 403


def test_without_the_setting_nobody_can_pretend_to_come_through_a_proxy(client):
    response = client.get(
        "/static/console.css", base_url="http://127.0.0.1:8001", headers={"X-Forwarded-Proto": "https"}
    )
    assert "Strict-Transport-Security" not in response.headers


@pytest.mark.parametrize("hosts", ["http://console.example", "*", "console.example/x", "a@console.example"])
def test_a_host_is_written_without_scheme_path_or_wildcard(monkeypatch, home, hosts):
    monkeypatch.setenv("PINPOINT_CONSOLE_HOSTS", hosts)
    with pytest.raises(settings.SettingError, match="is no host; write console"):
        settings.load()
