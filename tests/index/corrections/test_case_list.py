"""The order of cases by their clocks, and their counts."""

from datetime import date

import pytest

from index import settings
from index.corrections.case_list import CaseCounts, case_counts, open_cases, settled_cases
from index.corrections.intake import take
from index.corrections.settling import answer, settle
from tests.index.corrections.sent import RECEIVED, fix, send


@pytest.fixture
def numbers(store, folder):
    """Cases of 20, 21 and 23 November; the oldest is answered, and a fourth is settled."""
    numbers = [send(fix(received_at=RECEIVED.replace(day=day))) for day in (20, 21, 23, 23)]
    take(store, settings.current())
    answer(store, folder, numbers[0], "Robin", "called")
    settle(store, folder, numbers[3], "Robin", "done")
    return numbers


def test_open_cases_come_by_their_due_day_and_an_answered_one_by_its_later_clock(store, numbers):
    with store.read() as connection:
        found = [(one.number, str(one.due), one.is_answered) for one in open_cases(connection)]
    assert found == [
        (numbers[1], "2026-11-24", False),
        (numbers[2], "2026-11-25", False),
        (numbers[0], "2026-12-07", True),
    ]


@pytest.mark.parametrize(("day", "late"), [("2026-11-24", 0), ("2026-11-25", 1), ("2026-11-26", 2), ("2026-12-08", 3)])
def test_cases_are_counted_by_their_next_step_and_late_ones_apart(store, numbers, day, late):
    with store.read() as connection:
        counts = case_counts(connection, open_cases(connection), date.fromisoformat(day))
    assert counts == CaseCounts(to_answer=2, to_settle=1, late=late, settled=1)


def test_settled_cases_come_a_page_at_a_time(store, numbers):
    with store.read() as connection:
        assert [one.number for one in settled_cases(connection, limit=1)] == [numbers[3]]
        assert settled_cases(connection, offset=1, limit=1) == []
