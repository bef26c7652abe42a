"""Accept-Encoding as RFC 9110, section 12.5.3, has it: weights decide, and 0 is a no."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.webapp.conftest import app_over
from webapp.accepted_coding import accepted_coding
from webapp.compression import ALGORITHMS


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        (None, "identity"),
        ("", "identity"),
        ("gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("gzip;q=0", "identity"),
        ("br;q=0", "identity"),
        ("gzip;q=0.000", "identity"),
        ("gzip; q=0", "identity"),
        ("GZIP;Q=0", "identity"),
        ("gzip;q=0, br", "br"),
        ("br;q=0, zstd;q=0, gzip", "gzip"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("br;q=0.1, gzip;q=0.2, zstd;q=0.3", "zstd"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("br;q=0, *", "zstd"),
        ("gzip;q=0.5, *;q=0", "gzip"),
        ("gzip;q=0.5, *;q=0.7", "br"),
        ("identity", "identity"),
        ("identity;q=0", "identity"),
        ("identity;q=0, gzip;q=0.001", "gzip"),
        ("identity;q=0, *", "br"),
        ("identity;q=1, gzip;q=0.5", "identity"),
        ("identity;q=0.5, gzip;q=0.5", "gzip"),
        ("deflate, compress", "identity"),
        ("x-gzip", "gzip"),
        ("gzip;q=2", "identity"),
        ("gzip;q=many", "identity"),
        ("gzip;level=9", "identity"),
        (", ,gzip,", "gzip"),
        ("gzip\t;\tq=1", "gzip"),
    ],
)
def test_the_heaviest_coding_that_is_not_refused_is_chosen(header, coding):
    assert accepted_coding(header, ALGORITHMS) == coding


WEIGHT = st.integers(0, 1000).map(lambda thousandths: f"{thousandths / 1000:g}"[:5])


@given(st.dictionaries(st.sampled_from([*ALGORITHMS, "identity", "deflate"]), WEIGHT, min_size=1), st.randoms())
def test_no_coding_of_weight_0_is_ever_sent_and_order_never_matters(weights, random):
    members = [f"{coding};q={weight}" for coding, weight in weights.items()]
    shuffled = random.sample(members, len(members))
    chosen = accepted_coding(", ".join(members), ALGORITHMS)
    assert chosen == accepted_coding(",".join(shuffled), ALGORITHMS)
    if chosen != "identity":
        heaviest = max((float(weights.get(one, 0)) for one in (*ALGORITHMS, "identity")), default=0)
        assert float(weights[chosen]) == heaviest > 0


@given(st.text(max_size=60))
def test_any_header_has_an_answer(header):
    assert accepted_coding(header, ALGORITHMS) in {*ALGORITHMS, "identity"}


@pytest.mark.parametrize(
    ("header", "coding"), [("gzip;q=0", None), ("br;q=0,gzip", "gzip"), ("*;q=0", None), ("*", "br")]
)
def test_a_page_is_sent_as_the_weights_say(client, header, coding):
    with super(type(client), client).open("/", headers={"Accept-Encoding": header}) as answer:
        assert answer.headers.get("Content-Encoding") == coding
        assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize("mimetype", ["text/csv", "text/vcard", "application/geo+json", "application/problem+json"])
def test_whatever_is_text_is_compressed(published, mimetype):
    app = app_over(published)
    app.add_url_rule("/large", view_func=lambda: app.response_class("a" * 5000, mimetype=mimetype))
    with super(app.test_client_class, app.test_client()).open("/large", headers={"Accept-Encoding": "gzip"}) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
