import gzip

import pytest

from webapp.static_files import StaticFiles

ACCEPT = {"Accept-Encoding": "gzip"}


def unpacked(client, address):
    """The headers of a compressed answer, and what it unpacks to."""
    answer = super(type(client), client).open(address, headers=ACCEPT)
    with answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in answer.headers["Vary"]
        return gzip.decompress(answer.get_data())


@pytest.mark.parametrize("address", ["/", "/find?place=81201", "/people/avery"])
def test_pages_are_sent_compressed_and_unpack_to_a_page(client, address):
    assert unpacked(client, address).startswith(b"<!doctype html>")


@pytest.mark.parametrize("name", ["pinpoint.css", "pinpoint.js"])
def test_files_are_sent_compressed_and_unpack_to_themselves(client, name):
    with client.get(StaticFiles().address(name)) as plain:
        assert plain.get_data() == unpacked(client, StaticFiles().address(name))


def test_who_does_not_ask_gets_it_plain(client):
    assert "Content-Encoding" not in client.get("/").headers


def test_a_compressed_page_keeps_its_tag(client):
    tag = super(type(client), client).open("/", headers=ACCEPT).headers["ETag"]
    assert client.get("/").headers["ETag"] == tag
    assert client.get("/", headers=ACCEPT | {"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("name", ["br", "zstd", "gzip"])
def test_three_ways_of_compressing_are_known(client, name):
    with super(type(client), client).open("/", headers={"Accept-Encoding": name}) as response:
        assert response.headers["Content-Encoding"] == name


def test_what_answers_a_machine_is_small_and_plain(client):
    assert "Content-Encoding" not in client.get("/healthz", headers=ACCEPT).headers
