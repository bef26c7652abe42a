"""A request out of range is refused with a sentence that says what to write."""

import math

import pytest

from index.records import SourcesSay
from index.search import SearchRequest, SearchRequestError

HERE = {"latitude": 38.5, "longitude": -106.0}


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"latitude": 90.1}, "latitude is 90.1; write a number of degrees from -90 to 90"),
        ({"longitude": -180.5}, "longitude is -180.5; write a number of degrees from -180 to 180"),
        ({"latitude": math.nan}, "latitude is nan; write a number of degrees from -90 to 90"),
        ({"radius_miles": math.inf}, "radius_miles is inf; write a number of miles from 0 to 500"),
        ({"radius_miles": 0}, "radius_miles is 0; write a number of miles above 0"),
        ({"radius_miles": 500.1}, "radius_miles is 500.1; write a number of miles from 0 to 500"),
        ({"limit": 10_001}, "limit is 10001; write a number from 0 to 10000"),
        ({"limit": -1}, "limit is -1; write a number from 0 to 10000"),
        ({"offset": -1}, "offset is -1; write 0 or more"),
        ({"states": ("Colorado",)}, "state 'Colorado' is not known; write two capital letters, such as CO"),
        ({"read_months": 0}, "read_months is 0; write a number from 1 to 120"),
        ({"read_months": 121}, "read_months is 121; write a number from 1 to 120"),
        ({"name": "a" * 101}, "the name has 101 characters; write at most 100"),
        ({"name": "a " * 21}, "the name has too many words; write at most 20"),
        (
            {"name": "\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}" * 20},
            "the name has too many words; write at most 20",
        ),
        ({"unsaid": "license"}, "unsaid is 'license'; write one of the filters that are chosen"),
        ({"text": "a" * 101}, "the text has 101 characters; write at most 100"),
    ],
)
def test_a_wrong_request_is_refused(wrong, message):
    with pytest.raises(SearchRequestError) as error:
        SearchRequest(**(HERE | wrong))
    assert str(error.value) == message


def test_asking_for_no_word_includes_it():
    assert SearchRequest(**HERE, answers=(SourcesSay.NO_WORD,)).shows_no_word
    assert not SearchRequest(**HERE, answers=(SourcesSay.DISAGREE,)).shows_no_word
