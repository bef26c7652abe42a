import json
import os
import re
import socket
import stat
import threading
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.alerts.channels import beat
from index.alerts.channels.webhook import Webhook
from index.alerts.notice import DeliveryError
from tests.index.alerts.conftest import scripted
from tests.index.alerts.notices import BLOCKED, TEXT, notice

SECRET = "0123456789abcdef0123456789abcdef"
PAGE = Path(__file__).parents[3] / "docs" / "alerts.md"
NOON = int(datetime(2026, 11, 23, 12, tzinfo=UTC).timestamp())


@pytest.fixture
def webhook(with_settings, authority, secret_file):
    """Return a function that makes the channel for a port of this machine."""

    def make(port, scheme="https", host="127.0.0.1", **changes):
        own = {
            "webhook_url": f"{scheme}://{host}:{port}/hooks/a-token?key=another",
            "webhook_secret_file": secret_file(SECRET),
            "hosts": (f"{host}:{port}",),
            "ca_file": authority.file,
        }
        return Webhook(with_settings(**own | changes))

    return make


def test_a_notice_arrives_as_signed_json(webhook, web_server, server_context):
    visits = web_server(server_context)
    webhook(visits.port).send(notice())
    ((method, path, headers, body),) = visits.asked
    assert (method, path) == ("POST", "/hooks/a-token?key=another")
    assert headers["Host"] == f"127.0.0.1:{visits.port}"
    assert (headers["Content-Type"], headers["User-Agent"]) == ("application/json", "Pinpoint")
    assert headers["Pinpoint-Signature"].startswith(f"t={NOON},k=")
    assert json.loads(body) == {
        "version": 1,
        "id": notice().id,
        "event": "started",
        "at": "2026-11-23T11:30:00Z",
        "site": "pinpoint.test",
        "title": "school blocks us",
        "text": TEXT,
        "alerts": [
            {
                "case": BLOCKED.case,
                "kind": "source_blocked",
                "subject": "school",
                "since": "2026-11-23T11:30:00Z",
                "ended": None,
                "text": TEXT,
            }
        ],
    }


def receiver():
    """Return `verify` as docs/alerts.md shows it to somebody who writes a receiver."""
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    names = {}
    exec(code, names)
    return names["verify"]


def test_a_receiver_as_documented_accepts_the_notice_and_refuses_what_was_changed_or_is_old(webhook, web_server):
    visits = web_server()
    webhook(visits.port, "http").send(notice())
    ((_, _, headers, body),) = visits.asked
    header, verify = headers["Pinpoint-Signature"], receiver()
    keys = {re.search("k=(\\w+)", header)[1]: SECRET}
    assert verify(header, body, keys, now=NOON + 299)["title"] == "school blocks us"
    other = {next(iter(keys)): SECRET[::-1]}
    for changed in (
        (header, body + b" ", keys, NOON),
        (header.replace("v1=", "v1=0"), body, keys, NOON),
        (header.replace(f"t={NOON}", f"t={NOON + 600}"), body, keys, NOON + 600),
        (header, body, keys, NOON + 301),
        (header, body, keys, NOON - 301),
        (header, body, {}, NOON),
        (header, body, other, NOON),
        ("", body, keys, NOON),
        ("t=x,k=y,v1=é", body, keys, NOON),
    ):
        with pytest.raises(ValueError, match=r"not from Pinpoint|too old"):
            verify(*changed[:3], now=changed[3])


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(webhook, web_server, status):
    inside = web_server()
    visits = web_server()
    visits.status, visits.headers = status, {"Location": f"http://127.0.0.1:{inside.port}/latest/meta-data"}
    with pytest.raises(DeliveryError) as failed:
        webhook(visits.port, "http").send(notice())
    assert str(failed.value) == (
        f"webhook: http://127.0.0.1:{visits.port} answered {status}, a redirect, which is not followed; set the "
        "address that it leads to"
    )
    assert (len(visits.asked), inside.asked, failed.value.temporary) == (1, [], False)


@pytest.mark.parametrize(
    ("status", "temporary", "what"),
    [
        (500, True, "it may work later"),
        (503, True, "it may work later"),
        (429, True, "it may work later"),
        (404, False, "check its address and secret, and the receiver's log"),
        (401, False, "check its address and secret, and the receiver's log"),
    ],
)
def test_another_status_than_2xx_is_a_failure(webhook, web_server, status, temporary, what):
    visits = web_server()
    visits.status, visits.body = status, b"a-token is wrong"
    with pytest.raises(DeliveryError) as failed:
        webhook(visits.port, "http").send(notice())
    assert str(failed.value) == f"webhook: http://127.0.0.1:{visits.port} answered {status}; {what}"
    assert failed.value.temporary is temporary


@pytest.mark.parametrize("status", [200, 202, 204])
def test_a_status_of_2xx_is_enough_whatever_body_follows(webhook, web_server, status):
    visits = web_server()
    visits.status, visits.body = status, b"x" * (1 << 22)
    webhook(visits.port, "http").send(notice())
    assert len(visits.asked) == 1


def test_hints_before_the_answer_are_passed_over(webhook):
    hints = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 2
    with scripted("read", hints + b"HTTP/1.1 204 No Content\r\n\r\n") as port:
        webhook(port, "http").send(notice())
    with (
        scripted("read", hints + b"HTTP/1.1 410 Gone\r\n\r\n") as port,
        pytest.raises(DeliveryError, match="answered 410"),
    ):
        webhook(port, "http").send(notice())


def test_a_status_counts_although_the_rest_of_the_head_never_comes(webhook):
    with scripted("read", b"HTTP/1.1 200 OK\r\nX:", ("drip", b"y")) as port:
        webhook(port, "http", seconds=0.2).send(notice())


def test_a_status_counts_although_the_body_comes_slowly(webhook):
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
    with scripted("read", head, ("drip", b"y")) as port:
        webhook(port, "http", seconds=0.2).send(notice())


@pytest.mark.parametrize("name", ["other.test", "unsigned"])
def test_a_wrong_certificate_gets_no_request(webhook, web_server, authority, name):
    visits = web_server(authority.context("other.test"))
    changes = {"ca_file": None} if name == "unsigned" else {}
    with pytest.raises(DeliveryError, match="has a certificate that is not trusted"):
        webhook(visits.port, **changes).send(notice())
    assert visits.asked == []


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ((), "broke the connection off"),
        (("read",), "broke the connection off"),
        (("read", b"220 mail.test ESMTP\r\n"), "broke the connection off"),
        (("read", b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200), "broke the connection off"),
        (("read", b"HTTP/1.1 200", ("drip", b"X")), "did not answer within 0.2 seconds"),
        (("read", ("drip", b"HTTP/1.1 100 Continue\r\n\r\n")), "did not answer within 0.2 seconds"),
        ((("drip", b"H"),), "did not answer within 0.2 seconds"),
    ],
)
def test_a_server_that_misbehaves_is_a_failure_before_the_deadline(webhook, steps, said):
    with scripted(*steps) as port, pytest.raises(DeliveryError, match=said) as failed:
        webhook(port, "http", seconds=0.2).send(notice())
    assert failed.value.temporary


def test_a_server_that_does_not_speak_tls_or_holds_the_handshake_up(webhook, web_server):
    with pytest.raises(DeliveryError, match="does not speak TLS as we do; check the port"):
        webhook(web_server().port).send(notice())
    with scripted(("drip", b"")) as port, pytest.raises(DeliveryError, match=r"did not answer within 0\.2 seconds"):
        webhook(port, seconds=0.2).send(notice())


def test_a_look_up_that_does_not_end_is_given_up(webhook, monkeypatch):
    ended = threading.Event()
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: ended.wait(30) and [])
    with pytest.raises(DeliveryError, match=r"did not answer within 0\.2 seconds"):
        webhook(1, host="hooks.test", seconds=0.2).send(notice())
    ended.set()


def test_the_second_address_of_a_name_is_tried_too(webhook, web_server, monkeypatch):
    visits = web_server()
    rows = [
        (socket.AF_INET6, 1, 6, "", ("::1", visits.port, 0, 0)),
        (socket.AF_INET, 1, 6, "", ("127.0.0.1", visits.port)),
    ]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: rows)
    webhook(visits.port, "http", "localhost").send(notice())
    assert len(visits.asked) == 1


def test_localhost_that_leads_elsewhere_is_not_asked_in_the_clear(webhook, monkeypatch):
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [(socket.AF_INET, 1, 6, "", ("192.0.2.7", 80))])
    with pytest.raises(DeliveryError, match="a name of this machine but leads to another"):
        webhook(80, "http", "localhost").send(notice())


def test_a_proxy_of_the_environment_is_not_used(webhook, web_server, server_context, monkeypatch):
    proxy, visits = web_server(), web_server(server_context)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        for spelled in (name, name.lower()):
            monkeypatch.setenv(spelled, f"http://127.0.0.1:{proxy.port}")
    webhook(visits.port).send(notice())
    assert (len(visits.asked), proxy.asked) == (1, [])


def test_a_file_of_authorities_that_cannot_be_read_is_named(webhook, tmp_path):
    with pytest.raises(DeliveryError, match="PINPOINT_ALERT_CA_FILE cannot be read, or holds no certificate in PEM"):
        webhook(1, ca_file=tmp_path / "none").send(notice())


def test_a_short_secret_or_one_that_others_may_read_signs_nothing(webhook, secret_file, tmp_path):
    for path, said in (
        (secret_file("short", "short"), "holds a short secret; write at least 32 characters"),
        (secret_file(SECRET, "open", 0o644), "is open to others"),
    ):
        with pytest.raises(DeliveryError, match=f"webhook: {path} {said}"):
            webhook(1, webhook_secret_file=path).send(notice())


@pytest.mark.parametrize(("method", "length"), [("GET", None), ("POST", "0")])
def test_the_heartbeat_asks_its_address_and_says_nothing(with_settings, web_server, method, length):
    visits = web_server()
    url, hosts = f"http://127.0.0.1:{visits.port}/ping/a-token", (f"127.0.0.1:{visits.port}",)
    beat(with_settings(heartbeat_url=url, heartbeat_method=method, hosts=hosts, site_url="https://pinpoint.test"))
    ((asked, path, headers, body),) = visits.asked
    assert (asked, path, body, headers["Content-Length"]) == (method, "/ping/a-token", b"", length)
    assert "pinpoint.test" not in str(headers)


def test_a_heartbeat_that_fails_names_no_path_and_without_an_address_nothing_is_asked(with_settings, web_server):
    visits = web_server()
    visits.status = 404
    url, hosts = f"http://127.0.0.1:{visits.port}/ping/a-token", (f"127.0.0.1:{visits.port}",)
    with pytest.raises(DeliveryError) as failed:
        beat(with_settings(heartbeat_url=url, hosts=hosts))
    assert str(failed.value).startswith(f"heartbeat: http://127.0.0.1:{visits.port} answered 404; ")
    beat(with_settings())
    assert len(visits.asked) == 1


def ours(port):
    """Count the sockets of this process that are connected to a port."""
    found = 0
    for one in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # the one that lists them is closed by then
            if not stat.S_ISSOCK(os.fstat(int(one.name)).st_mode):
                continue
            with socket.socket(fileno=os.dup(int(one.name))) as opened:
                found += opened.family == socket.AF_INET and opened.getpeername()[1] == port
    return found


def test_no_connection_is_left_open(webhook, web_server, server_context):
    visits = web_server(server_context)
    webhook(visits.port).send(notice())
    before = ours(visits.port)
    webhook(visits.port).send(notice())
    assert ours(visits.port) == before == 0
