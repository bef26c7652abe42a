import socket

import pytest
from twisted.internet import defer
from twisted.internet.task import Clock

from crawler.politeness import resolver as resolver_module
from crawler.politeness.public_address import AllowList
from crawler.politeness.resolver import GuardedResolver

NAMES = {
    "public.test": ["93.184.216.34"],
    "both.test": ["93.184.216.34", "2606:4700::1111"],
    "inside.test": ["10.0.0.1"],
    "two-faced.test": ["93.184.216.34", "127.0.0.1"],
    "six-faced.test": ["93.184.216.34", "::ffff:127.0.0.1"],
    "metadata.test": ["169.254.169.254"],
    "localhost": ["127.0.0.1", "::1"],
    "own.test": ["127.0.0.1"],
}


class Receiver:
    """Records what Twisted's endpoint hears: addresses, then the end."""

    def __init__(self):
        self.addresses, self.ended = [], 0

    def resolutionBegan(self, resolution):  # noqa: N802
        pass

    def addressResolved(self, address):  # noqa: N802
        self.addresses.append((address.host, address.port))

    def resolutionComplete(self):  # noqa: N802
        self.ended += 1


@pytest.fixture
def asked(monkeypatch):
    """The names that were looked up; each look-up ends at once."""
    asked = []

    def look_up(name, *_, **__):
        asked.append(name)
        if name not in NAMES:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, 0)) for host in NAMES[name]]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(
        resolver_module, "deferToThreadPool", lambda _reactor, _pool, call, *args: defer.maybeDeferred(call, *args)
    )
    return asked


@pytest.fixture
def resolve(asked):
    clock = Clock()
    clock.getThreadPool = lambda: None
    resolver = GuardedResolver(clock, AllowList.of(["127.0.0.1:8010", "localhost:8010", "own.test:8010"]), 10.0)

    def resolved(name, port=443):
        receiver = Receiver()
        resolver.resolveHostName(receiver, name, port)
        assert receiver.ended == 1
        return receiver.addresses, resolver.refused.get((name, port))

    return resolved


def test_every_address_of_a_public_name_is_given_with_its_port(resolve):
    assert resolve("both.test") == ([("93.184.216.34", 443), ("2606:4700::1111", 443)], None)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("inside.test", "private"),
        ("two-faced.test", "loopback"),
        ("six-faced.test", "loopback"),
        ("metadata.test", "metadata"),
        ("localhost", "loopback"),
        ("127.0.0.1", "loopback"),
        ("::1", "loopback"),
        ("169.254.169.254", "metadata"),
    ],
)
def test_a_name_with_any_address_inside_leads_nowhere(resolve, name, reason):
    assert resolve(name) == ([], reason)


def test_an_unknown_name_leads_nowhere_and_is_not_refused(resolve):
    assert resolve("nowhere.test") == ([], None)


def test_an_allowed_server_of_this_machine_is_given_at_its_port_only(resolve):
    assert resolve("127.0.0.1", 8010) == ([("127.0.0.1", 8010)], None)
    assert resolve("localhost", 8010) == ([("127.0.0.1", 8010), ("::1", 8010)], None)
    assert resolve("127.0.0.1", 8011) == ([], "loopback")


def test_a_name_on_the_list_opens_its_port_and_no_address(resolve):
    assert resolve("own.test", 8010) == ([], "loopback")


def test_a_port_that_nobody_allowed_is_refused_whatever_parsed_the_url(resolve):
    assert resolve("public.test", 8080) == ([], "port")


def test_the_first_answer_holds_for_the_run_so_a_later_one_leads_nowhere_else(resolve, asked, monkeypatch):
    first = resolve("public.test")
    monkeypatch.setitem(NAMES, "public.test", ["127.0.0.1"])
    assert resolve("public.test") == first == ([("93.184.216.34", 443)], None)
    assert asked == ["public.test"]


def test_a_number_in_the_place_of_a_name_is_not_looked_up(resolve, asked):
    resolve("93.184.216.34")
    assert asked == []
