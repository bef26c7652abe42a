from dataclasses import replace

from crawler.archive.resume import EarlierPages
from index.store.runs.pages import Page

PAGE = Page(
    run=1, sequence=1, url="https://school.test/", method="GET", fingerprint="aa", status=200, fetched_at="",
    sha256="", etag=None, last_modified=None, file="", offset=0, length=0,
)  # fmt: skip
BUSY = replace(PAGE, status=503, sequence=2)


def test_each_answer_is_handed_out_once_and_in_the_order_of_reading():
    earlier = EarlierPages([BUSY, PAGE])
    assert [earlier.take("aa") for _ in range(3)] == [BUSY, PAGE, None]
    assert earlier.take("bb") is None


def test_a_replay_answers_a_further_request_with_the_last_good_answer():
    earlier = EarlierPages([BUSY, PAGE], repeating=True)
    assert [earlier.take("aa") for _ in range(3)] == [BUSY, PAGE, PAGE]


def test_a_304_that_led_to_nothing_is_passed_over():
    earlier = EarlierPages([replace(PAGE, status=304), PAGE])
    assert [earlier.take("aa") for _ in range(2)] == [PAGE, None]


def test_an_error_is_not_repeated():
    earlier = EarlierPages([PAGE, BUSY], repeating=True)
    assert [earlier.take("aa") for _ in range(3)] == [PAGE, BUSY, None]
