"""The end of a request: head and body by length or by chunks; what is malformed is not waited for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.request_buffer import LARGEST_BODY, LARGEST_HEAD, is_whole, waits_for_leave

GET = b"GET /find?place=81201 HTTP/1.1\r\nHost: site.test\r\n\r\n"


def post(body, *fields):
    return b"\r\n".join([b"POST /fix HTTP/1.1", b"Host: site.test", *fields, b"", body])


def chunked(*chunks, extension=b""):
    lines = [b"%x%s\r\n%s\r\n" % (len(chunk), extension, chunk) for chunk in chunks]
    return post(b"".join(lines) + b"0\r\n\r\n", b"Transfer-Encoding: chunked")


WHOLE = [
    GET,
    post(b"id=avery", b"Content-Length: 8"),
    post(b"id=avery", b"content-LENGTH:8"),
    post(b"", b"Content-Length: 0"),
    chunked(b"id=avery"),
    chunked(b"id=", b"avery", extension=b";name=value"),
    chunked(b"id=avery")[:-2] + b"Trailer: 1\r\n\r\n",
]


@pytest.mark.parametrize("request_bytes", WHOLE)
def test_a_request_is_whole_at_its_last_byte_and_not_before(request_bytes):
    assert [length for length in range(len(request_bytes)) if is_whole(request_bytes[:length])] == []
    assert is_whole(request_bytes)
    assert is_whole(request_bytes + GET)  # what a client sends ahead


@pytest.mark.parametrize(
    "malformed",
    [
        post(b"zz\r\nid=avery\r\n", b"Transfer-Encoding: chunked"),
        post(b"\r\n", b"Transfer-Encoding: chunked"),
        post(b"f" * 999, b"Transfer-Encoding: chunked"),
        post(b"", b"Content-Length: many"),
        post(b"", b"Content-Length: -1"),
    ],
)
def test_what_is_malformed_goes_to_the_parser_that_refuses_it(malformed):
    assert is_whole(malformed)


def test_what_is_too_large_is_not_waited_for():
    assert is_whole(b"GET /" + b"a" * LARGEST_HEAD)
    assert is_whole(post(b"", b"Content-Length: %d" % (LARGEST_BODY + 1)))
    assert is_whole(post(b"", b"Content-Length: 99999999999"))
    assert not is_whole(post(b"", b"Content-Length: %d" % LARGEST_BODY))
    assert is_whole(post(b"fffff\r\n" + b"a" * (LARGEST_BODY + 9), b"Transfer-Encoding: chunked"))
    assert not is_whole(post(b"fffff\r\n" + b"a" * 999, b"Transfer-Encoding: chunked"))
    small = b"1\r\na\r\n" * (LARGEST_BODY // 6 + 1)
    assert is_whole(post(small, b"Transfer-Encoding: chunked"))


def test_a_client_that_waits_for_leave_gets_it_once():
    expecting = post(b"", b"Content-Length: 8", b"Expect: 100-continue")
    assert waits_for_leave(expecting)
    assert not waits_for_leave(expecting + b"i")
    assert not waits_for_leave(expecting[:-1])
    assert not waits_for_leave(GET)


@given(st.lists(st.binary(min_size=1, max_size=40), max_size=6), st.data())
def test_however_a_body_is_cut_into_chunks_it_ends_at_its_end(chunks, data):
    request_bytes = chunked(*chunks)
    cut = data.draw(st.integers(0, len(request_bytes) - 1))
    assert is_whole(request_bytes)
    assert not is_whole(request_bytes[:cut])


@given(st.binary(max_size=300))
def test_any_bytes_have_an_answer(noise):
    assert is_whole(noise) in {True, False}
    assert is_whole(post(noise, b"Transfer-Encoding: chunked")) in {True, False}
