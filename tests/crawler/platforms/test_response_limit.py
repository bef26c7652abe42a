import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.platforms.search_near.area_search import LEAST, ResponseLimit, looks_like_a_limit


@given(st.integers(LEAST, 40), st.lists(st.integers(0, 80)))
def test_whatever_the_limit_is_each_answer_that_was_cut_off_is_noticed(constant, there):
    limit = ResponseLimit()
    for rows in there:
        limit.met(min(rows, constant))
    assert [rows for rows in there if rows > constant and not limit.may_have_cut(min(rows, constant))] == []


def test_an_answer_shorter_than_the_longest_is_whole():
    limit = ResponseLimit(100)
    for rows in (2, 9, 7):
        limit.met(rows)
    assert [limit.may_have_cut(rows) for rows in (0, 7, 8, 9)] == [False, False, False, True]


def test_as_many_rows_as_were_asked_for_may_be_cut_off_however_few_these_are():
    assert ResponseLimit(1).may_have_cut(1)
    assert not ResponseLimit(1).may_have_cut(0)
    assert not ResponseLimit(100).may_have_cut(LEAST - 1)


@pytest.mark.parametrize("rows", [10, 20, 25, 50, 75, 100, 110, 250, 1000])
def test_round_numbers_look_like_a_limit(rows):
    assert looks_like_a_limit(rows)


@pytest.mark.parametrize("rows", [0, 3, 88, 91, 124])
def test_others_do_not(rows):
    assert not looks_like_a_limit(rows)
