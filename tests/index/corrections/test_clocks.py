from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.corrections.business_day import business_days_after, clocks
from index.corrections.case_progress import CaseProgress, CaseProgressError, CaseState, from_text, to_text
from index.corrections.message import ALPHABET, is_case_number, new_case_number


@pytest.mark.parametrize(
    ("received", "answer_by", "settle_by"),
    [
        (date(2026, 11, 23), date(2026, 11, 25), date(2026, 12, 8)),  # Thanksgiving lies between
        (date(2026, 11, 21), date(2026, 11, 24), date(2026, 12, 7)),  # a Saturday
        (date(2026, 12, 24), date(2026, 12, 29), date(2027, 1, 11)),  # Christmas and New Year's Day, both on a Friday
        (date(2026, 7, 2), date(2026, 7, 7), date(2026, 7, 17)),  # July 4 on a Saturday is observed on the Friday
    ],
)
def test_both_clocks_count_business_days(received, answer_by, settle_by):
    assert (clocks(received).answer_by, clocks(received).settle_by) == (answer_by, settle_by)


def is_business_day(day):
    """Return whether it is the first business day after the day before it."""
    return business_days_after(day - timedelta(days=1), 1) == day


def test_the_holidays_of_a_year_are_those_of_the_statute():
    days = [date(2027, 1, 1) + timedelta(days=number) for number in range(365)]
    assert [day for day in days if day.weekday() < 5 and not is_business_day(day)] == [
        date(2027, 1, 1),
        date(2027, 1, 18),
        date(2027, 2, 15),
        date(2027, 5, 31),
        date(2027, 6, 18),  # June 19 is a Saturday
        date(2027, 7, 5),  # July 4 is a Sunday
        date(2027, 9, 6),
        date(2027, 10, 11),
        date(2027, 11, 11),
        date(2027, 11, 25),
        date(2027, 12, 24),  # Christmas is a Saturday
        date(2027, 12, 31),  # New Year's Day 2028 is a Saturday
    ]


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 15))
def test_a_clock_ends_on_a_business_day_with_that_many_since(day, count):
    end = business_days_after(day, count)
    between = [day + timedelta(days=number) for number in range(1, (end - day).days + 1)]
    assert is_business_day(end)
    assert sum(map(is_business_day, between)) == count


def test_case_numbers_are_by_chance_and_show_nothing_of_how_many_there_are():
    numbers = {new_case_number() for _ in range(200)}
    assert len(numbers) == 200
    assert all(number.startswith("2026-") and is_case_number(number) for number in numbers)
    assert {character for number in numbers for character in number[5:]} == set(ALPHABET)


@pytest.mark.parametrize("text", ["", "2026-0412", "2026-AAAAAA", "2026-k7m3qx", "2026-K7M3QX\n", "x2026-K7M3QX"])
def test_what_is_no_case_number_is_distinguished_from_one(text):
    assert not is_case_number(text)


@given(st.sampled_from(CaseState), st.dates(), st.dates())
def test_the_progress_of_a_case_comes_back_from_the_overlay(state, received_on, since):
    progress = CaseProgress(state, received_on, since)
    assert from_text(to_text(progress)) == progress


@pytest.mark.parametrize("text", ["", "received", "gone 2026-11-23 2026-11-23", "received 2026-11-23 soon"])
def test_a_text_of_progress_that_we_did_not_write_is_refused(text):
    with pytest.raises(CaseProgressError):
        from_text(text)
